package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;

/** What a detector says of an insertion point. */
sealed interface Verdict {
  /** Nothing of the kind. */
  record Clean() implements Verdict {}

  /**
   * It is there.
   *
   * @param confidence {@link Confidence#PROVED} only for a pair that was replayed
   * @param message what happens at this very point
   */
  record Found(Confidence confidence, String message, Proof proof) implements Verdict {}

  /** Cannot be told, for this reason. */
  record Unknown(String reason) implements Verdict {}

  /** Nothing of the kind. */
  Verdict CLEAN = new Clean();
}
