package dev.brisach.code.java.flow;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge that a value is, or was made from, something that the program did not choose.
 *
 * @param origin where it comes from, worst first
 * @param name what the developer calls it: {@code name}, {@code request.getParameter("id")}
 * @param source the node at which it enters; its identity tells sources apart
 * @param safe bits of {@link Use} for which it was made harmless
 * @param guessed true where it went through a call whose body was not seen
 * @param trail the way from the source
 */
public record Taint(
    Origin origin, String name, Tree source, int safe, boolean guessed, Trail trail) {
  /** Where a value comes from, worst first. */
  public enum Origin {
    /** Sent by a client: a request's parameter, header, body, path. */
    WEB(0),
    /** Handed in by a caller that this file does not show. */
    PARAMETER(1),
    /** Made by a generator whose next value can be computed. */
    RANDOM(2);

    private final int rank;

    Origin(int rank) {
      this.rank = rank;
    }
  }

  /** What a value may be made harmless for; {@code NORMALISED} is a path without {@code ..}. */
  public enum Use {
    SQL(1),
    COMMAND(2),
    PATH(4),
    NORMALISED(8);

    private final int bit;

    Use(int bit) {
      this.bit = bit;
    }

    int bit() {
      return bit;
    }
  }

  /** The way of a value, newest step first; bounded. */
  public record Trail(@Nullable Trail before, Tree at, int length) {
    static final int MAX = 12;

    static Trail from(Tree source) {
      return new Trail(null, source, 1);
    }

    Trail then(Tree step) {
      return length >= MAX || at.equals(step) ? this : new Trail(this, step, length + 1);
    }

    /** The nodes of the way, source first. */
    public List<Tree> nodes() {
      List<Tree> nodes = new ArrayList<>();
      for (Trail t = this; t != null; t = t.before) {
        nodes.addFirst(t.at);
      }
      return nodes;
    }
  }

  static Taint of(Origin origin, String name, Tree source) {
    return new Taint(origin, name, source, 0, false, Trail.from(source));
  }

  /** True where the value is harmless for this use. */
  public boolean safeFor(Use use) {
    return (safe & use.bit()) != 0;
  }

  Taint safer(int bits) {
    return new Taint(origin, name, source, safe | bits, guessed, trail);
  }

  Taint then(Tree step) {
    return new Taint(origin, name, source, safe, guessed, trail.then(step));
  }

  Taint asGuess() {
    return guessed ? this : new Taint(origin, name, source, safe, true, trail);
  }

  /**
   * The more harmful of two: the one that less was done about, else the worse origin. What only one
   * of them is safe for is not safe.
   */
  static @Nullable Taint join(@Nullable Taint a, @Nullable Taint b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int safe = a.safe & b.safe;
    if (a.safe != b.safe && (safe == a.safe || safe == b.safe)) {
      return safe == a.safe ? a : b;
    }
    Taint worse = a.rank() <= b.rank() ? a : b;
    return worse.safe == safe
        ? worse
        : new Taint(worse.origin, worse.name, worse.source, safe, worse.guessed, worse.trail);
  }

  private int rank() {
    return origin.rank * 16 + (guessed ? 8 : 0) + Math.min(Integer.bitCount(safe), 7);
  }
}
