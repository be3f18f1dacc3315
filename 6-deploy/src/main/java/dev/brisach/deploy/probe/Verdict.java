package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.kit.wire.WireException;
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

  /**
   * Nothing of the kind so far; it is there where somebody comes for a token, however late.
   *
   * @param tokens of our listener that were sent
   * @param again tries once more with another token
   * @param vital true where nothing else was tried, so that silence of a listener out of reach
   *     tells nothing
   */
  record Later(List<String> tokens, Attempt again, boolean vital) implements Verdict {
    public Later {
      tokens = List.copyOf(tokens);
    }
  }

  /** Something that is tried again. */
  @FunctionalInterface
  interface Attempt {
    Verdict now() throws WireException;
  }

  /** Nothing of the kind. */
  Verdict CLEAN = new Clean();
}
