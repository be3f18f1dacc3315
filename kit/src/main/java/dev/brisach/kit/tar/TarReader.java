package dev.brisach.kit.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads ustar, pax (POSIX.1-2001) and GNU tar files of strangers, entry after entry. Every header's
 * checksum is verified; what is cut short, contradicts itself or passes a limit is a {@link
 * TarException}. Sparse files are refused, since nobody packs images with them.
 */
public final class TarReader {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final TarLimits limits;
  private final byte[] block = new byte[BLOCK];
  private long position;
  private long entries;
  private long left;
  private long padding;
  private boolean ended;

  /** Over a stream, which stays the caller's to close. */
  public TarReader(InputStream in, TarLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * The next entry, or null at the end mark; what was not read of the one before is passed over.
   */
  public @Nullable TarEntry next() throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (!ended) {
      pass();
      if (!block()) {
        throw new TarException("the tar ends without its end mark: it was cut short");
      }
      if (zero()) {
        ended = true;
        return null;
      }
      if (++entries > limits.entries()) {
        throw new TarException("more than " + limits.entries() + " entries");
      }
      checksum();
      long size = number(124, 12);
      char type = (char) (block[156] & 0xff);
      switch (type) {
        case 'x' -> pax(extra(size), extended);
        case 'g' -> extra(size);
        case 'L' -> extended.put("path", text(extra(size)));
        case 'K' -> extended.put("linkpath", text(extra(size)));
        case 'S' -> throw new TarException("a sparse file, which is not read: " + name(extended));
        default -> {
          return entry(type, size, extended);
        }
      }
    }
    return null;
  }

  private TarEntry entry(char type, long headerSize, Map<String, String> extended)
      throws IOException {
    TarEntry.Kind kind =
        switch (type) {
          case '0', '\0', '7' -> TarEntry.Kind.FILE;
          case '1' -> TarEntry.Kind.HARDLINK;
          case '2' -> TarEntry.Kind.SYMLINK;
          case '5' -> TarEntry.Kind.FOLDER;
          default -> TarEntry.Kind.OTHER;
        };
    String name = name(extended);
    if (extended.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      throw new TarException("a sparse file, which is not read: " + name);
    }
    if (kind == TarEntry.Kind.FILE && type != '7' && name.endsWith("/")) {
      kind = TarEntry.Kind.FOLDER; // as tars before POSIX say it
    }
    long size = extended.containsKey("size") ? decimal(extended, "size") : headerSize;
    if (size < 0) {
      throw new TarException("an entry with less than no bytes: " + name);
    }
    // Folders and links may name a size, yet no bytes follow them.
    long data = kind == TarEntry.Kind.FILE || kind == TarEntry.Kind.OTHER ? size : 0;
    if (data > limits.bytes() - position) {
      throw new TarException("more than " + limits.bytes() + " bytes");
    }
    left = data;
    padding = (BLOCK - data % BLOCK) % BLOCK;
    String link = extended.getOrDefault("linkpath", field(157, 100));
    return new TarEntry(
        name,
        kind,
        data,
        (int) (number(100, 8) & 07777),
        extended.containsKey("uid") ? decimal(extended, "uid") : number(108, 8),
        extended.containsKey("gid") ? decimal(extended, "gid") : number(116, 8),
        link,
        position);
  }

  /** The bytes of the current entry; to be read before the next one is asked for. */
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        if (left == 0) {
          return -1;
        }
        int n = in.read(into, offset, (int) Math.min(most, left));
        if (n < 0) {
          throw cut();
        }
        left -= n;
        position += n;
        return n;
      }
    };
  }

  /** Bytes read so far. */
  public long position() {
    return position;
  }

  private void pass() throws IOException {
    long rest = left + padding;
    left = 0;
    padding = 0;
    while (rest > 0) {
      long n = in.skip(rest);
      if (n <= 0) {
        n = in.read(block, 0, (int) Math.min(BLOCK, rest));
        if (n < 0) {
          throw cut();
        }
      }
      rest -= n;
      position += n;
    }
  }

  private static TarException cut() {
    return new TarException("the tar ends in the middle of a file: it was cut short");
  }

  /** Fills the block; false at the end of the stream. */
  private boolean block() throws IOException {
    int n = in.readNBytes(block, 0, BLOCK);
    position += n;
    if (n != 0 && n != BLOCK) {
      throw cut();
    }
    if (position > limits.bytes()) {
      throw new TarException("more than " + limits.bytes() + " bytes");
    }
    return n == BLOCK;
  }

  private boolean zero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void checksum() throws TarException {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long said = number(148, 8);
    if (said != unsigned && said != signed) {
      throw new TarException("not a tar: the checksum of a header is wrong");
    }
  }

  private byte[] extra(long size) throws IOException {
    if (size < 0 || size > limits.header()) {
      throw new TarException("an extended header of " + size + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw cut();
    }
    position += size;
    left = 0;
    padding = (BLOCK - size % BLOCK) % BLOCK;
    return bytes;
  }

  /** Records of {@code LENGTH NAME=VALUE\n}, each length counting all of its record. */
  private static void pax(byte[] bytes, Map<String, String> into) throws TarException {
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      int length = 0;
      while (space < bytes.length
          && bytes[space] >= '0'
          && bytes[space] <= '9'
          && length < 1 << 24) {
        length = length * 10 + bytes[space++] - '0';
      }
      int end = at + length;
      if (space == at
          || space >= bytes.length
          || bytes[space] != ' '
          || end > bytes.length
          || end <= space + 1
          || bytes[end - 1] != '\n') {
        throw new TarException("not a tar: an extended header is broken");
      }
      String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals <= 0) {
        throw new TarException("not a tar: an extended header is broken");
      }
      into.put(record.substring(0, equals), record.substring(equals + 1));
      at = end;
    }
  }

  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static long decimal(Map<String, String> extended, String key) throws TarException {
    String text = String.valueOf(extended.get(key));
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TarException("not a tar: " + key + " is no number");
  }

  private String name(Map<String, String> extended) {
    String given = extended.get("path");
    if (given != null) {
      return given;
    }
    String name = field(0, 100);
    boolean posix = block[257] == 'u' && block[261] == 'r' && block[262] == 0;
    String prefix = posix ? field(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String field(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.UTF_8);
  }

  /** Octal digits, or a big-endian number where the first bit is set (GNU). */
  private long number(int from, int length) throws TarException {
    if ((block[from] & 0x80) != 0) {
      long number = block[from] & 0x7f;
      for (int i = from + 1; i < from + length; i++) {
        if (number >= 1L << 55) {
          throw new TarException("not a tar: a number of a header is out of bounds");
        }
        number = number << 8 | (block[i] & 0xff);
      }
      return number;
    }
    long number = 0;
    boolean digits = false;
    for (int i = from; i < from + length; i++) {
      int c = block[i];
      if (c >= '0' && c <= '7') {
        number = number << 3 | (c - '0');
        digits = true;
      } else if (c == 0 || c == ' ') {
        if (digits) {
          break;
        }
      } else {
        throw new TarException("not a tar: a number of a header is broken");
      }
    }
    return number;
  }
}
