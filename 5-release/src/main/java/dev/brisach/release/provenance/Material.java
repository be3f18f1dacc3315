package dev.brisach.release.provenance;

import org.jspecify.annotations.Nullable;

/**
 * Something that went into a build besides the sources.
 *
 * @param uri a package URL, or {@code file:} and a path within the sources
 * @param sha256 its digest, where it is known
 */
public record Material(String uri, @Nullable String sha256) {}
