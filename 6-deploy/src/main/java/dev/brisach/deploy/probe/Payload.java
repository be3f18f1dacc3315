package dev.brisach.deploy.probe;

import dev.brisach.core.Effect;

/**
 * Text that is put into an insertion point. It cannot be built where the {@link Catalogue} refuses
 * it.
 *
 * @param worst what the worst sink that it may reach would do with it
 */
public record Payload(String text, Worst worst) {
  /** Effect at the worst sink that a payload may reasonably reach, mildest first. */
  public enum Worst {
    PURE,
    READ,
    DELAY,
    CALLBACK,
    WRITE,
    DESTRUCTIVE;

    /** What a run must allow. */
    public Effect needs() {
      return switch (this) {
        case PURE, READ, DELAY, CALLBACK -> Effect.TRAFFIC;
        case WRITE -> Effect.CHANGE;
        case DESTRUCTIVE -> Effect.ATTACK;
      };
    }
  }

  public Payload {
    String refusal = Catalogue.refusal(text, worst);
    if (refusal != null) {
      throw new IllegalArgumentException("A payload " + refusal + ": " + text);
    }
  }

  /** A payload that changes nothing wherever it goes. */
  public static Payload pure(String text) {
    return new Payload(text, Worst.PURE);
  }

  /** A payload that makes somebody read at most. */
  public static Payload read(String text) {
    return new Payload(text, Worst.READ);
  }
}
