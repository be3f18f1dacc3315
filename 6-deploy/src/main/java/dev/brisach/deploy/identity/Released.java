package dev.brisach.deploy.identity;

import java.util.List;

/** What is proved of digests, by signatures that somebody verified. */
@FunctionalInterface
public interface Released {
  /** What is missing of a digest. */
  enum Lack {
    /** No signature of a trusted key. */
    SIGNATURE,
    /** No statement of a trusted key about how it was built, or one of another builder. */
    PROVENANCE,
    /** No verdict of the release gate signed by a trusted key that let it pass. */
    GATE
  }

  /** One thing that is missing, and what was found instead. */
  record Fault(Lack lack, String message) {}

  /**
   * The answer for one digest.
   *
   * @param untold why nothing can be told, such as no trusted key; empty where it can
   * @param faults what is missing, a signature first; empty where it was released
   */
  record Answer(String untold, List<Fault> faults) {
    public Answer {
      faults = List.copyOf(faults);
    }

    /** Nothing can be told. */
    public static Answer untold(String reason) {
      return new Answer(reason, List.of());
    }
  }

  /** What is proved of a SHA-256, in 64 lower hexadecimal digits. */
  Answer of(String sha256);
}
