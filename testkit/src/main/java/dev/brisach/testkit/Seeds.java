package dev.brisach.testkit;

import java.util.Random;

/** Random tests print their seed, replayable by {@code -Dbrisach.seed=}. */
public final class Seeds {
  private Seeds() {}

  /** A generator whose seed is printed. */
  public static Random random() {
    String given = System.getProperty("brisach.seed", "");
    long seed = given.isBlank() ? System.nanoTime() : Long.parseLong(given);
    System.out.println("replay with -Dbrisach.seed=" + seed);
    return new Random(seed);
  }
}
