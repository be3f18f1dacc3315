package dev.brisach.core.assurance;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of model elements, each distinct set kept once under a small number. Many thousand assets
 * share few sets, so that counting per set replaces walking assets per threat.
 */
final class OwnerSets {
  /** The set without any element. */
  static final int NONE = 0;

  private final List<int[]> sets = new ArrayList<>();
  private final Map<IntBuffer, Integer> numbers = new HashMap<>();
  private final Map<Long, Integer> unions = new HashMap<>();

  OwnerSets() {
    number(new int[0]);
  }

  int size() {
    return sets.size();
  }

  /** The elements of a set, ascending. */
  int[] elements(int set) {
    return sets.get(set);
  }

  boolean contains(int set, int element) {
    return Arrays.binarySearch(sets.get(set), element) >= 0;
  }

  int with(int set, int element) {
    return union(set, number(new int[] {element}));
  }

  int union(int a, int b) {
    if (a == b || b == NONE) {
      return a;
    }
    if (a == NONE) {
      return b;
    }
    long key = ((long) Math.min(a, b) << 32) | Math.max(a, b);
    Integer known = unions.get(key);
    if (known == null) {
      known = number(merge(sets.get(a), sets.get(b)));
      unions.put(key, known);
    }
    return known;
  }

  private int number(int[] sorted) {
    Integer known = numbers.putIfAbsent(IntBuffer.wrap(sorted), sets.size());
    if (known != null) {
      return known;
    }
    sets.add(sorted);
    return sets.size() - 1;
  }

  private static int[] merge(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    int kept = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[kept++] = all[i];
      }
    }
    return Arrays.copyOf(all, kept);
  }
}
