package dev.brisach.kit.rules;

import dev.brisach.core.Weakness;
import java.util.List;

/**
 * A file that a check must judge rightly; the contract test runs it.
 *
 * @param path name and folder decide its types
 * @param breaches weaknesses that must be found; empty for a good example, where nothing may be
 *     found
 */
public record Example(String path, String content, List<Weakness> breaches) {
  public Example {
    breaches = List.copyOf(breaches);
  }

  /** An example in which the weaknesses must be found. */
  public static Example bad(String path, String content, List<Weakness> breaches) {
    return new Example(path, content, breaches);
  }

  /** An example in which nothing may be found. */
  public static Example good(String path, String content) {
    return new Example(path, content, List.of());
  }
}
