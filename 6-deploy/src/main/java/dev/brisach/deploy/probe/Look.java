package dev.brisach.deploy.probe;

import dev.brisach.kit.wire.Exchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.parser.Parser;

/**
 * What an answer looks like, without the text that was sent: status, place of a redirect, words of
 * the body. Two looks are compared by a {@link Baseline}.
 *
 * @param place path of a redirect, empty without any
 */
record Look(int status, String place, List<String> words) {
  private static final int MOST_TEXT = 64 << 10;
  private static final int SHORTEST_ECHO = 4;

  Look {
    words = List.copyOf(words);
  }

  /**
   * The look of an answer.
   *
   * @param sent what was put into the point, whole; taken out where the answer repeats it, also
   *     where an end of it was cut off
   */
  static Look of(Exchange exchange, String sent) {
    return of(exchange, sent, List.of());
  }

  /**
   * The look of an answer.
   *
   * @param forms in which a service may write back what was sent, the longer first
   */
  static Look of(Exchange exchange, String sent, List<String> forms) {
    Exchange.Response response = exchange.response();
    String location = response.header("location");
    return new Look(
        response.status(),
        location == null ? "" : path(without(decoded(location), sent, forms)),
        words(without(decoded(text(response)), sent, forms)));
  }

  private static String without(String text, String sent, List<String> forms) {
    String plain = without(text, sent);
    for (String form : forms) {
      plain = form.length() >= SHORTEST_ECHO ? plain.replace(form, "") : plain;
    }
    return plain;
  }

  private static String text(Exchange.Response response) {
    String text = response.text();
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
  }

  /** Entities, JSON escapes and percent codes become the characters they mean. */
  static String decoded(String text) {
    String plain = text;
    if (plain.indexOf('&') >= 0) {
      plain = Parser.unescapeEntities(plain, false);
    }
    if (plain.indexOf('\\') >= 0) {
      plain = unescaped(plain);
    }
    return plain;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(i + 1);
        if (next == 'u' && i + 5 < text.length() && hex(text, i + 2)) {
          plain.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
          i += 5;
          continue;
        }
        if (next == '"' || next == '\'' || next == '/' || next == '\\') {
          plain.append(next);
          i++;
          continue;
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static boolean hex(String text, int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String without(String text, String sent) {
    String plain = text;
    if (sent.length() >= SHORTEST_ECHO) {
      for (String form :
          List.of(
              sent,
              InsertionPoint.encoded(sent),
              InsertionPoint.encoded(sent).replace("%20", "+"),
              sent.substring(0, sent.length() - 1),
              sent.substring(0, sent.length() - 2),
              sent.substring(1),
              sent.strip(),
              sent.toUpperCase(java.util.Locale.ROOT),
              sent.toLowerCase(java.util.Locale.ROOT))) {
        if (form.length() >= SHORTEST_ECHO - 2 && plain.contains(form)) {
          plain = plain.replace(form, "");
        }
      }
    }
    return plain;
  }

  private static String path(String location) {
    try {
      URI uri = URI.create(location);
      return String.valueOf(uri.getRawAuthority()) + uri.getRawPath();
    } catch (IllegalArgumentException e) {
      int query = location.indexOf('?');
      return query < 0 ? location : location.substring(0, query);
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && !parts(text.charAt(i));
      if (inside && from < 0) {
        from = i;
      } else if (!inside && from >= 0) {
        words.add(text.substring(from, i));
        from = -1;
      }
    }
    return words;
  }

  private static boolean parts(char c) {
    return c <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '&' || c == '=';
  }
}
