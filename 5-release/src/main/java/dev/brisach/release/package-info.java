/**
 * Stage Release: an artifact goes in, signatures and signed statements about it come out, and are
 * judged again by anyone who has the public key. No part of it opens a connection.
 *
 * <p>{@link dev.brisach.release.envelope} has the formats of signed documents, {@link
 * dev.brisach.release.statement} what they say, {@link dev.brisach.release.sign} makes them, {@link
 * dev.brisach.release.verify} judges them, and {@link dev.brisach.release.provenance} collects
 * where an artifact was built from. Start with {@link dev.brisach.release.verify.Verifier}.
 */
@NullMarked
package dev.brisach.release;

import org.jspecify.annotations.NullMarked;
