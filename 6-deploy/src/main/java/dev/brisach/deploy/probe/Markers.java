package dev.brisach.deploy.probe;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Words and numbers that no page holds by chance. Safe for several threads. */
public final class Markers {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz";
  private final RandomGenerator random;

  /** Markers of a seed: the same seed gives the same row. */
  public Markers(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Eight random letters without vowels, so that no word of a language comes out. */
  public String word() {
    return word(8);
  }

  /** So many random letters. */
  public synchronized String word(int length) {
    StringBuilder word = new StringBuilder();
    while (word.length() < length) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  /** A path below a folder that does not exist. */
  public String nowhere() {
    return "no" + word(10) + "/" + word();
  }

  /** A way to stay in the same folder that is hardly written twice: {@code ./././/}. */
  public synchronized String detour() {
    StringBuilder detour = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      detour.append(random.nextBoolean() ? "./" : "/");
    }
    return detour.toString();
  }

  /** A number from one on up to and without another. */
  public synchronized int number(int from, int to) {
    return random.nextInt(from, to);
  }
}
