/**
 * Tar files: {@link dev.brisach.kit.tar.TarReader} for those of strangers, bounded and strict;
 * {@link dev.brisach.kit.tar.TarWriter} for ours, the same bytes each time.
 */
@NullMarked
package dev.brisach.kit.tar;

import org.jspecify.annotations.NullMarked;
