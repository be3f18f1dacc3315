package dev.brisach.deploy.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in Compose files, after the interpolation of the Compose specification. A variable with
 * a default takes it; one without stands for itself as {@link #OPEN}.
 */
public final class Variables {
  /** Stands in a text where a value is not known. */
  public static final String OPEN = "\uFFFC";

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]{0,100})"
              + "|\\{([A-Za-z_][A-Za-z0-9_]{0,100})(?:(:?[-?+])([^{}]{0,1000}))?\\})");

  private Variables() {}

  /** The text with defaults filled in. */
  public static String expand(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int end = 0;
    while (variable.find()) {
      out.append(text, end, variable.start());
      end = variable.end();
      if (variable.group(1) != null) {
        out.append('$');
      } else if (variable.group(4) != null && variable.group(4).endsWith("-")) {
        out.append(variable.group(5));
      } else {
        out.append(OPEN);
      }
    }
    return out.append(text.substring(end)).toString();
  }

  /** True where a part of an expanded text is not known. */
  public static boolean isOpen(String expanded) {
    return expanded.contains(OPEN);
  }
}
