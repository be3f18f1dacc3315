package dev.brisach.core.assurance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the sweeps of one check amount to for one aim, counted per owner set, so that a cell is a
 * sum over the few sets that hold its element.
 */
final class Tally {
  /** How many missing assets are kept by name in each owner set. */
  static final int NAMED = 3;

  /** A sweep that first covered something, and the owner sets of what it covered. */
  record Part(Sweep sweep, BitSet sets, BitSet unknown, boolean fresh) {}

  private final World world;
  private final int[] needed;
  private final int[] fresh;
  private final int[] any;
  private final int[][] missing;
  private final List<Part> parts = new ArrayList<>();
  private final BitSet members;

  Tally(World world, BitSet members, List<Sweep> newestFirst, Predicate<Sweep> inTime) {
    this.world = world;
    this.members = members;
    int sets = world.setCount();
    needed = new int[sets];
    fresh = new int[sets];
    any = new int[sets];
    missing = new int[sets][];
    BitSet isFresh = new BitSet();
    BitSet isAny = new BitSet();
    List<Sweep> waiting = new ArrayList<>();
    for (Sweep sweep : newestFirst) {
      if (inTime.test(sweep)) {
        if (!contains(isFresh, members)) {
          Sweep.Coverage coverage = sweep.coverage();
          part(sweep, coverage.current(), coverage.unknown(), isFresh, true);
        }
      }
      waiting.add(sweep);
    }
    isAny.or(isFresh);
    for (Sweep sweep : waiting) {
      if (!contains(isAny, members)) {
        Sweep.Coverage coverage = sweep.coverage();
        BitSet all = (BitSet) coverage.current().clone();
        all.or(coverage.other());
        part(sweep, all, new BitSet(), isAny, false);
      }
    }
    count(isFresh, isAny);
  }

  private static boolean contains(BitSet outer, BitSet inner) {
    BitSet rest = (BitSet) inner.clone();
    rest.andNot(outer);
    return rest.isEmpty();
  }

  private void part(Sweep sweep, BitSet covered, BitSet unknown, BitSet into, boolean isFresh) {
    BitSet news = (BitSet) covered.clone();
    news.and(members);
    news.andNot(into);
    if (news.isEmpty()) {
      return;
    }
    into.or(news);
    BitSet sets = new BitSet();
    BitSet unknownSets = new BitSet();
    for (int i = news.nextSetBit(0); i >= 0; i = news.nextSetBit(i + 1)) {
      sets.set(world.owners(i));
      if (unknown.get(i)) {
        unknownSets.set(world.owners(i));
      }
    }
    parts.add(new Part(sweep, sets, unknownSets, isFresh));
  }

  private void count(BitSet isFresh, BitSet isAny) {
    for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
      int set = world.owners(i);
      needed[set]++;
      if (isAny.get(i)) {
        any[set]++;
      }
      if (isFresh.get(i)) {
        fresh[set]++;
      } else {
        if (missing[set] == null) {
          missing[set] = new int[] {-1, -1, -1};
        }
        for (int k = 0; k < NAMED; k++) {
          if (missing[set][k] < 0) {
            missing[set][k] = i;
            break;
          }
        }
      }
    }
  }

  List<Part> parts() {
    return parts;
  }

  int needed(int set) {
    return needed[set];
  }

  int fresh(int set) {
    return fresh[set];
  }

  int any(int set) {
    return any[set];
  }

  /** The first few assets of a set that no fresh sweep covers. */
  List<Integer> missing(int set) {
    List<Integer> found = new ArrayList<>();
    if (missing[set] != null) {
      for (int number : missing[set]) {
        if (number >= 0) {
          found.add(number);
        }
      }
    }
    return found;
  }
}
