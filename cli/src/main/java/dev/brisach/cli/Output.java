package dev.brisach.cli;

import dev.brisach.cli.report.Style;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Options and streams that every command shares: results go to standard output, the rest to error.
 */
final class Output {
  /** Formats of results. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    HTML,
    MARKDOWN,
    YAML,
    CYCLONEDX,
    SPDX
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to print results (default: text).")
  private Format format = Format.TEXT;

  @Option(names = "--quiet", description = "No progress and no notes, results only.")
  private boolean quiet;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  Format format() {
    return format;
  }

  boolean quiet() {
    return quiet;
  }

  /** The format if it is one of those; else wrong usage. */
  Format oneOf(Format... known) {
    for (Format one : known) {
      if (one == format) {
        return format;
      }
    }
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(),
        "--format "
            + format.name().toLowerCase(Locale.ROOT)
            + " is not offered here; known are "
            + String.join(
                ", ",
                java.util.Arrays.stream(known)
                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                    .toList()));
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  void json(Json value) {
    out().print(JsonWriter.pretty(value));
    out().flush();
  }

  /** A line for people on standard error, unless {@code --quiet}. */
  void note(String line) {
    if (!quiet) {
      err().println(line);
      err().flush();
    }
  }

  /** Signs and colours that standard output can show. */
  Style style() {
    return new Style(
        System.getenv("NO_COLOR") == null && isTerminal(),
        StandardCharsets.UTF_8.equals(System.out.charset()) || isUtf8());
  }

  /** True where a person reads along; with input or output redirected there is no console. */
  @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, also on JDK 25
  boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static boolean isUtf8() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        return value.toUpperCase(Locale.ROOT).contains("UTF-8")
            || value.toUpperCase(Locale.ROOT).contains("UTF8");
      }
    }
    return false;
  }
}
