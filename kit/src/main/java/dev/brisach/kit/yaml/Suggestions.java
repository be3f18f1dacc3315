package dev.brisach.kit.yaml;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what a person probably meant: the nearest word by edit distance. */
public final class Suggestions {
  private Suggestions() {}

  /** The nearest of the known words within two edits (one for short words), or null. */
  public static @Nullable String nearest(String word, Collection<String> known) {
    String best = null;
    int least = word.length() <= 3 ? 2 : 3;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** {@code , did you mean 'x'?} or an empty string. */
  public static String hint(String word, Collection<String> known) {
    String nearest = nearest(word, known);
    return nearest == null ? "" : ", did you mean '" + nearest + "'?";
  }

  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] swap = before;
      before = row;
      row = swap;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
