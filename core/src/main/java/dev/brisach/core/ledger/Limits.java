package dev.brisach.core.ledger;

/**
 * How much of a segment is read before it is refused.
 *
 * @param segmentBytes size of a whole segment
 * @param entryBytes length of one line
 * @param entries lines of one segment
 * @param parts values of one line: commas and opening brackets, those within strings counted too
 */
public record Limits(long segmentBytes, int entryBytes, int entries, int parts) {
  /** For segments of one's own ledger and for imports; the writer keeps within these. */
  public static final Limits LEDGER = new Limits(4L << 30, 32 << 20, 5_000_000, 4_000_000);

  /** For a segment that comes out of a box, where the examined program may have written it. */
  public static final Limits BOX = new Limits(256L << 20, 8 << 20, 200_000, 1_000_000);
}
