package dev.brisach.core;

import java.util.List;

/** What came of one sweep. A sweep has no colour; cells have. */
public sealed interface Outcome {
  /** Looked at {@code covered}, except what is listed as unexamined. */
  record Examined(Covered covered, List<Unexamined> unexamined, List<Finding> findings)
      implements Outcome {
    public Examined {
      unexamined = List.copyOf(unexamined);
      findings = List.copyOf(findings);
    }
  }

  /** Nothing was looked at, for this reason. */
  record Skipped(String reason) implements Outcome {
    public Skipped {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("A skip needs a reason");
      }
    }
  }

  /** The check broke. */
  record Failed(String error) implements Outcome {
    public Failed {
      if (error.isBlank()) {
        throw new IllegalArgumentException("A failure needs its error");
      }
    }
  }

  /** One asset that could not be judged. */
  record Unexamined(Asset asset, String reason) {}
}
