package dev.brisach.kit.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of resources and their ids: plural and singular, camel case and underscores. */
final class Nouns {
  /** Words with which the name of an id ends, longer ones first. */
  static final List<String> ID_WORDS =
      List.of("identifier", "number", "uuid", "guid", "slug", "code", "name", "key", "ref", "id");

  private static final Map<String, String> IRREGULAR =
      Map.of(
          "people", "person",
          "children", "child",
          "men", "man",
          "women", "woman",
          "indices", "index",
          "statuses", "status",
          "analyses", "analysis",
          "news", "news",
          "series", "series",
          "mice", "mouse");

  private Nouns() {}

  /** Small letters and digits only. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain.append(Character.toLowerCase(c));
      }
    }
    return plain.toString();
  }

  /** The singular of a path's word: {@code categories} is {@code category}. */
  static String singular(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String irregular = IRREGULAR.get(lower);
    if (irregular != null) {
      return irregular;
    }
    int n = word.length();
    if (lower.endsWith("ies") && n > 4) {
      return word.substring(0, n - 3) + "y";
    }
    for (String end : List.of("sses", "xes", "ches", "shes", "zzes")) {
      if (lower.endsWith(end)) {
        return word.substring(0, n - 2);
      }
    }
    boolean plural =
        n > 2
            && lower.endsWith("s")
            && !lower.endsWith("ss")
            && !lower.endsWith("us")
            && !lower.endsWith("is");
    return plural ? word.substring(0, n - 1) : word;
  }

  /** What an id's name speaks of, plain: {@code order_id} of {@code order}; else the plain name. */
  static String stem(String parameter) {
    String plain = plain(parameter);
    for (String word : ID_WORDS) {
      if (plain.endsWith(word) && plain.length() > word.length()) {
        return plain.substring(0, plain.length() - word.length());
      }
    }
    return plain;
  }

  /** Names that an id may have in an answer, surest first, plain. */
  static List<String> idNames(String parameter, String kind) {
    String plain = plain(parameter);
    String name = plain(kind);
    String last = ID_WORDS.stream().filter(plain::endsWith).findFirst().orElse("");
    if (last.isEmpty()) {
      // A parameter such as {order} or {username} says what it is by itself.
      return List.of(plain, name + "id", "id", "uuid", "slug");
    }
    if (last.equals("id") || last.equals("identifier")) {
      return List.of(plain, name + "id", "id", "uuid", name + "uuid", "guid", "identifier");
    }
    return List.of(plain, name + last, last);
  }
}
