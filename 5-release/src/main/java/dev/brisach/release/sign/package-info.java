/**
 * Makes signed documents: an artifact or a statement and a key go in, a bundle comes out. Start
 * with {@link dev.brisach.release.sign.Signer}.
 */
@NullMarked
package dev.brisach.release.sign;

import org.jspecify.annotations.NullMarked;
