package dev.brisach.deploy.config;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.tree.YamlFront;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The YAML documents of a file. Where one of several is broken the others are still read, and the
 * broken one is a gap with its line.
 */
public record Documents(List<Yaml> all, List<String> gaps) {
  private static final int MAX_PARTS = 5_000;

  public Documents {
    all = List.copyOf(all);
    gaps = List.copyOf(gaps);
  }

  /** Reads a file; one that has no readable document at all is an {@link Unreadable}. */
  public static Documents of(SourceFile file) {
    TestData.refuse(file);
    try {
      return new Documents(file.parse(YamlFront.YAML), List.of());
    } catch (Unreadable whole) {
      return parts(file.text(), whole);
    }
  }

  private static Documents parts(String text, Unreadable whole) {
    List<Part> parts = split(text);
    if (parts.size() < 2 || parts.size() > MAX_PARTS) {
      throw whole;
    }
    List<Yaml> read = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (Part part : parts) {
      try {
        read.addAll(YamlReader.readAll("\n".repeat(part.line() - 1) + part.text()));
      } catch (YamlFault e) {
        int line = e.line() > 0 ? e.line() : part.line();
        gaps.add("line " + line + ": " + e.getMessage());
      }
    }
    if (read.isEmpty()) {
      throw whole;
    }
    return new Documents(read, gaps);
  }

  private record Part(int line, String text) {}

  private static List<Part> split(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int line = 1;
    int first = 1;
    for (String each : text.split("\n", -1)) {
      if (each.startsWith("---") && (each.strip().length() == 3 || each.charAt(3) == ' ')) {
        parts.add(new Part(first, part.toString()));
        part.setLength(0);
        first = line;
      }
      part.append(each).append('\n');
      line++;
    }
    parts.add(new Part(first, part.toString()));
    parts.removeIf(p -> p.text().isBlank());
    return parts;
  }
}
