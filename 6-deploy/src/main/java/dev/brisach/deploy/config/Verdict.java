package dev.brisach.deploy.config;

/** What a condition says of a fact: three values, after Kleene. */
public sealed interface Verdict {
  /** It holds; {@code line} is the decisive place, 0 where something missing decides. */
  record Holds(int line) implements Verdict {}

  /** It does not hold. */
  record Fails() implements Verdict {}

  /** It cannot be decided before the deployment. */
  record Open(String reason) implements Verdict {}

  /** Does not hold. */
  static Verdict fails() {
    return new Fails();
  }

  /** Holds where this does not, and the other way round. */
  default Verdict negated() {
    return switch (this) {
      case Holds _ -> fails();
      case Fails _ -> new Holds(0);
      case Open open -> open;
    };
  }
}
