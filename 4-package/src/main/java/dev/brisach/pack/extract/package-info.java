/**
 * What packages a tree names: manifests and lock files go in, {@link
 * dev.brisach.pack.extract.FoundPackage}s with their lines come out, beside what could not be
 * known. Start with {@link dev.brisach.pack.extract.Extractors}. Nothing of the project is run.
 */
@NullMarked
package dev.brisach.pack.extract;

import org.jspecify.annotations.NullMarked;
