package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import java.util.List;

/** What a detector says of an insertion point. */
sealed interface Verdict {
  /** Nothing of the kind. */
  record Clean() implements Verdict {}

  /**
   * It is there.
   *
   * @param confidence {@link Confidence#PROVED} only for a pair that was replayed
   * @param message what happens at this very point
   * @param cwe what it is; empty: the first of the detector
   */
  record Found(Confidence confidence, String message, Proof proof, List<Integer> cwe)
      implements Verdict {
    public Found {
      cwe = List.copyOf(cwe);
    }

    Found(Confidence confidence, String message, Proof proof) {
      this(confidence, message, proof, List.of());
    }
  }

  /** Cannot be told, for this reason. */
  record Unknown(String reason) implements Verdict {}

  /** Nothing of the kind. */
  Verdict CLEAN = new Clean();
}
