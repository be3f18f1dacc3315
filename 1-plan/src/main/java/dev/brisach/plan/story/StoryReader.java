package dev.brisach.plan.story;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads committed stories, {@code security/stories/*.md}: front matter between two lines of {@code
 * ---}, a heading as title, and a list of criteria. A story with an owner is adopted.
 */
public final class StoryReader {
  /** Where a project keeps its stories. */
  public static final String FOLDER = "security/stories";

  private static final Set<String> FRONT =
      Set.of("id", "title", "threats", "owner", "status", "tracker");
  private static final List<String> STATUS =
      List.of("proposed", "open", "in-progress", "done", "rejected");

  /** Stories by id, and what is odd about them. */
  public record Stories(List<Story> stories, List<String> warnings) {
    public Stories {
      stories = List.copyOf(stories);
      warnings = List.copyOf(warnings);
    }
  }

  private StoryReader() {}

  /** The committed stories of a tree; a broken one is a usage error. */
  public static Stories read(SourceTree tree, List<Threat> threats) {
    Set<String> known = new TreeSet<>();
    threats.forEach(threat -> known.add(threat.id()));
    TreeMap<String, Story> stories = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    for (FileEntry entry : tree.entries()) {
      if (!entry.folder().equals(FOLDER)
          || !entry.name().endsWith(".md")
          || entry.name().equals("README.md")) {
        continue;
      }
      Story story = read(entry.path(), text(tree, entry));
      if (stories.put(story.id(), story) != null) {
        throw BrisachException.usage(entry.path(), 2, "another story has the id " + story.id());
      }
      for (String threat : story.threats()) {
        if (!known.contains(threat)) {
          warnings.add(
              entry.path() + ": names threat '" + threat + "', which the model does not have");
        }
      }
    }
    return new Stories(List.copyOf(stories.values()), warnings);
  }

  private static String text(SourceTree tree, FileEntry entry) {
    try {
      return tree.open(entry).text();
    } catch (Unreadable e) {
      throw BrisachException.usage(entry.path(), 0, e.getMessage());
    }
  }

  /**
   * Reads the text of one story.
   *
   * @param file its name for messages
   */
  public static Story read(String file, String text) {
    List<String> lines = text.lines().toList();
    int end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf("---") + 1;
    if (lines.isEmpty() || !lines.getFirst().equals("---") || end < 1) {
      throw BrisachException.usage(
          file, 1, "a story begins with front matter between two lines of '---'");
    }
    // the empty line stands for the opening ---, so that line numbers are those of the file
    String front = "\n" + String.join("\n", lines.subList(1, end));
    Form form;
    try {
      form = Form.of(file, YamlReader.readStrict(front), "a story", FRONT);
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), e.getMessage());
    }
    String id = form.need("id");
    String owner = form.text("owner");
    String status = form.oneOf("status", STATUS);
    boolean open = !"proposed".equals(status) && !"rejected".equals(status);
    String title = form.text("title");
    List<String> body = lines.subList(end + 1, lines.size());
    return new Story(
        id,
        Objects.requireNonNullElseGet(title, () -> heading(body, id)),
        form.texts("threats"),
        owner,
        criteria(body),
        owner != null && open);
  }

  private static String heading(List<String> body, String otherwise) {
    return body.stream()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** The list items below the heading {@code Acceptance criteria}. */
  private static List<String> criteria(List<String> body) {
    List<String> criteria = new ArrayList<>();
    boolean inside = false;
    for (String line : body) {
      if (line.startsWith("#")) {
        inside = line.endsWith("Acceptance criteria");
      } else if (inside && (line.startsWith("- ") || line.startsWith("* "))) {
        String item = line.substring(2).strip();
        criteria.add(item.startsWith("[ ] ") || item.startsWith("[x] ") ? item.substring(4) : item);
      }
    }
    return criteria;
  }
}
