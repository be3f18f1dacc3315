package dev.brisach.kit.crawl;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a service answers in a folder to a path that does not exist: learnt from two paths nobody
 * made, since many services answer such with status 200.
 *
 * @param answers the two answers
 */
public record Missing(List<Exchange> answers) {
  private static final double ALIKE = 0.9;

  public Missing {
    answers = List.copyOf(answers);
  }

  /**
   * Asks for two paths in a folder.
   *
   * @param folder a path that ends in a slash
   * @param ending what the names end in, such as {@code .txt}; may be empty
   * @param words two words that no service knows
   */
  public static Missing learn(
      Spider.Door door, String folder, String ending, String first, String second)
      throws WireException {
    return new Missing(
        List.of(
            door.send(Exchange.Request.of("GET", folder + first + ending)),
            door.send(Exchange.Request.of("GET", folder + second + ending))));
  }

  /** True where an answer is that of a path that does not exist. */
  public boolean is(Exchange exchange) {
    int status = exchange.response().status();
    if (status == 404 || status == 410) {
      return true;
    }
    return answers.stream()
        .anyMatch(one -> one.response().status() == status && alike(one, exchange));
  }

  private static boolean alike(Exchange one, Exchange other) {
    Set<String> left = words(one);
    Set<String> right = words(other);
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() && right.isEmpty();
    }
    Set<String> both = new HashSet<>(left);
    both.retainAll(right);
    return both.size() >= ALIKE * Math.max(left.size(), right.size());
  }

  private static Set<String> words(Exchange exchange) {
    String path = Targets.path(exchange.request().target());
    String own = path.substring(path.lastIndexOf('/') + 1);
    String text = exchange.response().text();
    text = own.isEmpty() ? text : text.replace(own, "");
    return new HashSet<>(List.of(text.split("[\\s<>\"]+", 20_000)));
  }
}
