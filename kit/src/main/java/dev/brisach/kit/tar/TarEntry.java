package dev.brisach.kit.tar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a tar file.
 *
 * @param name as it stands there
 * @param size bytes that follow; 0 for everything but files
 * @param mode the twelve bits of access
 * @param link what a link points to, else empty
 * @param offset where its bytes begin, counted from the start of the tar
 */
public record TarEntry(
    String name, Kind kind, long size, int mode, long user, long group, String link, long offset) {
  /** What an entry is. */
  public enum Kind {
    FILE,
    FOLDER,
    SYMLINK,
    HARDLINK,
    /** Device, pipe or something we do not know. */
    OTHER
  }

  /**
   * The name as a path below some root, {@code a/b}: no leading slash, no empty or dot segments.
   * Null where it would climb out of the root or holds what no path may; the root itself is empty.
   */
  public @Nullable String path() {
    return path(name);
  }

  /** The same for any text. */
  public static @Nullable String path(String text) {
    List<String> segments = new ArrayList<>();
    for (String segment : text.split("/", -1)) {
      if (segment.equals("..") || segment.indexOf('\0') >= 0) {
        return null;
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }
}
