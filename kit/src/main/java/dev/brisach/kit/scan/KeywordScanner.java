package dev.brisach.kit.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds all occurrences of many keywords in one pass over bytes: the automaton of Aho and Corasick
 * (CACM 18(6), 1975) as one table of {@code int}, with bytes folded into classes so that the table
 * stays small. ASCII letters match in either case; a caller that cares compares the bytes at the
 * hit. Immutable: safe for use by several threads.
 *
 * <p>A table entry is the next state times the number of classes; the sign bit says that keywords
 * end there. So a byte costs one lookup in each of two tables and one comparison.
 */
public final class KeywordScanner {
  /** Hears of each occurrence, in order of its end. */
  public interface Hits {
    /**
     * The keyword stands at {@code start} (inclusive) to {@code end} (exclusive).
     *
     * @param keyword its index in the list that the scanner was made of
     */
    void at(int keyword, int start, int end);
  }

  private static final int ENDS = 1 << 31;

  private final int[] lengths;
  private final byte[] classOf;
  private final int classes;
  private final int[] next;
  private final int[][] ending;

  private KeywordScanner(int[] lengths, byte[] classOf, int classes, int[] next, int[][] ending) {
    this.lengths = lengths;
    this.classOf = classOf;
    this.classes = classes;
    this.next = next;
    this.ending = ending;
  }

  /** A scanner for these keywords, taken as UTF-8; none may be empty. */
  public static KeywordScanner of(List<String> keywords) {
    byte[][] words = new byte[keywords.size()][];
    int[] lengths = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = keywords.get(i).getBytes(StandardCharsets.UTF_8);
      lengths[i] = words[i].length;
      if (lengths[i] == 0) {
        throw new IllegalArgumentException("An empty keyword stands everywhere");
      }
    }
    byte[] classOf = classes(words);
    int classes = 1;
    for (byte c : classOf) {
      classes = Math.max(classes, (c & 0xff) + 1);
    }
    Trie trie = new Trie(classes);
    for (int i = 0; i < words.length; i++) {
      trie.add(words[i], classOf, i);
    }
    int[] next = trie.complete();
    return new KeywordScanner(lengths, classOf, classes, next, trie.ending());
  }

  private static byte[] classes(byte[][] words) {
    byte[] classOf = new byte[256];
    int count = 1;
    for (byte[] word : words) {
      for (byte b : word) {
        int c = fold(b & 0xff);
        if (classOf[c] == 0) {
          if (count > 255) {
            throw new IllegalArgumentException("Keywords use all byte values");
          }
          classOf[c] = (byte) count++;
        }
      }
    }
    for (int c = 'A'; c <= 'Z'; c++) {
      classOf[c] = classOf[c + 32];
    }
    return classOf;
  }

  private static int fold(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /** Tells of all occurrences that lie within {@code from} (inclusive) and {@code to}. */
  public void scan(byte[] bytes, int from, int to, Hits hits) {
    int state = 0;
    int[] table = next;
    byte[] folded = classOf;
    for (int i = from; i < to; i++) {
      state = table[state + (folded[bytes[i] & 0xff] & 0xff)];
      if (state < 0) {
        state &= ~ENDS;
        for (int keyword : ending[state / classes]) {
          hits.at(keyword, i + 1 - lengths[keyword], i + 1);
        }
      }
    }
  }

  /** Bytes that the table takes, for measurements. */
  public int tableBytes() {
    return next.length * Integer.BYTES;
  }

  /** The tree of keywords while it grows; rows of {@code classes} entries, 0 is the root. */
  private static final class Trie {
    private final int classes;
    private final List<int[]> rows = new ArrayList<>();
    private final Map<Integer, List<Integer>> ends = new HashMap<>();
    private int[][] ending = {};

    Trie(int classes) {
      this.classes = classes;
      rows.add(new int[classes]);
    }

    void add(byte[] word, byte[] classOf, int keyword) {
      int state = 0;
      for (byte b : word) {
        int c = classOf[b & 0xff] & 0xff;
        int to = rows.get(state)[c];
        if (to == 0) {
          to = rows.size();
          rows.get(state)[c] = to;
          rows.add(new int[classes]);
        }
        state = to;
      }
      ends.computeIfAbsent(state, _ -> new ArrayList<>()).add(keyword);
    }

    /** Fills in what happens where no branch fits, breadth first, and flattens the rows. */
    int[] complete() {
      int count = rows.size();
      int[] fail = new int[count];
      int[] queue = new int[count];
      int head = 0;
      int tail = 1;
      ending = new int[count][];
      while (head < tail) {
        int state = queue[head++];
        ending[state] = endsOf(state, ending[fail[state]]);
        int[] row = rows.get(state);
        int[] fallback = rows.get(fail[state]);
        for (int c = 0; c < classes; c++) {
          if (row[c] == 0) {
            row[c] = fallback[c];
          } else {
            fail[row[c]] = state == 0 ? 0 : fallback[c];
            queue[tail++] = row[c];
          }
        }
      }
      return flat(queue);
    }

    /** Rows in order of depth, so that the states of most bytes lie close together. */
    private int[] flat(int[] order) {
      int count = order.length;
      int[] place = new int[count];
      for (int i = 0; i < count; i++) {
        place[order[i]] = i;
      }
      int[] next = new int[count * classes];
      int[][] moved = new int[count][];
      for (int i = 0; i < count; i++) {
        int[] row = rows.get(order[i]);
        for (int c = 0; c < classes; c++) {
          next[i * classes + c] = place[row[c]] * classes | (ending[row[c]].length > 0 ? ENDS : 0);
        }
        moved[i] = ending[order[i]];
      }
      ending = moved;
      return next;
    }

    private int[] endsOf(int state, int @Nullable [] inherited) {
      int[] own = ends.getOrDefault(state, List.of()).stream().mapToInt(i -> i).toArray();
      if (state == 0 || inherited == null || inherited.length == 0) {
        return own;
      }
      int[] all = Arrays.copyOf(own, own.length + inherited.length);
      System.arraycopy(inherited, 0, all, own.length, inherited.length);
      return all;
    }

    int[][] ending() {
      return ending;
    }
  }
}
