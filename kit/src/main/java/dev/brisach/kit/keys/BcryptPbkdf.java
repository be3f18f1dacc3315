package dev.brisach.kit.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The key derivation of OpenSSH's private keys: PBKDF2's frame round a bcrypt over SHA-512 (T.
 * Unangst, {@code bcrypt_pbkdf(3)} of OpenBSD).
 */
final class BcryptPbkdf {
  private static final int BLOCK = 32;
  private static final byte[] MAGIC =
      "OxychromaticBlowfishSwatDynamite".getBytes(StandardCharsets.US_ASCII);

  private final int[] pi = Blowfish.pi();
  private final MessageDigest sha512;

  private BcryptPbkdf() throws GeneralSecurityException {
    sha512 = MessageDigest.getInstance("SHA-512");
  }

  static byte[] derive(byte[] passphrase, byte[] salt, int length, int rounds)
      throws GeneralSecurityException {
    return new BcryptPbkdf().key(passphrase, salt, length, rounds);
  }

  private byte[] key(byte[] passphrase, byte[] salt, int length, int rounds) {
    byte[] hashed = sha512.digest(passphrase);
    byte[] key = new byte[length];
    int stride = (length + BLOCK - 1) / BLOCK;
    byte[] counted = Arrays.copyOf(salt, salt.length + 4);
    for (int count = 1; count <= stride; count++) {
      counted[counted.length - 2] = (byte) (count >> 8);
      counted[counted.length - 1] = (byte) count;
      byte[] block = block(hashed, counted, rounds);
      // The blocks are dealt out like cards, so that no part of the key costs less.
      for (int i = 0; i < BLOCK && i * stride + count - 1 < length; i++) {
        key[i * stride + count - 1] = block[i];
      }
    }
    Arrays.fill(hashed, (byte) 0);
    return key;
  }

  private byte[] block(byte[] passphrase, byte[] salt, int rounds) {
    byte[] last = hash(passphrase, sha512.digest(salt));
    byte[] sum = last.clone();
    for (int round = 1; round < rounds; round++) {
      last = hash(passphrase, sha512.digest(last));
      for (int i = 0; i < BLOCK; i++) {
        sum[i] ^= last[i];
      }
    }
    return sum;
  }

  private byte[] hash(byte[] passphrase, byte[] salt) {
    Blowfish cipher = Blowfish.started(pi);
    cipher.expand(salt, passphrase);
    for (int i = 0; i < 64; i++) {
      cipher.expand(salt);
      cipher.expand(passphrase);
    }
    byte[] out = new byte[BLOCK];
    for (int at = 0; at < BLOCK; at += 8) {
      long block = 0;
      for (int i = 0; i < 8; i++) {
        block = block << 8 | (MAGIC[at + i] & 0xff);
      }
      for (int i = 0; i < 64; i++) {
        block = cipher.encrypt(block);
      }
      for (int i = 0; i < 4; i++) {
        out[at + i] = (byte) (block >>> (32 + 8 * i));
        out[at + 4 + i] = (byte) (block >>> (8 * i));
      }
    }
    return out;
  }
}
