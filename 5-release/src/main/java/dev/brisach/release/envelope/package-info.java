/**
 * Formats of signed documents: bytes of unknown origin go in, a {@link
 * dev.brisach.release.envelope.Bundle} comes out, of which nothing is trusted yet. Start there.
 */
@NullMarked
package dev.brisach.release.envelope;

import org.jspecify.annotations.NullMarked;
