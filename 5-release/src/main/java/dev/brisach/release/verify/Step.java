package dev.brisach.release.verify;

import org.jspecify.annotations.Nullable;

/**
 * One step of a verification and how it went.
 *
 * @param name which
 * @param result how it went; what was not looked at is never {@code OK}
 * @param message for people, one line
 * @param document of which document, or null for one that speaks of all
 */
public record Step(Name name, Result result, String message, @Nullable String document) {
  /** The steps in their order; after one that failed, the later ones of a document are not done. */
  public enum Name {
    /** The document is no larger than allowed. */
    SIZE("size"),
    /** It can be read strictly. */
    FORMAT("format"),
    /** It is about this artifact. */
    SUBJECT("subject"),
    /** A signature of a trusted key verifies. */
    SIGNATURE("signature"),
    /** That key may sign releases, and now. */
    KEY("key"),
    /** Enough different keys have signed. */
    THRESHOLD("threshold"),
    /** It is neither from the future nor too old. */
    FRESHNESS("freshness"),
    /** No key of it was revoked. */
    REVOCATION("revocation"),
    /** What it says is as specified and as expected. */
    PREDICATE("predicate"),
    /** Entries of a transparency log hold; not done yet. */
    LOG("log"),
    /** Time stamps of an authority hold; not done yet. */
    TIMESTAMP("timestamp");

    private final String word;

    Name(String word) {
      this.word = word;
    }

    /** As it is printed. */
    public String word() {
      return word;
    }

    /** Whether nothing is verified without it. */
    boolean mandatory() {
      return compareTo(THRESHOLD) <= 0;
    }
  }

  /** How a step went. */
  public enum Result {
    OK("ok"),
    FAILED("failed"),
    NOT_CHECKED("not checked");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** As it is printed. */
    public String word() {
      return word;
    }
  }
}
