package dev.brisach.kit.docker;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.docker.Dockerfile.Heredoc;
import dev.brisach.kit.docker.Dockerfile.Instruction;
import dev.brisach.kit.docker.Dockerfile.Stage;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Dockerfile of unknown origin: parser directives, continuations with the escape character,
 * comments and blank lines within them, flags, JSON form, here-documents, stages. Linear in the
 * text.
 */
final class DockerfileParser {
  private static final int MAX_INSTRUCTIONS = 20_000;
  private static final Set<String> KEYWORDS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");
  private static final Set<String> WITH_HEREDOC = Set.of("RUN", "COPY", "ADD");
  private static final Pattern DIRECTIVE =
      Pattern.compile("^#[ \\t]*([a-zA-Z][\\w-]{0,40})[ \\t]*=[ \\t]*(\\S{1,200})[ \\t]*$");
  private static final Pattern HEREDOC =
      Pattern.compile(
          "(?<![<\\w])<<(-?)([\"']?)([A-Za-z_][A-Za-z0-9_.]{0,60})\\2(?=\\s|$|[;&|>)])");
  private static final Pattern FLAG =
      Pattern.compile("^--([a-z][a-z-]{0,30})(?:=(\\S*+))?(?:\\s++|$)");

  private final String[] lines;
  private int next;
  private char escape = '\\';

  DockerfileParser(String text) {
    this.lines = text.split("\r?\n", -1);
  }

  Dockerfile parse() {
    directives();
    List<Instruction> all = new ArrayList<>();
    while (next < lines.length) {
      String line = lines[next].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        next++;
      } else {
        all.add(instruction());
      }
      if (all.size() > MAX_INSTRUCTIONS) {
        throw new Unreadable(next, "more than " + MAX_INSTRUCTIONS + " instructions");
      }
    }
    return stages(all);
  }

  private void directives() {
    while (next < lines.length) {
      Matcher directive = DIRECTIVE.matcher(lines[next].strip());
      if (!directive.matches()) {
        return;
      }
      if (directive.group(1).equalsIgnoreCase("escape") && directive.group(2).equals("`")) {
        escape = '`';
      }
      next++;
    }
  }

  private Instruction instruction() {
    int first = next + 1;
    String joined = joined();
    int space = 0;
    while (space < joined.length() && !Character.isWhitespace(joined.charAt(space))) {
      space++;
    }
    String keyword = joined.substring(0, space).toUpperCase(Locale.ROOT);
    if (!KEYWORDS.contains(keyword)) {
      String shown = keyword.length() > 30 ? keyword.substring(0, 30) + "…" : keyword;
      throw new Unreadable(first, "unknown instruction " + shown);
    }
    String rest = joined.substring(space).strip();
    if (keyword.equals("ONBUILD") && !rest.isEmpty()) {
      String[] inner = rest.split("\\s+", 2);
      keyword = inner[0].toUpperCase(Locale.ROOT);
      rest = inner.length > 1 ? inner[1] : "";
    }
    Map<String, String> flags = new LinkedHashMap<>();
    Matcher flag = FLAG.matcher(rest);
    while (flag.find()) {
      flags.put(flag.group(1), flag.group(2) == null ? "" : flag.group(2));
      rest = rest.substring(flag.end());
      flag = FLAG.matcher(rest);
    }
    List<Heredoc> heredocs = WITH_HEREDOC.contains(keyword) ? heredocs(rest) : List.of();
    List<String> items = jsonWords(rest);
    boolean exec = !items.isEmpty();
    return new Instruction(first, keyword, flags, rest, exec ? items : words(rest), exec, heredocs);
  }

  private String joined() {
    StringBuilder joined = new StringBuilder();
    while (next < lines.length) {
      String line = lines[next++];
      String stripped = line.strip();
      if (!joined.isEmpty() && (stripped.isEmpty() || stripped.startsWith("#"))) {
        continue;
      }
      boolean more = !stripped.isEmpty() && stripped.charAt(stripped.length() - 1) == escape;
      String part = more ? stripped.substring(0, stripped.length() - 1).strip() : stripped;
      if (!joined.isEmpty() && !part.isEmpty()) {
        joined.append(' ');
      }
      joined.append(part);
      if (!more) {
        break;
      }
    }
    return joined.toString();
  }

  private List<Heredoc> heredocs(String text) {
    List<Heredoc> found = new ArrayList<>();
    Matcher start = HEREDOC.matcher(text);
    while (start.find()) {
      boolean tabs = !start.group(1).isEmpty();
      String end = start.group(3);
      int first = next + 1;
      int from = next;
      StringBuilder content = new StringBuilder();
      while (next < lines.length && !ends(lines[next], end, tabs)) {
        content.append(lines[next++]).append('\n');
      }
      if (next >= lines.length) {
        next = from;
        throw new Unreadable(first - 1, "here-document " + end + " has no end");
      }
      next++;
      found.add(new Heredoc(end, first, content.toString()));
    }
    return found;
  }

  private static boolean ends(String line, String word, boolean tabs) {
    return (tabs ? line.strip() : line).equals(word);
  }

  private static List<String> jsonWords(String text) {
    if (!text.startsWith("[")) {
      return List.of();
    }
    try {
      if (JsonReader.read(text) instanceof Json.Arr(List<Json> items)
          && items.stream().allMatch(item -> item instanceof Json.Text)) {
        return items.stream().map(item -> ((Json.Text) item).value()).toList();
      }
    } catch (JsonFault e) {
      // not the JSON form: the shell form may begin with a bracket too
    }
    return List.of();
  }

  /** Splits at white space outside quotes; quotes are removed. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        any = true;
      } else if (Character.isWhitespace(c)) {
        if (any || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
      }
    }
    if (any || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static Dockerfile stages(List<Instruction> all) {
    Arguments arguments = new Arguments();
    List<Instruction> before = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    List<Instruction> body = new ArrayList<>();
    int at = 0;
    while (at < all.size() && !all.get(at).keyword().equals("FROM")) {
      Instruction each = all.get(at++);
      before.add(each);
      if (each.keyword().equals("ARG")) {
        each.words().forEach(arguments::declare);
      } else {
        throw new Unreadable(each.line(), each.keyword() + " before the first FROM");
      }
    }
    if (at == all.size()) {
      throw new Unreadable(0, "no FROM instruction");
    }
    while (at < all.size()) {
      Instruction from = all.get(at++);
      body.clear();
      while (at < all.size() && !all.get(at).keyword().equals("FROM")) {
        body.add(all.get(at++));
      }
      Stage stage = stage(stages.size(), from, body, arguments, byName);
      stages.add(stage);
      if (!stage.name().isEmpty()) {
        byName.put(stage.name(), stage.index());
      }
    }
    return new Dockerfile(before, stages);
  }

  private static Stage stage(
      int index,
      Instruction from,
      List<Instruction> body,
      Arguments arguments,
      Map<String, Integer> byName) {
    List<String> words = from.words();
    if (words.isEmpty()) {
      throw new Unreadable(from.line(), "FROM names no image");
    }
    Arguments.Expanded image = arguments.expand(words.getFirst());
    String name =
        words.size() >= 3 && words.get(1).equalsIgnoreCase("as")
            ? words.get(2).toLowerCase(Locale.ROOT)
            : "";
    int parent = byName.getOrDefault(image.text().toLowerCase(Locale.ROOT), -1);
    return new Stage(index, from.line(), name, image.text(), image.missing(), parent, body);
  }
}
