package dev.brisach.kit.docker;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The build arguments declared before the first stage, with their defaults. */
final class Arguments {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$(?:([A-Za-z_][A-Za-z0-9_]{0,80})"
              + "|\\{([A-Za-z_][A-Za-z0-9_]{0,80})(?::?([-+?])([^{}]{0,400}))?\\})");

  /** Text after expansion, and the first argument that had no value. */
  record Expanded(String text, @Nullable String missing) {}

  private final Map<String, String> values = new HashMap<>();

  /** Takes {@code NAME} or {@code NAME=default}. */
  void declare(String word) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      values.put(word.substring(0, equals), expand(word.substring(equals + 1)).text());
    }
  }

  Expanded expand(String text) {
    if (text.indexOf('$') < 0) {
      return new Expanded(text, null);
    }
    StringBuilder out = new StringBuilder();
    String missing = null;
    Matcher reference = REFERENCE.matcher(text);
    int end = 0;
    while (reference.find()) {
      out.append(text, end, reference.start());
      end = reference.end();
      String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
      String value = values.getOrDefault(name, "");
      String operator = reference.group(3) == null ? "" : reference.group(3);
      String word = reference.group(4) == null ? "" : reference.group(4);
      if (operator.equals("+")) {
        value = value.isEmpty() ? "" : word;
      } else if (value.isEmpty() && operator.equals("-")) {
        value = word;
      } else if (value.isEmpty()) {
        missing = missing == null ? name : missing;
        value = reference.group();
      }
      out.append(value);
    }
    return new Expanded(out.append(text.substring(end)).toString(), missing);
  }
}
