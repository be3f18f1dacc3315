/**
 * Keys and signatures that people already have: texts of keys go in, {@link
 * dev.brisach.kit.keys.SigningKey} and {@link dev.brisach.kit.keys.VerifyingKey} come out; {@link
 * dev.brisach.kit.keys.SshSignature} is what {@code ssh-keygen -Y} writes. Start with {@link
 * dev.brisach.kit.keys.KeyFiles}.
 *
 * <p>All texts are of unknown origin: sizes are bounded, encodings are strict, and no message
 * carries any part of a private key or passphrase.
 */
@NullMarked
package dev.brisach.kit.keys;

import org.jspecify.annotations.NullMarked;
