/**
 * The Java source front: text in, a parse tree with places out. Start at {@link
 * dev.brisach.kit.java.JavaFront}. Nothing is attributed, so no class path is needed; names are all
 * that is known of types.
 */
@NullMarked
package dev.brisach.kit.java;

import org.jspecify.annotations.NullMarked;
