package dev.brisach.plan.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a model as {@link ThreatModelReader} reads it. Each extracted fact carries the file and
 * line that show it as a comment, so that a person can check the draft and go on from there.
 */
public final class ThreatModelWriter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./@-]{0,200}");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "unknown", ".");
  private static final int INLINE = 80;

  private final StringBuilder out = new StringBuilder();

  private final boolean draft;

  private ThreatModelWriter(boolean draft) {
    this.draft = draft;
  }

  /** The text of a model. */
  public static String write(ThreatModel model) {
    ThreatModelWriter writer = new ThreatModelWriter(model.draft());
    writer.model(model);
    return writer.out.toString();
  }

  private void model(ThreatModel model) {
    if (draft) {
      out.append(
          """
          # Drafted from the files of this repository; comments name the lines that were read.
          # What is missing is unknown: complete it, then remove 'draft'.
          """);
    }
    out.append("schema: threat-model/1\n");
    line(0, "title", quoted(model.title()), "");
    if (draft) {
      line(0, "draft", "true", "");
    }
    if (model.owner() != null) {
      line(0, "owner", quoted(model.owner()), "");
    }
    section("actors", model.actors(), each -> element(each, Map.of()));
    section("data", model.data(), each -> element(each, each.facts()));
    section("components", model.components(), this::component);
    if (!model.flows().isEmpty()) {
      out.append("\nflows:\n");
      model.flows().forEach(this::flow);
    }
    section("boundaries", model.boundaries(), this::boundary);
    if (!model.notShipped().isEmpty()) {
      out.append('\n');
      list(0, "notShipped", model.notShipped());
    }
  }

  private <T> void section(String key, List<T> all, java.util.function.Consumer<T> each) {
    if (!all.isEmpty()) {
      out.append('\n').append(key).append(":\n");
      all.forEach(each);
    }
  }

  private void element(Element element, Map<String, Fact> facts) {
    out.append("  ").append(quoted(element.name())).append(":\n");
    line(4, "title", quoted(element.title()), "");
    facts.forEach((key, fact) -> fact(4, key, fact));
  }

  private void component(Component component) {
    out.append("  ").append(quoted(component.name())).append(":\n");
    if (!component.title().equals(component.name())) {
      line(4, "title", quoted(component.title()), "");
    }
    Fact kind = component.fact("kind");
    if (kind != null) {
      fact(4, "kind", kind);
    }
    if (component.owner() != null) {
      line(4, "owner", quoted(component.owner()), "");
    }
    component
        .facts()
        .forEach((key, fact) -> {
          if (!key.equals("kind")) {
            fact(4, key, fact);
          }
        });
    list(4, "code", component.bound().code());
    list(4, "packages", component.bound().packages());
    list(4, "images", component.bound().images());
    list(4, "urls", component.bound().urls());
    list(4, "logs", component.bound().logs());
    list(4, "pipeline", component.bound().pipeline());
  }

  private void flow(Flow flow) {
    out.append("  - from: ").append(quoted(flow.from()));
    out.append(draft ? "  # " + flow.place() : "").append('\n');
    line(4, "to", quoted(flow.to()), "");
    if (!flow.name().equals(flow.from() + "->" + flow.to())) {
      line(4, "name", quoted(flow.name()), "");
    }
    if (!flow.title().equals(flow.name())) {
      line(4, "title", quoted(flow.title()), "");
    }
    flow.facts().forEach((key, fact) -> fact(4, key, fact));
  }

  private void boundary(Boundary boundary) {
    out.append("  ").append(quoted(boundary.name())).append(":\n");
    line(4, "title", quoted(boundary.title()), "");
    list(4, "members", boundary.members());
  }

  private void fact(int indent, String key, Fact fact) {
    Trait.Form form = form(key);
    boolean one = form != Trait.Form.WORDS && form != Trait.Form.DATA;
    String value =
        one && fact.words().size() == 1 ? scalar(fact.words().getFirst()) : inline(fact.words());
    boolean seen = fact.origin() == Fact.Origin.EXTRACTED && fact.place() != null;
    line(indent, key, value, seen ? String.valueOf(fact.place()) : "");
  }

  private static Trait.Form form(String key) {
    for (Map<String, Trait> traits : List.of(Traits.COMPONENT, Traits.FLOW, Traits.DATA)) {
      Trait trait = traits.get(key);
      if (trait != null) {
        return trait.form();
      }
    }
    return Trait.Form.WORD;
  }

  /** A word of a fact; true and false are truth values and stay plain. */
  private static String scalar(String word) {
    return word.equals("true") || word.equals("false") ? word : quoted(word);
  }

  private static String inline(List<String> words) {
    return words.stream()
        .map(ThreatModelWriter::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void list(int indent, String key, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    String inline = inline(values);
    if (inline.length() + key.length() + indent <= INLINE) {
      line(indent, key, inline, "");
      return;
    }
    line(indent, key, "", "");
    values.forEach(
        value -> out.repeat(" ", indent + 2).append("- ").append(quoted(value)).append('\n'));
  }

  private void line(int indent, String key, String value, String comment) {
    out.repeat(" ", indent).append(key).append(':');
    if (!value.isEmpty()) {
      out.append(' ').append(value);
    }
    if (!comment.isEmpty()) {
      out.append("  # ").append(comment);
    }
    out.append('\n');
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches()
        && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
        && !text.startsWith(".")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        quoted.append("\\x").append(java.util.HexFormat.of().toHexDigits((byte) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
