package dev.brisach.kit.surface;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a service answers paths that do not exist. Many say 200 with a friendly page, so a status
 * alone tells nothing: an answer is of that kind if it holds every piece of text that such answers
 * have in common, and hardly anything else. A real page in the same layout lacks the sentence that
 * says so.
 */
public final class NotFound {
  private static final int EXTRA_PERCENT = 10;
  private static final int MAX_TEXT = 1 << 16;

  /** What differs from answer to answer: numbers, tokens, hashes. */
  private static final Pattern CHANGING =
      Pattern.compile("[A-Za-z0-9+/_=-]{24,}+|[0-9a-fA-F-]{8,}+|\\d++");

  /** One answer: its status, where it redirects to, the pieces it shares with its siblings. */
  private record Model(int status, @Nullable String location, Set<String> pieces) {}

  private final List<Model> models = new ArrayList<>();

  /**
   * A model.
   *
   * @param answers to random paths; empty where the service gave none
   */
  public NotFound(List<Exchange> answers) {
    List<Set<String>> pieces = answers.stream().map(NotFound::pieces).toList();
    for (int i = 0; i < answers.size(); i++) {
      Set<String> common = new HashSet<>(pieces.get(i));
      for (int j = 0; j < answers.size(); j++) {
        if (i != j && sibling(answers.get(i), answers.get(j))) {
          common.retainAll(pieces.get(j));
        }
      }
      Exchange answer = answers.get(i);
      models.add(new Model(answer.response().status(), location(answer), common));
    }
  }

  /** Asks, as each of the callers, for paths that cannot exist: two siblings and one deeper. */
  static NotFound of(List<Caller> callers, String random) {
    List<Exchange> answers = new ArrayList<>();
    for (Caller caller : callers) {
      for (String path :
          List.of("/" + random, "/" + random + "x", "/" + random + "/" + random + ".html")) {
        try {
          answers.add(caller.send(Exchange.Request.of("GET", path)));
        } catch (WireException e) {
          break; // no answer is no model
        }
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
    String location = location(exchange);
    List<Model> same = models.stream().filter(model -> model.status == status).toList();
    if (location != null) {
      return same.stream().anyMatch(model -> location.equals(model.location));
    }
    Set<String> pieces = same.isEmpty() ? Set.of() : pieces(exchange);
    return same.stream().anyMatch(model -> model.location == null && alike(model.pieces, pieces));
  }

  /** Siblings differ in what changes by itself, which thereby drops out. */
  private static boolean sibling(Exchange one, Exchange other) {
    String a = one.request().target();
    String b = other.request().target();
    return one.response().status() == other.response().status()
        && a.lastIndexOf('/') == b.lastIndexOf('/')
        && (a.startsWith(b) || b.startsWith(a))
        && !a.equals(b);
  }

  private static boolean alike(Set<String> model, Set<String> answer) {
    if (model.isEmpty() || answer.isEmpty()) {
      return model.isEmpty() && answer.isEmpty();
    }
    int extra = answer.size() - model.size();
    return answer.containsAll(model) && extra * 100L <= (long) EXTRA_PERCENT * answer.size();
  }

  private static @Nullable String location(Exchange exchange) {
    String location = exchange.response().header("location");
    return location == null ? null : without(location, exchange);
  }

  /** The text between tags and line breaks, without what depends on the request or on chance. */
  private static Set<String> pieces(Exchange exchange) {
    String whole = exchange.response().text();
    String text =
        without(whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) : whole, exchange);
    Set<String> pieces = new HashSet<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || "<>\n\r".indexOf(text.charAt(i)) >= 0) {
        String piece = text.substring(from, i).strip();
        if (!piece.isEmpty()) {
          pieces.add(CHANGING.matcher(piece).replaceAll("#"));
        }
        from = i + 1;
      }
    }
    return pieces;
  }

  private static String without(String text, Exchange exchange) {
    String path = Addresses.path(exchange.request().target());
    String out = text;
    if (path.length() > 1) {
      String escaped = path.replace("/", "%2F");
      out = out.replace(exchange.request().target(), "").replace(path, "");
      out = out.replace(escaped, "").replace(path.replace("/", "%2f"), "");
      String name = path.substring(path.lastIndexOf('/') + 1);
      out = name.length() > 3 ? out.replace(name, "") : out;
      out = out.replace(path.substring(1), "");
    }
    return out;
  }
}
