/**
 * A project's settings: {@code brisach.yaml} goes in, {@link dev.brisach.engine.config.Settings}
 * come out, each value with the place it comes from. Start with {@link
 * dev.brisach.engine.config.SettingsReader}.
 */
@NullMarked
package dev.brisach.engine.config;

import org.jspecify.annotations.NullMarked;
