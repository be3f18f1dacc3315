package dev.brisach.kit.tree;

import dev.brisach.core.Asset;
import dev.brisach.core.Digests;
import dev.brisach.core.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file with its bytes in memory; its text, line table and parses are made on first use and
 * shared. Dropped after all checks saw it. Safe for use by several threads.
 */
public final class SourceFile implements Subject {
  private final FileEntry entry;
  private final byte[] bytes;
  private final IdentityHashMap<Front<?>, Object> parses = new IdentityHashMap<>();
  private @Nullable String text;
  private int @Nullable [] lineStarts;

  /** A file of the tree with its content. */
  public SourceFile(FileEntry entry, byte[] bytes) {
    this.entry =
        entry.digest().isEmpty()
            ? new FileEntry(entry.path(), bytes.length, entry.types(), Digests.sha256(bytes))
            : entry;
    this.bytes = bytes;
  }

  /** A file made in a test or from a rule's example; types are taken from name and content. */
  public static SourceFile of(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new SourceFile(
        new FileEntry(path, bytes.length, FileTypes.of(path, bytes), Digests.sha256(bytes)), bytes);
  }

  @Override
  public Asset asset() {
    return entry.asset();
  }

  /** Path, types, size and digest. */
  public FileEntry entry() {
    return entry;
  }

  /** Relative to the root, with {@code /}. */
  public String path() {
    return entry.path();
  }

  /** The content; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The content as UTF-8, malformed bytes replaced; a leading byte order mark is left out. */
  public synchronized String text() {
    if (text == null) {
      int from =
          bytes.length >= 3
                  && bytes[0] == (byte) 0xEF
                  && bytes[1] == (byte) 0xBB
                  && bytes[2] == (byte) 0xBF
              ? 3
              : 0;
      text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
    return text;
  }

  /** The 1-based line of an offset into {@link #text()}. */
  public int lineAt(int offset) {
    int at = Arrays.binarySearch(lineStarts(), offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** A line of {@link #text()} without its end; empty beyond the last one. */
  public String line(int number) {
    int[] starts = lineStarts();
    if (number < 1 || number > starts.length) {
      return "";
    }
    int from = starts[number - 1];
    int to = number < starts.length ? starts[number] : text().length();
    while (to > from && (text().charAt(to - 1) == '\n' || text().charAt(to - 1) == '\r')) {
      to--;
    }
    return text().substring(from, to);
  }

  /** The parse of this file by a front, made once; an {@link Unreadable} is thrown every time. */
  public <T> T parse(Front<T> front) {
    synchronized (parses) {
      Object known = parses.get(front);
      if (known == null) {
        try {
          known = front.parse(this);
        } catch (Unreadable e) {
          known = e;
        }
        parses.put(front, known);
      }
      if (known instanceof Unreadable unreadable) {
        throw unreadable;
      }
      @SuppressWarnings("unchecked")
      T parsed = (T) known;
      return parsed;
    }
  }

  private synchronized int[] lineStarts() {
    if (lineStarts == null) {
      String all = text();
      int[] starts = new int[Math.max(16, all.length() / 30)];
      int count = 1;
      for (int i = all.indexOf('\n'); i >= 0; i = all.indexOf('\n', i + 1)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }
}
