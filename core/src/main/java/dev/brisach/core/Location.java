package dev.brisach.core;

/**
 * A place in a file of the examined tree.
 *
 * @param line 1-based; 0 where the whole file is meant
 * @param column 1-based; 0 where the whole line is meant
 */
public record Location(String file, int line, int column) {
  public Location {
    if (file.isBlank() || line < 0 || column < 0) {
      throw new IllegalArgumentException("Not a place: " + file + ":" + line + ":" + column);
    }
  }

  /** A line of a file. */
  public static Location line(String file, int line) {
    return new Location(file, line, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
