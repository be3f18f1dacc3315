package dev.brisach.pack.advisory;

import dev.brisach.core.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import us.springett.cvss.Cvss;

/** Severity from a CVSS vector (2, 3.0, 3.1, 4.0) or from the word of a database. */
final class CvssSeverity {
  private CvssSeverity() {}

  /** The severity of a vector's base score by FIRST's qualitative scale; null for no vector. */
  static @Nullable Severity ofVector(String vector) {
    if (vector.length() > 500) {
      return null;
    }
    double score;
    try {
      Cvss parsed = Cvss.fromVector(vector);
      if (parsed == null) {
        return null;
      }
      score = parsed.calculateScore().getBaseScore();
    } catch (RuntimeException e) {
      return null;
    }
    return ofScore(score);
  }

  static Severity ofScore(double score) {
    if (score >= 9.0) {
      return Severity.CRITICAL;
    }
    if (score >= 7.0) {
      return Severity.HIGH;
    }
    if (score >= 4.0) {
      return Severity.MEDIUM;
    }
    return score > 0 ? Severity.LOW : Severity.INFO;
  }

  /** The severity of a database's own word; null for a word we do not know. */
  static @Nullable Severity ofWord(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "critical" -> Severity.CRITICAL;
      case "high", "important" -> Severity.HIGH;
      case "medium", "moderate" -> Severity.MEDIUM;
      case "low", "minor" -> Severity.LOW;
      case "none", "informational" -> Severity.INFO;
      default -> null;
    };
  }
}
