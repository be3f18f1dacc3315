package dev.brisach.bench.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Places of a target and what is known of each. A table has one label on each line, its columns
 * separated by tabs: path, parameter or {@code *}, CWE numbers, verdict, remark. A path that ends
 * with {@code *} labels all linked paths that begin so and have no label further up.
 */
public record Labels(List<Label> labels) {
  private static final Pattern LINK =
      Pattern.compile("(?:href|src|action)\\s{0,40}=\\s{0,80}[\"']([^\"']{1,500})[\"']");

  /** What is known of a place. */
  public enum Verdict {
    /** It has the flaw. */
    FLAW,
    /** It looks like it and has it not. */
    HARMLESS,
    /** Experts differ; neither an alarm nor silence counts. */
    OPEN
  }

  /** A place, a kind of flaw, and whether it is there. */
  public record Label(String path, String parameter, Set<Integer> weaknesses, Verdict verdict) {
    public Label {
      weaknesses = Set.copyOf(weaknesses);
    }

    boolean speaksOf(Alarm alarm) {
      return alarm.standsAt(path)
          && (parameter.equals("*") || parameter.equals(alarm.parameter()))
          && alarm.is(weaknesses);
    }
  }

  public Labels {
    labels = List.copyOf(labels);
  }

  /**
   * Reads a table.
   *
   * @param pages folder with the pages whose links are the places of labels with a wildcard
   */
  public static Labels read(Path table, @Nullable Path pages) throws IOException {
    List<Label> rows = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line));
      }
    }
    Set<String> named = new TreeSet<>();
    List<Label> labels = new ArrayList<>();
    for (Label row : rows) {
      if (!row.path().endsWith("*")) {
        named.add(row.path());
        labels.add(row);
      }
    }
    Set<String> links = pages == null ? Set.of() : links(pages);
    for (String link : links) {
      if (!named.contains(link)) {
        rows.stream()
            .filter(row -> row.path().endsWith("*"))
            .filter(row -> link.startsWith(row.path().substring(0, row.path().length() - 1)))
            .findFirst()
            .map(row -> new Label(link, row.parameter(), row.weaknesses(), row.verdict()))
            .ifPresent(labels::add);
      }
    }
    return new Labels(labels);
  }

  private static Label row(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length < 4) {
      throw new IllegalArgumentException("a label has four columns or more: " + line);
    }
    return new Label(
        parts[0].strip(),
        parts[1].strip(),
        Target.numbers(parts[2]),
        Verdict.valueOf(parts[3].strip().toUpperCase(Locale.ROOT)));
  }

  /** Absolute paths that the pages below a folder link to, other pages of it left out. */
  static Set<String> links(Path pages) throws IOException {
    Set<String> links = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(pages)) {
      files = all.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    for (Path file : files) {
      Matcher matcher = LINK.matcher(Files.readString(file));
      while (matcher.find()) {
        String path = matcher.group(1).split("[?#]", 2)[0];
        if (path.startsWith("/") && !path.endsWith("/index.html") && !path.equals("/")) {
          links.add(path);
        }
      }
    }
    return links;
  }
}
