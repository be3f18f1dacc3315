package dev.brisach.deploy.browser;

import dev.brisach.kit.wire.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A page to open.
 *
 * @param target path, query and fragment below the service's address, as the address bar shows them
 * @param document what the service answered, shown as it is with its own headers; null: it is asked
 *     for
 * @param word name of the function that only a script of ours calls, with a number
 * @param referrer the page that led there; empty for none
 * @param before script that runs before any of the page's, in each of its frames
 * @param after script that runs once the page is loaded, as if the user had touched it; the number
 *     0 as its value says that it did nothing
 * @param foreign script that a page gets from the host {@code WORD.invalid}, which stands for one
 *     of somebody else's
 * @param settle for what a page does after it is loaded, by the page's clock
 */
public record Visit(
    String target,
    Exchange.@Nullable Response document,
    String word,
    String referrer,
    String before,
    String after,
    String foreign,
    Duration settle) {
  private static final Duration USUAL = Duration.ofMillis(60);

  public Visit {
    if (!word.chars().allMatch(c -> c >= 'a' && c <= 'z') || word.isEmpty()) {
      throw new IllegalArgumentException("A word is small letters: " + word);
    }
  }

  /** A page that is shown and left alone. */
  public static Visit of(String target, Exchange.@Nullable Response document, String word) {
    return new Visit(target, document, word, "", "", "", "", USUAL);
  }

  /** The same with a script of the user's hand. */
  public Visit then(String script) {
    return new Visit(target, document, word, referrer, before, script, foreign, settle);
  }

  /** The same from another page. */
  public Visit from(String page) {
    return new Visit(target, document, word, page, before, after, foreign, settle);
  }

  /** The same with one more script that runs first. */
  public Visit prepared(String script) {
    return new Visit(target, document, word, referrer, before + script, after, foreign, settle);
  }

  /** The same where somebody else's host holds this script. */
  public Visit besides(String script) {
    return new Visit(target, document, word, referrer, before, after, script, settle);
  }

  /** The same at another address of the service. */
  public Visit at(String other) {
    return new Visit(other, document, word, referrer, before, after, foreign, settle);
  }
}
