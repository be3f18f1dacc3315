package dev.brisach.engine.decisions;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes texts as YAML reads them back: plain where that is safe, else between double quotes. */
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./@()-]*(?:,? [A-Za-z0-9_./@()-]+)*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  static String of(String text) {
    boolean plain =
        text.length() < 1000
            && PLAIN.matcher(text).matches()
            && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
    return plain ? text : JsonWriter.line(new Json.Text(text));
  }

  /** Text for a comment: one line, without what could end it. */
  static String comment(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(300)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.toString().strip();
  }
}
