/**
 * What is inside jars, wars and ears, also nested ones: bytes go in, packages with the evidence for
 * their identity come out. Start with {@link dev.brisach.pack.archive.ArchiveReader}.
 */
@NullMarked
package dev.brisach.pack.archive;

import org.jspecify.annotations.NullMarked;
