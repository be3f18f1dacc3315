/**
 * A source tree walked once: files with type, size and digest, each read once and parsed once for
 * all checks. Start with {@link dev.brisach.kit.tree.SourceTree} and {@link
 * dev.brisach.kit.tree.SourceFile}.
 */
@NullMarked
package dev.brisach.kit.tree;

import org.jspecify.annotations.NullMarked;
