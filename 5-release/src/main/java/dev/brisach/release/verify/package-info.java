/**
 * Judges signed documents: an artifact, documents of unknown origin and what is trusted go in, a
 * {@link dev.brisach.release.verify.Verification} with every step comes out. Start with {@link
 * dev.brisach.release.verify.Verifier}.
 */
@NullMarked
package dev.brisach.release.verify;

import org.jspecify.annotations.NullMarked;
