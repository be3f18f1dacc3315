package dev.brisach.deploy.kubernetes;

import dev.brisach.deploy.config.Fact;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What can be said of a Helm template without rendering it: only what no value can change. Actions
 * become unknown values, lines under a condition of their own are unknown, and every mapping may
 * have more members.
 */
final class HelmTemplate {
  /** Told for every template, since most of it is decided later. */
  static final String GAP =
      "a Helm template: only what no value can change was judged; examine what 'helm template'"
          + " renders";

  private static final String VALUE = "\uFFFC";
  private static final Pattern OPENS = Pattern.compile("^-?\\s*(?:if|with|range|define|block)\\b");
  private static final Pattern ENDS = Pattern.compile("^-?\\s*end\\b");
  private static final int MAX_DEPTH = 100;

  private final StringBuilder text = new StringBuilder();
  private final List<Integer> depths = new ArrayList<>();

  private HelmTemplate() {}

  /** Takes the actions out; a template that is no YAML without them is an {@link Unreadable}. */
  static HelmTemplate of(String source) {
    HelmTemplate template = new HelmTemplate();
    template.read(source);
    return template;
  }

  /** The documents that are left. */
  List<Yaml> documents() {
    try {
      return YamlReader.readAll(text.toString());
    } catch (YamlFault e) {
      throw new Unreadable(0, GAP);
    }
  }

  /** The facts of a document. */
  Fact.Group facts(Yaml.Mapping document) {
    int base = depth(document.lineOf("kind"));
    return (Fact.Group) opened(Fact.of(document, scalar -> scalar(scalar, base)), 0);
  }

  private Fact scalar(Yaml.Scalar scalar, int base) {
    Fact.Word word = Fact.word(scalar);
    if (word.isNull() || word.text().contains(VALUE)) {
      return new Fact.Unknown(scalar.line(), "template expression at line " + scalar.line());
    }
    return depth(scalar.line()) > base
        ? new Fact.Unknown(scalar.line(), "template condition at line " + scalar.line())
        : word;
  }

  private int depth(int line) {
    return line >= 1 && line <= depths.size() ? depths.get(line - 1) : 0;
  }

  private static Fact opened(Fact fact, int level) {
    return switch (fact) {
      case Fact.Group group -> {
        Map<String, Fact> members = new LinkedHashMap<>();
        group
            .members()
            .forEach((key, value) ->
                members.put(key, level > MAX_DEPTH ? value : opened(value, level + 1)));
        yield new Fact.Group(group.line(), members, "a template may add to it");
      }
      case Fact.Items items ->
          new Fact.Items(
              items.line(), items.items().stream().map(each -> opened(each, level + 1)).toList());
      case Fact.Word word -> word;
      case Fact.Unknown unknown -> unknown;
    };
  }

  private void read(String source) {
    int depth = 0;
    StringBuilder line = new StringBuilder();
    boolean acted = false;
    int at = 0;
    while (at < source.length()) {
      if (source.startsWith("{{", at)) {
        int end = source.indexOf("}}", at + 2);
        int stop = end < 0 ? source.length() : end + 2;
        String action = source.substring(at + 2, end < 0 ? source.length() : end);
        if (OPENS.matcher(action).find()) {
          depth++;
        } else if (ENDS.matcher(action).find()) {
          depth = Math.max(0, depth - 1);
        }
        line.append(VALUE);
        acted = true;
        for (int i = at; i < stop; i++) {
          if (source.charAt(i) == '\n') {
            end(line, acted, depth);
          }
        }
        at = stop;
      } else if (source.charAt(at) == '\n') {
        end(line, acted, depth);
        acted = false;
        at++;
      } else {
        line.append(source.charAt(at++));
      }
    }
    end(line, acted, depth);
  }

  /** A line of nothing but actions is left empty, so that lines keep their numbers. */
  private void end(StringBuilder line, boolean acted, int depth) {
    boolean only = acted && line.toString().replace(VALUE, "").isBlank();
    text.append(only ? "" : line).append('\n');
    depths.add(depth);
    line.setLength(0);
  }
}
