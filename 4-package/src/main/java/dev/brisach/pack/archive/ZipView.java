package dev.brisach.pack.archive;

import dev.brisach.kit.tree.Unreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The central directory of a zip file in memory (PKWARE's APPNOTE), also of one inside another, so
 * that a stored inner jar is read in place. Bytes before the first entry, as in executable jars,
 * are allowed for. Sizes are not believed: {@link #content} stops at its limit.
 */
final class ZipView {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int MAX_COMMENT = 0xffff;
  private static final int MAX_ENTRIES = 500_000;

  /** One file of the archive; {@code at} is where its local header stands. */
  record Entry(String name, int method, boolean encrypted, long compressed, long size, long at) {}

  private final ByteBuffer data;
  private final List<Entry> entries = new ArrayList<>();

  /** Reads the directory; what is no zip file is an {@link Unreadable}. */
  ZipView(ByteBuffer bytes) {
    this.data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      directory();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new Unreadable(0, "zip directory is broken");
    }
  }

  List<Entry> entries() {
    return entries;
  }

  private void directory() {
    int end = findEnd();
    long count = data.getShort(end + 10) & 0xffff;
    long size = data.getInt(end + 12) & 0xffffffffL;
    long offset = data.getInt(end + 16) & 0xffffffffL;
    long endOfDirectory = end;
    int locator = end - 20;
    if (locator >= 0 && data.getInt(locator) == LOCATOR64) {
      int end64 = findEnd64(locator);
      count = data.getLong(end64 + 32);
      size = data.getLong(end64 + 40);
      offset = data.getLong(end64 + 48);
      endOfDirectory = end64;
    }
    long start = endOfDirectory - size;
    long shift = start - offset;
    if (count < 0 || count > MAX_ENTRIES || start < 0 || shift < 0 || size < 0 || offset < 0) {
      throw new Unreadable(
          0, "zip directory is broken or has more than " + MAX_ENTRIES + " entries");
    }
    int at = Math.toIntExact(start);
    for (long i = 0; i < count; i++) {
      at = entry(at, shift);
    }
  }

  private int findEnd() {
    int last = data.limit() - END_SIZE;
    for (int at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (data.getInt(at) == END) {
        return at;
      }
    }
    throw new Unreadable(0, "not a zip file, or cut short");
  }

  private int findEnd64(int locator) {
    for (int at = locator - 56; at >= Math.max(0, locator - 56 - MAX_COMMENT); at--) {
      if (data.getInt(at) == END64) {
        return at;
      }
    }
    throw new Unreadable(0, "zip64 directory is broken");
  }

  private int entry(int at, long shift) {
    if (data.getInt(at) != CENTRAL) {
      throw new Unreadable(0, "zip directory is broken");
    }
    int flags = data.getShort(at + 8);
    int method = data.getShort(at + 10) & 0xffff;
    long compressed = data.getInt(at + 20) & 0xffffffffL;
    long size = data.getInt(at + 24) & 0xffffffffL;
    int name = data.getShort(at + 28) & 0xffff;
    int extra = data.getShort(at + 30) & 0xffff;
    int comment = data.getShort(at + 32) & 0xffff;
    long local = (data.getInt(at + 42) & 0xffffffffL) + shift;
    byte[] text = new byte[name];
    data.get(at + CENTRAL_SIZE, text);
    entries.add(
        new Entry(
            new String(text, StandardCharsets.UTF_8),
            method,
            (flags & 1) != 0,
            compressed,
            size,
            local));
    return at + CENTRAL_SIZE + name + extra + comment;
  }

  /**
   * The content of an entry; one that is larger than {@code limit}, expands more than {@code ratio}
   * times, is encrypted or broken is an {@link Unreadable}.
   */
  ByteBuffer content(Entry entry, int limit, int ratio) {
    if (entry.encrypted) {
      throw new Unreadable(0, "encrypted");
    }
    if (entry.compressed > data.limit()) {
      throw new Unreadable(0, "cut short");
    }
    try {
      int at = Math.toIntExact(entry.at);
      if (data.getInt(at) != LOCAL) {
        throw new Unreadable(0, "zip entry is broken");
      }
      int start =
          at + LOCAL_SIZE + (data.getShort(at + 26) & 0xffff) + (data.getShort(at + 28) & 0xffff);
      ByteBuffer packed = data.slice(start, (int) entry.compressed);
      return switch (entry.method) {
        case 0 -> stored(packed, limit);
        case 8 -> inflated(packed, limit, ratio);
        default -> throw new Unreadable(0, "packed by method " + entry.method + ", not read");
      };
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new Unreadable(0, "zip entry is broken");
    }
  }

  private static ByteBuffer stored(ByteBuffer packed, int limit) {
    if (packed.limit() > limit) {
      throw new Unreadable(0, "larger than " + (limit >> 20) + " MiB");
    }
    return packed;
  }

  private static ByteBuffer inflated(ByteBuffer packed, int limit, int ratio) {
    long allowed = Math.min(limit, Math.max(1L << 20, (long) packed.limit() * ratio));
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] out = new byte[(int) Math.min(allowed, Math.max(1024L, packed.limit() * 4L))];
      int size = 0;
      while (!inflater.finished()) {
        if (size == out.length) {
          if (size >= allowed) {
            throw new Unreadable(
                0, "expands beyond " + allowed + " bytes from " + packed.limit() + ", refused");
          }
          out = java.util.Arrays.copyOf(out, (int) Math.min(allowed, size * 2L));
        }
        int more = inflater.inflate(out, size, out.length - size);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Unreadable(0, "zip entry is cut short");
        }
        size += more;
      }
      return ByteBuffer.wrap(out, 0, size).slice();
    } catch (DataFormatException e) {
      throw new Unreadable(0, "zip entry is broken");
    } finally {
      inflater.end();
    }
  }
}
