package dev.brisach.test.answers;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Set-Cookie header (RFC 6265, 5.2).
 *
 * @param sameSite value in lower case; empty where there is none
 * @param removal true where it takes a cookie away
 */
record SetCookie(
    String name,
    String value,
    boolean secure,
    boolean httpOnly,
    String sameSite,
    boolean removal,
    String attributes) {
  private static final List<String> SESSION_WORDS =
      List.of("sess", "sid", "auth", "jwt", "token", "login", "remember", "identity", "ticket");

  /** Tokens against forged requests, which a script reads on purpose, and counters of visits. */
  private static final List<String> OTHER_WORDS =
      List.of("csrf", "xsrf", "forgery", "consent", "analytics", "_ga", "_gid", "affinity", "aws");

  /** Fewer bits than this are no session that anybody must guess. */
  private static final double SESSION_BITS = 48;

  static SetCookie parse(String header) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
    String value = parts[0].substring(equals + 1).strip();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int at = parts[i].indexOf('=');
      String key = (at < 0 ? parts[i] : parts[i].substring(0, at)).strip().toLowerCase(Locale.ROOT);
      attributes.put(key, at < 0 ? "" : parts[i].substring(at + 1).strip());
    }
    String age = attributes.getOrDefault("max-age", "1");
    int semicolon = header.indexOf(';');
    return new SetCookie(
        name,
        value,
        attributes.containsKey("secure"),
        attributes.containsKey("httponly"),
        attributes.getOrDefault("samesite", "").toLowerCase(Locale.ROOT),
        value.isEmpty() || age.equals("0") || age.startsWith("-"),
        semicolon < 0 ? "" : header.substring(semicolon));
  }

  /** A cookie that a login gave. */
  static SetCookie of(dev.brisach.kit.login.Cookie given) {
    String sameSite = given.sameSite() == null ? "" : given.sameSite();
    return new SetCookie(
        given.name(),
        given.value(),
        given.secure(),
        given.httpOnly(),
        sameSite,
        given.gone() || given.value().isEmpty(),
        "");
  }

  /** True where it seems to let its bearer in: by name and a value nobody guesses, or as a JWT. */
  boolean session() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (removal || OTHER_WORDS.stream().anyMatch(lower::contains)) {
      return false;
    }
    boolean jwt = value.startsWith("eyJ") && value.chars().filter(c -> c == '.').count() == 2;
    return jwt || (SESSION_WORDS.stream().anyMatch(lower::contains) && bits() >= SESSION_BITS);
  }

  /** How much could be in the value: Shannon's entropy of its characters times its length. */
  private double bits() {
    Map<Integer, Integer> counts = new HashMap<>();
    value.chars().limit(500).forEach(c -> counts.merge(c, 1, Integer::sum));
    double length = Math.min(500, value.length());
    double bits = 0;
    for (int count : counts.values()) {
      bits -= count * Math.log(count / length) / Math.log(2);
    }
    return bits;
  }

  /** The header without the value. */
  String masked() {
    return name + "=…" + attributes;
  }
}
