package dev.brisach.test.matrix;

import org.jspecify.annotations.Nullable;

/**
 * Whether a call ought to be allowed. Written {@code allow}, {@code deny} or {@code unstated}; a
 * question mark behind the word says that Brisach guessed it.
 */
public record Expected(Access access, boolean guessed) {
  /** Nobody said anything. */
  public static final Expected UNSTATED = new Expected(Access.UNSTATED, false);

  /** Whether a call ought to be allowed. */
  public enum Access {
    ALLOW,
    DENY,
    UNSTATED
  }

  static Expected stated(Access access) {
    return new Expected(access, false);
  }

  static Expected guess(Access access) {
    return new Expected(access, true);
  }

  /** True where it ought to be refused, said or guessed. */
  public boolean denies() {
    return access == Access.DENY;
  }

  /** The spelling in files. */
  public String word() {
    String word = access.name().toLowerCase(java.util.Locale.ROOT);
    return guessed ? word + "?" : word;
  }

  /** Reads what {@link #word()} wrote; null where it is no such word. */
  public static @Nullable Expected of(String word) {
    boolean guessed = word.endsWith("?");
    return switch (guessed ? word.substring(0, word.length() - 1) : word) {
      case "allow" -> new Expected(Access.ALLOW, guessed);
      case "deny" -> new Expected(Access.DENY, guessed);
      case "unstated" -> UNSTATED;
      default -> null;
    };
  }
}
