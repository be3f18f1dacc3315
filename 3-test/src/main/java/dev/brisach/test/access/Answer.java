package dev.brisach.test.access;

import dev.brisach.core.Confidence;
import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a service's answer to a caller without credential means. */
sealed interface Answer {
  /** It let nobody in. */
  record Refused() implements Answer {}

  /** It served a stranger. */
  record Served(Confidence confidence) implements Answer {}

  /** The answer tells neither yes nor no. */
  record Unclear(String reason) implements Answer {}

  /** Bodies that say no under a status that says yes; looked for at the beginning only. */
  List<String> REFUSALS =
      List.of(
          "unauthorized",
          "unauthorised",
          "unauthenticated",
          "not authenticated",
          "not logged in",
          "authentication required",
          "authentication is required",
          "login required",
          "please log in",
          "please login",
          "access denied",
          "forbidden");

  /** How much of a body is searched, in characters. */
  int BEGINNING = 2000;

  /** True for a status of the two hundreds. */
  static boolean succeeded(Exchange exchange) {
    int status = exchange.response().status();
    return status >= 200 && status < 300;
  }

  /**
   * Judges an answer.
   *
   * @param repeat the answer to the same request again, or the first one where it was not repeated
   * @param nowhere the answer to a path that does not exist, or null where there is none
   */
  static Answer of(Exchange first, Exchange repeat, @Nullable Exchange nowhere) {
    int status = first.response().status();
    if (status == 401 || status == 403) {
      return new Refused();
    }
    if (status >= 300 && status < 400) {
      return redirect(first);
    }
    if (!succeeded(first)) {
      return new Unclear("answers " + status + " without a login, which tells neither yes nor no");
    }
    if (repeat.response().status() != status) {
      return new Unclear(
          "unstable: " + status + ", then " + repeat.response().status() + " to the same request");
    }
    if (nowhere != null && alike(first.response(), nowhere.response())) {
      return new Unclear("the service answers every path alike");
    }
    String word = refusal(first.response());
    if (word != null) {
      return new Unclear("answers " + status + " with a body that seems to refuse: " + word);
    }
    return new Served(confidence(first, nowhere));
  }

  private static Answer redirect(Exchange first) {
    String location = first.response().header("location");
    if (location == null) {
      return new Unclear("answers " + first.response().status() + " without saying where to");
    }
    String path;
    try {
      path = URI.create(location).getRawPath();
    } catch (IllegalArgumentException e) {
      return new Unclear("redirects to what is no address");
    }
    String asked = first.request().target();
    int query = asked.indexOf('?');
    String same = slashless(query < 0 ? asked : asked.substring(0, query));
    return path != null && slashless(path).endsWith(same)
        ? new Unclear("redirects to the same path written otherwise")
        : new Refused();
  }

  private static String slashless(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A catch-all answers with the same kind of success, if not with the very same bytes. */
  private static boolean alike(Exchange.Response a, Exchange.Response b) {
    return a.status() == b.status()
        && (Arrays.equals(a.body(), b.body()) || kind(a).equals(kind(b)));
  }

  private static String kind(Exchange.Response response) {
    String type = response.header("content-type");
    String kind = type == null ? "" : type;
    int end = kind.indexOf(';');
    return (end < 0 ? kind : kind.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String refusal(Exchange.Response response) {
    String text = response.text();
    String begin = text.substring(0, Math.min(BEGINNING, text.length())).toLowerCase(Locale.ROOT);
    if (kind(response).contains("html")
        && text.toLowerCase(Locale.ROOT).contains("type=\"password\"")) {
      return "a login page";
    }
    // long answers that happen to hold such a word are data, not a refusal
    return response.cut() || text.length() > BEGINNING
        ? null
        : REFUSALS.stream().filter(begin::contains).findFirst().orElse(null);
  }

  private static Confidence confidence(Exchange first, @Nullable Exchange nowhere) {
    boolean reading = first.request().method().equals("GET");
    if (!Bodies.says(first)) {
      return reading || first.request().method().equals("OPTIONS")
          ? Confidence.HEURISTIC
          : Confidence.LIKELY;
    }
    return nowhere == null || !reading ? Confidence.LIKELY : Confidence.PROVED;
  }
}
