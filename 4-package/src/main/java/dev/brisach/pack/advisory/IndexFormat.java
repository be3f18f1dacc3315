package dev.brisach.pack.advisory;

import java.nio.charset.StandardCharsets;

/**
 * The advisory file. Big-endian header of {@link #HEADER} bytes: magic, format, length of the file,
 * CRC-32C of all after the header, number of keys, offsets of keys, packages, advisories and facts.
 * Then the parts: keys sorted by hash, each eight bytes of hash and four of offset; packages;
 * advisories; facts (counts, dates, exploited ids).
 */
final class IndexFormat {
  static final long MAGIC = 0x4252_4953_4143_4841L;
  static final int FORMAT = 1;
  static final int HEADER = 44;
  static final int KEY = 12;

  private IndexFormat() {}

  /** FNV-1a over ecosystem, NUL, name. */
  static long hash(String ecosystem, String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : (ecosystem + '\0' + name).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
