package dev.brisach.test.export;

import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A proof as a Hurl file (hurl.dev, 4 or newer). It passes while the finding shows; who calls is a
 * variable: {@code hurl --variable as_anna="Authorization: Bearer …" FILE}.
 */
public final class HurlExport {
  private HurlExport() {}

  /** The file's text. */
  public static String of(Finding finding, Proof proof, String url) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(line(finding.id() + " " + finding.title())).append('\n');
    out.append("# ").append(line(proof.difference())).append('\n');
    out.append("# It passes while the finding shows. hurl --variable base=").append(url);
    out.append(" --variable unique=bx1");
    proof.steps().stream()
        .map(Proof.Step::identity)
        .filter(name -> !name.isEmpty())
        .distinct()
        .forEach(name ->
            out.append(" --variable ")
                .append(variable(name))
                .append("_name=Authorization --variable ")
                .append(variable(name))
                .append("_value='Bearer ...'"));
    out.append("\n");
    Set<String> known = new HashSet<>(Set.of("unique"));
    for (Proof.Step step : proof.steps()) {
      out.append('\n').append("# ").append(step.role().word()).append('\n');
      step(step, known, out);
    }
    return out.toString();
  }

  private static void step(Proof.Step step, Set<String> known, StringBuilder out) {
    Proof.Call call = step.call();
    out.append(call.method()).append(" {{base}}").append(text(call.target(), known)).append('\n');
    if (!step.identity().isEmpty()) {
      String name = variable(step.identity());
      out.append("{{").append(name).append("_name}}: {{").append(name).append("_value}}\n");
    }
    for (Proof.Header header : call.headers()) {
      out.append(header.name()).append(": ").append(text(header.value(), known)).append('\n');
    }
    String body = call.body();
    if (body != null && !body.isEmpty()) {
      out.append(isPlain(body) ? "`" + text(body, known) + "`" : "hex," + hex(body) + ";");
      out.append('\n');
    }
    out.append("HTTP ").append(status(step)).append('\n');
    if (!step.captures().isEmpty()) {
      out.append("[Captures]\n");
      for (Proof.Capture capture : step.captures()) {
        out.append(capture.name()).append(": ").append(query(capture)).append('\n');
        known.add(capture.name());
      }
    }
    boolean any = false;
    for (Proof.Expectation expected : step.expectations()) {
      String assertion = assertion(expected, known);
      if (!assertion.isEmpty()) {
        out.append(any ? "" : "[Asserts]\n").append(assertion).append('\n');
        any = true;
      }
    }
  }

  private static String status(Proof.Step step) {
    return step.expectations().stream()
        .filter(one -> one.kind() == Proof.Expectation.Kind.STATUS && !one.value().endsWith("xx"))
        .map(Proof.Expectation::value)
        .findFirst()
        .orElse("*");
  }

  private static String query(Proof.Capture capture) {
    return switch (capture.place()) {
      case JSON -> "jsonpath " + quoted("$" + jsonPath(capture.key()), Set.of());
      case HEADER -> "header " + quoted(capture.key(), Set.of());
      case COOKIE -> "cookie " + quoted(capture.key(), Set.of());
    };
  }

  private static String jsonPath(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String word : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      String key = word.replace("~1", "/").replace("~0", "~");
      boolean number = !key.isEmpty() && key.chars().allMatch(Character::isDigit);
      path.append(number ? "[" + key + "]" : "['" + key + "']");
    }
    return path.toString();
  }

  private static String assertion(Proof.Expectation expected, Set<String> known) {
    String value = quoted(expected.value(), known);
    String header = "header " + quoted(expected.key(), Set.of());
    return switch (expected.kind()) {
      case STATUS ->
          expected.value().endsWith("xx")
              ? "status >= "
                  + expected.value().charAt(0)
                  + "00\nstatus < "
                  + (expected.value().charAt(0) - '0' + 1)
                  + "00"
              : "";
      case STATUS_NOT ->
          expected.value().endsWith("xx")
              ? "status not matches \"^" + expected.value().charAt(0) + "\""
              : "status != " + expected.value();
      case BODY_HAS -> "body contains " + value;
      case BODY_LACKS -> "body not contains " + value;
      case HEADER_HAS -> header + (expected.value().isEmpty() ? " exists" : " contains " + value);
      case HEADER_LACKS ->
          header + (expected.value().isEmpty() ? " not exists" : " not contains " + value);
    };
  }

  /** Text of a target, header or body: known names become variables, the rest is escaped. */
  private static String text(String text, Set<String> known) {
    String escaped = text.replace("\\", "\\\\").replace("{{", "\\u{7b}\\u{7b}");
    escaped = escaped.replace("`", "\\`").replace("#", "\\#").replace("\n", "\\n");
    escaped = escaped.replace("\r", "\\r").replace("\t", "\\t");
    return filled(escaped, known);
  }

  private static String filled(String text, Set<String> known) {
    String all = text;
    for (String name : known) {
      all = all.replace("${" + name + "}", "{{" + name + "}}");
    }
    return all;
  }

  private static String quoted(String text, Set<String> known) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    escaped = escaped.replace("\r", "\\r").replace("{{", "\\u{7b}\\u{7b}");
    return "\"" + filled(escaped, known) + "\"";
  }

  private static boolean isPlain(String body) {
    return body.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\n' || c == '\r' || c == '\t');
  }

  private static String hex(String body) {
    StringBuilder hex = new StringBuilder();
    body.chars().forEach(c -> hex.append(String.format(Locale.ROOT, "%02x", c & 0xff)));
    return hex.toString();
  }

  private static String variable(String name) {
    return "as_" + name.replace('-', '_').replace('.', '_');
  }

  private static String line(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
