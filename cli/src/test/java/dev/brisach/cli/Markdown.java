package dev.brisach.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a page of our docs can be checked: commands, links and headings. */
record Markdown(List<Command> commands, List<Link> links, Set<String> anchors) {
  private static final Pattern FENCE = Pattern.compile(" {0,8}(```+|~~~+).*");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]{1,300})`");
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]\n]{0,300}+\\]\\(([^)\\s]{1,300}+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} {1,4}(.{1,300})");

  /**
   * A command with the program's name left out.
   *
   * @param expected what the page shows it to print; empty where it shows nothing
   */
  record Command(int line, List<String> arguments, List<String> expected) {}

  record Link(int line, String target) {}

  static Markdown read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Markdown of(String text) {
    List<Command> commands = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    Set<String> anchors = new HashSet<>();
    List<String> lines = text.lines().toList();
    boolean fenced = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (FENCE.matcher(line).matches()) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        List<String> expected = expected(lines, i);
        for (List<String> words : Shell.commands(joined(lines, i))) {
          commands.add(new Command(i + 1, words, expected));
        }
        i += expected.size();
      } else {
        prose(line, i + 1, commands, links, anchors);
      }
    }
    return new Markdown(commands, links, anchors);
  }

  private static void prose(
      String line, int number, List<Command> commands, List<Link> links, Set<String> anchors) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      anchors.add(anchor(heading.group(1)));
    }
    for (Matcher span = SPAN.matcher(line); span.find(); ) {
      if (span.group(1).startsWith("./brisach ")) {
        for (List<String> words : Shell.commands(span.group(1))) {
          commands.add(new Command(number, words, List.of()));
        }
      }
    }
    for (Matcher link = LINK.matcher(SPAN.matcher(line).replaceAll("code")); link.find(); ) {
      links.add(new Link(number, link.group(1)));
    }
  }

  /** The line, with those that its backslashes continue it on. */
  private static String joined(List<String> lines, int from) {
    StringBuilder out = new StringBuilder(lines.get(from));
    for (int i = from + 1; out.toString().endsWith("\\") && i < lines.size(); i++) {
      out.setLength(out.length() - 1);
      out.append(lines.get(i));
    }
    return out.toString();
  }

  /** What stands below a line {@code $ command}, up to the next prompt or the end of the block. */
  private static List<String> expected(List<String> lines, int at) {
    List<String> expected = new ArrayList<>();
    if (lines.get(at).stripLeading().startsWith("$ ")) {
      for (int i = at + 1; i < lines.size(); i++) {
        String line = lines.get(i);
        if (FENCE.matcher(line).matches() || line.stripLeading().startsWith("$ ")) {
          break;
        }
        expected.add(line);
      }
    }
    return expected;
  }

  /** The name by which a code host lets a heading be linked to. */
  private static String anchor(String heading) {
    StringBuilder out = new StringBuilder();
    for (char c : heading.strip().toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c) || c == '-' || c == '_') {
        out.append(c);
      } else if (c == ' ') {
        out.append('-');
      }
    }
    return out.toString();
  }
}
