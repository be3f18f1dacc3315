package dev.brisach.cel;

import dev.brisach.kit.yaml.Suggestions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the checker says, with what was probably meant; its long lists of overloads are cut. */
final class Wording {
  private static final Pattern FIELD = Pattern.compile("undefined field '([A-Za-z0-9_]{1,80})'");
  private static final Pattern NAME =
      Pattern.compile("undeclared reference to '([A-Za-z0-9_.]{1,80})'");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']{1,80})' applied to '([^']{1,400})'");
  private static final int MAX = 300;

  private final Set<String> names;
  private final Set<String> fields;

  Wording(Set<String> names, Set<String> fields) {
    this.names = names;
    this.fields = fields;
  }

  String of(String message) {
    Matcher field = FIELD.matcher(message);
    if (field.find()) {
      return "unknown field '" + field.group(1) + "'" + Suggestions.hint(field.group(1), fields);
    }
    Matcher name = NAME.matcher(message);
    if (name.find()) {
      String hint = Suggestions.hint(name.group(1), names);
      return "unknown name '"
          + name.group(1)
          + "'"
          + (hint.isEmpty() ? "; known are " + String.join(", ", names) : hint);
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.find()) {
      return "'"
          + sign(overload.group(1))
          + "' cannot be applied to "
          + overload.group(2).replace("*error*", "what is wrong before");
    }
    return message.length() <= MAX ? message : message.substring(0, MAX) + "…";
  }

  /** {@code _&&_} is {@code &&} to people. */
  private static String sign(String function) {
    String bare = function.startsWith("@") ? function.substring(1) : function.replace("_", "");
    return bare.isEmpty() ? function : bare;
  }
}
