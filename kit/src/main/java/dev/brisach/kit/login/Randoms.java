package dev.brisach.kit.login;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Secrets made for one run: {@code ${random NAME}} in the environment of a box stands for one, and
 * a user refers to the same one by its name. So no credential of a box is committed.
 */
public final class Randoms {
  private static final String OPEN = "${random ";
  private static final int BYTES = 18;

  private Randoms() {}

  /** True for what may be the name of such a secret. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && name.chars()
            .allMatch(c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '_');
  }

  /** Names that these values speak of. */
  public static SortedSet<String> names(Collection<String> values) {
    SortedSet<String> names = new TreeSet<>();
    values.forEach(value ->
        replaced(
            value,
            name -> {
              names.add(name);
              return "";
            }));
    return names;
  }

  /** A secret for each name: 24 characters of letters, digits, '-' and '_'. */
  public static Map<String, String> make(Collection<String> names, SecureRandom random) {
    Map<String, String> made = new TreeMap<>();
    for (String name : names) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      made.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    return made;
  }

  /** A value with its secrets put in; a name without a secret stays as it is written. */
  public static String filled(String value, Map<String, String> secrets) {
    return replaced(value, name -> secrets.getOrDefault(name, OPEN + name + "}"));
  }

  private static String replaced(String value, UnaryOperator<String> secret) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = value.indexOf(OPEN); at >= 0; at = value.indexOf(OPEN, from)) {
      int end = value.indexOf('}', at);
      String name = end < 0 ? "" : value.substring(at + OPEN.length(), end).strip();
      if (!isName(name)) {
        text.append(value, from, at + OPEN.length());
        from = at + OPEN.length();
        continue;
      }
      text.append(value, from, at).append(secret.apply(name));
      from = end + 1;
    }
    return text.append(value.substring(from)).toString();
  }
}
