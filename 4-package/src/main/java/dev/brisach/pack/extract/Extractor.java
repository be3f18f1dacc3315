package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;

/** Reads one kind of manifest or lock file. Stateless; safe for use by several threads. */
interface Extractor {
  /** What the file names; one that cannot be read is an {@link Unreadable} with its line. */
  Extraction extract(SourceFile file, Siblings siblings);
}
