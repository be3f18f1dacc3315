/**
 * Compose files become one resource per service, short and long spellings made equal. Start with
 * {@link dev.brisach.deploy.compose.ComposeFront}.
 */
@NullMarked
package dev.brisach.deploy.compose;

import org.jspecify.annotations.NullMarked;
