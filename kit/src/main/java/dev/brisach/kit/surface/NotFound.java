package dev.brisach.kit.surface;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a service answers paths that do not exist. Many say 200 with a friendly page, so a status
 * alone tells nothing.
 *
 * @param answers to random paths; empty where the service gave none
 */
public record NotFound(List<Exchange> answers) {
  private static final int ALIKE_PERCENT = 90;

  public NotFound {
    answers = List.copyOf(answers);
  }

  /** Asks for two paths that cannot exist, at the root and beside a page. */
  static NotFound of(Caller stranger, String random) {
    List<Exchange> answers = new ArrayList<>();
    for (String path : List.of("/" + random, "/" + random + "/" + random + ".html")) {
      try {
        answers.add(stranger.send(Exchange.Request.of("GET", path)));
      } catch (WireException e) {
        // no answer is no model
      }
    }
    return new NotFound(answers);
  }

  /** True where an answer looks like those to paths that do not exist. */
  public boolean is(Exchange exchange) {
    int status = exchange.response().status();
    if (status == 404 || status == 410) {
      return true;
    }
    return answers.stream().anyMatch(answer -> alike(answer.response(), exchange.response()));
  }

  private static boolean alike(Exchange.Response model, Exchange.Response answer) {
    if (model.status() != answer.status() || model.status() == 404) {
      return false;
    }
    String location = model.header("location");
    if (location != null) {
      return location.equals(answer.header("location"));
    }
    long shared = 0;
    List<String> known = model.text().lines().map(String::strip).toList();
    List<String> lines = answer.text().lines().map(String::strip).toList();
    if (lines.isEmpty() || known.isEmpty()) {
      return lines.isEmpty() && known.isEmpty();
    }
    java.util.Set<String> set = new java.util.HashSet<>(known);
    shared = lines.stream().filter(set::contains).count();
    return shared * 100 >= (long) ALIKE_PERCENT * Math.max(lines.size(), known.size());
  }
}
