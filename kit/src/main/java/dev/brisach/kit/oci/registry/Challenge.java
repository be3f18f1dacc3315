package dev.brisach.kit.oci.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a server asks for in {@code WWW-Authenticate} (RFC 9110, 11.6.1): a scheme and parameters.
 * Several may stand in one header, parted by the same comma that parts parameters.
 *
 * @param scheme in lower case
 * @param parameters names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final int MOST = 8192;

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** All challenges of all headers of this name; what cannot be read is left out. */
  static List<Challenge> all(List<String> headers) {
    List<Challenge> found = new ArrayList<>();
    for (String header : headers) {
      if (header.length() <= MOST) {
        new Cursor(header).read(found);
      }
    }
    return found;
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    void read(List<Challenge> into) {
      String scheme = "";
      Map<String, String> parameters = new HashMap<>();
      while (at < text.length()) {
        skip(" \t,");
        String word = token();
        if (word.isEmpty()) {
          at++; // a character that belongs nowhere
          continue;
        }
        skip(" \t");
        boolean parameter = !scheme.isEmpty() && at < text.length() && text.charAt(at) == '=';
        if (parameter) {
          at++;
          skip(" \t");
          parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
        } else {
          add(scheme, parameters, into);
          scheme = word.toLowerCase(Locale.ROOT);
          parameters.clear();
        }
      }
      add(scheme, parameters, into);
    }

    private static void add(String scheme, Map<String, String> parameters, List<Challenge> into) {
      if (!scheme.isEmpty()) {
        into.add(new Challenge(scheme, parameters));
      }
    }

    private void skip(String which) {
      while (at < text.length() && which.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private String token() {
      int from = at;
      while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return token();
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at++;
      return value.toString();
    }
  }
}
