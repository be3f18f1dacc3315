package dev.brisach.kit.keys;

import java.math.BigInteger;

/**
 * Blowfish (B. Schneier, "Description of a New Variable-Length Key, 64-Bit Block Cipher", 1993)
 * with the costly key schedule of bcrypt, which the JDK's Blowfish does not offer.
 */
final class Blowfish {
  private static final int SUBKEYS = 18;
  private static final int BOX = 256;

  private final int[] p;
  private final int[] s;

  /** Where the next word is taken from the bytes that are mixed in, over and over. */
  private int at;

  private Blowfish(int[] p, int[] s) {
    this.p = p;
    this.s = s;
  }

  /** The starting state: the fraction of pi, first the subkeys, then the four boxes. */
  static int[] pi() {
    int words = SUBKEYS + 4 * BOX;
    int guard = 64;
    int bits = words * 32 + guard;
    // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)
    BigInteger pi =
        arctan(5, bits).shiftLeft(4).subtract(arctan(239, bits).shiftLeft(2)).shiftRight(guard);
    byte[] bytes = pi.toByteArray();
    int[] state = new int[words];
    int from = bytes.length - words * 4;
    for (int i = 0; i < words; i++) {
      state[i] =
          (bytes[from + 4 * i] & 0xff) << 24
              | (bytes[from + 4 * i + 1] & 0xff) << 16
              | (bytes[from + 4 * i + 2] & 0xff) << 8
              | (bytes[from + 4 * i + 3] & 0xff);
    }
    return state;
  }

  private static BigInteger arctan(int inverse, int bits) {
    BigInteger square = BigInteger.valueOf((long) inverse * inverse);
    BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(inverse));
    BigInteger sum = power;
    for (int n = 3; power.signum() != 0; n += 2) {
      power = power.divide(square);
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = (n & 2) != 0 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }

  static Blowfish started(int[] pi) {
    return new Blowfish(
        java.util.Arrays.copyOfRange(pi, 0, SUBKEYS),
        java.util.Arrays.copyOfRange(pi, SUBKEYS, pi.length));
  }

  /** The key schedule with a key alone. */
  void expand(byte[] key) {
    mixKey(key);
    fill(null);
  }

  /** The key schedule with a key and a salt. */
  void expand(byte[] salt, byte[] key) {
    mixKey(key);
    fill(salt);
  }

  private void mixKey(byte[] key) {
    at = 0;
    for (int i = 0; i < SUBKEYS; i++) {
      p[i] ^= word(key);
    }
  }

  private void fill(byte @org.jspecify.annotations.Nullable [] salt) {
    at = 0;
    long block = 0;
    for (int i = 0; i < SUBKEYS; i += 2) {
      block = next(block, salt);
      p[i] = (int) (block >>> 32);
      p[i + 1] = (int) block;
    }
    for (int i = 0; i < 4 * BOX; i += 2) {
      block = next(block, salt);
      s[i] = (int) (block >>> 32);
      s[i + 1] = (int) block;
    }
  }

  private long next(long block, byte @org.jspecify.annotations.Nullable [] salt) {
    if (salt == null) {
      return encrypt(block);
    }
    long left = word(salt) & 0xffffffffL;
    long right = word(salt) & 0xffffffffL;
    return encrypt(block ^ (left << 32 | right));
  }

  private int word(byte[] bytes) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = word << 8 | (bytes[at] & 0xff);
      at = (at + 1) % bytes.length;
    }
    return word;
  }

  /** Encrypts one block. */
  long encrypt(long block) {
    int left = (int) (block >>> 32);
    int right = (int) block;
    for (int i = 0; i < SUBKEYS - 2; i += 2) {
      left ^= p[i];
      right ^= mixed(left);
      right ^= p[i + 1];
      left ^= mixed(right);
    }
    left ^= p[SUBKEYS - 2];
    right ^= p[SUBKEYS - 1];
    return (right & 0xffffffffL) << 32 | (left & 0xffffffffL);
  }

  private int mixed(int x) {
    int sum = s[x >>> 24] + s[BOX + ((x >>> 16) & 0xff)];
    return (sum ^ s[2 * BOX + ((x >>> 8) & 0xff)]) + s[3 * BOX + (x & 0xff)];
  }
}
