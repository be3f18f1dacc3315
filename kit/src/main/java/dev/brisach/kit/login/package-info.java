/**
 * Logging in: a recipe and references to credentials go in, a caller that keeps itself logged in
 * comes out. Start with {@link dev.brisach.kit.login.Recipe}.
 */
@NullMarked
package dev.brisach.kit.login;

import org.jspecify.annotations.NullMarked;
