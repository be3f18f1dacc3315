package dev.brisach.kit.tar;

/**
 * The bounds of reading a tar file.
 *
 * @param entries most entries
 * @param bytes most bytes of the whole tar, unpacked
 * @param header most bytes of one entry's extended header (names and links may be long, not huge)
 */
public record TarLimits(long entries, long bytes, int header) {
  /** A million entries, 64 GiB, 1 MiB. */
  public static TarLimits usual() {
    return new TarLimits(1_000_000, 64L << 30, 1 << 20);
  }
}
