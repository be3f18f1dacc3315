package dev.brisach.test.answers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what an error page should keep to itself, by the shape of stack traces and messages of
 * many languages, not by the words of one product.
 */
final class Traces {
  /** How much of a body is searched, in characters. */
  private static final int SEARCHED = 100_000;

  private static final Map<String, Pattern> SHAPES =
      java.util.Collections.unmodifiableMap(shapes());

  private static Map<String, Pattern> shapes() {
    Map<String, Pattern> shapes = new LinkedHashMap<>();
    shape(
        shapes,
        "a Java stack trace",
        "\\bat [\\w.$<>/]{3,200}\\((?:[\\w$]{1,80}\\.(?:java|kt|scala|groovy)(?::\\d{1,6})?|Native Method)\\)");
    shape(
        shapes,
        "a Python traceback",
        "Traceback \\(most recent call last\\)|File \"[^\"\\n]{1,300}\", line \\d{1,6}, in \\w");
    shape(
        shapes,
        "a .NET stack trace",
        "\\bat [\\w.<>`]{3,200}\\([^)\\n]{0,300}\\) in [^\\n]{1,300}:line \\d");
    shape(shapes, "a .NET stack trace", "\\bat System\\.[\\w.<>`]{3,200}\\([^)\\n]{0,300}\\)");
    shape(shapes, "a PHP stack trace", "#\\d{1,3} [^\\n(]{1,300}\\.php\\(\\d{1,6}\\):");
    shape(
        shapes,
        "a PHP error with its file",
        "(?:error|Warning|Notice|Deprecated)(?:</b>)?:[^\\n]{1,500} in (?:<b>)?[^\\n<]{1,300}\\.php(?:</b>)? on line ");
    shape(
        shapes,
        "a Node.js stack trace",
        "\\bat (?:[^\\n(]{1,200} \\()?(?:file://|node:|/|[A-Z]:\\\\)[^\\n):]{1,300}(?:\\.[cm]?[jt]s)?:\\d{1,6}:\\d{1,6}\\)?");
    shape(shapes, "a Go stack trace", "goroutine \\d{1,9} \\[[a-z ,0-9]{1,60}\\]:");
    shape(shapes, "a Ruby stack trace", "[\\w/.-]{1,200}\\.rb:\\d{1,6}:in [`'\u2018]");
    shape(shapes, "a Rust panic", "panicked at [^\\n]{1,300}\\.rs:\\d");
    shape(
        shapes,
        "a database's error",
        "\\bSQLSTATE\\b|\\bORA-\\d{5}\\b|error in your SQL syntax|syntax error at or near \"|near \"[^\"\\n]{0,80}\": syntax error|Unclosed quotation mark after the character string|SQLITE_[A-Z]{3,20}\\b|\\bSQLSyntaxErrorException\\b|\\bPSQLException\\b");
    shape(
        shapes,
        "the name of an exception class",
        "\\b(?:[a-z][a-z0-9_]{0,40}\\.){2,8}[A-Z]\\w{0,60}(?:Exception|Error)\\b|\\bSystem\\.(?:\\w{1,40}\\.){0,4}\\w{1,60}Exception:");
    shape(
        shapes,
        "a path of a source file",
        "(?<![\\w.:/-])/(?:home|usr|var|opt|srv|root|Users|mnt)(?:/[\\w.-]{1,80}){1,12}\\.(?:java|py|php|rb|cs|go|kt|class)\\b|\\b[A-Z]:\\\\(?:[\\w. -]{1,80}\\\\){1,12}[\\w.-]{1,80}\\.(?:cs|php|java|py|js|aspx)\\b");
    return shapes;
  }

  private Traces() {}

  /**
   * Something telling in a body.
   *
   * @param what the kind in words
   * @param excerpt the telling part
   */
  record Seen(String what, String excerpt) {}

  private static void shape(Map<String, Pattern> shapes, String what, String regex) {
    shapes.merge(
        what, Pattern.compile(regex), (a, b) -> Pattern.compile(a.pattern() + "|" + b.pattern()));
  }

  /** The first shape that the body has, or null. */
  static @Nullable Seen in(String body) {
    String text = plain(body.substring(0, Math.min(SEARCHED, body.length())));
    for (Map.Entry<String, Pattern> shape : SHAPES.entrySet()) {
      Matcher matcher = shape.getValue().matcher(text);
      if (matcher.find()) {
        int end = Math.min(text.length(), matcher.end() + 100);
        String excerpt = text.substring(Math.max(0, matcher.start() - 100), end);
        return new Seen(shape.getKey(), excerpt.strip());
      }
    }
    return null;
  }

  /** Text as a reader of the page, or of the JSON, would see it. */
  private static String plain(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"");
  }
}
