package dev.brisach.plan.model;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Location;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads {@code security/threat-model.yaml}, as {@code docs/schemas/threat-model-1.json} describes
 * it. Every fault is a usage error with file, line, and what would be right.
 */
public final class ThreatModelReader {
  /** Where a project keeps its model. */
  public static final String PATH = "security/threat-model.yaml";

  private static final Set<String> TOP =
      Set.of(
          "schema",
          "title",
          "draft",
          "owner",
          "components",
          "data",
          "flows",
          "boundaries",
          "actors",
          "notShipped");
  private static final Set<String> COMPONENT =
      with(
          Traits.COMPONENT.keySet(),
          "name",
          "title",
          "owner",
          "description",
          "code",
          "packages",
          "images",
          "urls",
          "logs",
          "pipeline");
  private static final Set<String> FLOW =
      with(Traits.FLOW.keySet(), "name", "title", "description", "from", "to");
  private static final Set<String> DATA =
      with(Traits.DATA.keySet(), "name", "title", "description", "owner");
  private static final Set<String> BOUNDARY = Set.of("name", "title", "description", "members");
  private static final Set<String> ACTOR = Set.of("name", "title", "description");

  private final String file;

  private ThreatModelReader(String file) {
    this.file = file;
  }

  private record Named(String name, Form form, int line) {}

  /** Reads a model file. */
  public static ThreatModel read(Path path) {
    try {
      return read(path.toString(), new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BrisachException(ErrorCode.USAGE, path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of a model.
   *
   * @param file its name for messages
   */
  public static ThreatModel read(String file, String text) {
    try {
      return new ThreatModelReader(file).model(YamlReader.readStrict(text));
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), e.getMessage());
    }
  }

  private ThreatModel model(Yaml root) {
    Form top = Form.of(file, root, "the threat model", TOP);
    String schema = top.text("schema");
    if (schema != null && !schema.equals("threat-model/1")) {
      throw top.fault("schema", "is threat-model/1");
    }
    List<DataAsset> data = new ArrayList<>();
    for (Named named : named(top, "data", "data", DATA)) {
      data.add(
          new DataAsset(
              named.name, title(named), facts(named, Traits.DATA, Set.of()), at(named.line)));
    }
    Set<String> dataNames = names(data);
    List<Component> components = new ArrayList<>();
    for (Named named : named(top, "components", "component", COMPONENT)) {
      components.add(component(named, dataNames));
    }
    List<Actor> actors = new ArrayList<>();
    for (Named named : named(top, "actors", "actor", ACTOR)) {
      actors.add(new Actor(named.name, title(named), at(named.line)));
    }
    Set<String> componentNames = names(components);
    for (Actor actor : actors) {
      if (componentNames.contains(actor.name())) {
        throw BrisachException.usage(
            file, actor.place().line(), "'" + actor.name() + "' is a component too");
      }
    }
    return new ThreatModel(
        Objects.requireNonNullElse(top.text("title"), "Threat model"),
        top.flag("draft", false),
        top.text("owner"),
        components,
        data,
        flows(top, componentNames, names(actors), dataNames),
        boundaries(top, componentNames),
        actors,
        top.texts("notShipped"));
  }

  private Component component(Named named, Set<String> data) {
    Form form = named.form;
    form.need("kind");
    return new Component(
        named.name,
        title(named),
        facts(named, Traits.COMPONENT, data),
        new Component.Bound(
            paths(form, "code"),
            form.texts("packages"),
            form.texts("images"),
            form.texts("urls"),
            form.texts("logs"),
            paths(form, "pipeline")),
        form.text("owner"),
        at(named.line));
  }

  private List<String> paths(Form form, String key) {
    List<String> paths = new ArrayList<>();
    for (String text : form.texts(key)) {
      String path = text.strip();
      if (path.startsWith("/") || path.equals("..") || path.startsWith("../") || path.isEmpty()) {
        throw form.fault(key, "is a path below the root of the project, not '" + text + "'");
      }
      path = path.startsWith("./") && path.length() > 2 ? path.substring(2) : path;
      paths.add(path.length() > 1 && path.endsWith("/") ? cut(path) : path);
    }
    return paths;
  }

  private static String cut(String path) {
    return path.substring(0, path.length() - 1);
  }

  private List<Flow> flows(Form top, Set<String> components, Set<String> actors, Set<String> data) {
    Map<String, Flow> flows = new LinkedHashMap<>();
    Yaml node = top.node("flows");
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Yaml.Sequence sequence)) {
      throw top.fault("flows", "is a list of flows, each with 'from' and 'to'");
    }
    Set<String> ends = with(components, actors.toArray(String[]::new));
    for (Yaml item : sequence.items()) {
      Form form = Form.of(file, item, "a flow", FLOW);
      String from = end(form, "from", ends);
      String to = end(form, "to", components);
      String name = Objects.requireNonNullElse(form.text("name"), from + "->" + to);
      Named named = new Named(name, form, item.line());
      Flow flow =
          new Flow(name, title(named), from, to, facts(named, Traits.FLOW, data), at(item.line()));
      if (flows.put(name, flow) != null) {
        throw BrisachException.usage(
            file,
            item.line(),
            "there is already a flow '" + name + "'; give this one a 'name' of its own");
      }
    }
    return List.copyOf(flows.values());
  }

  private String end(Form form, String key, Set<String> known) {
    String name = form.need(key);
    if (!known.contains(name)) {
      throw unknown(form.line(key), "flow names component", name, known);
    }
    return name;
  }

  private BrisachException unknown(int line, String what, String name, Set<String> known) {
    String hint = Suggestions.hint(name, known);
    return BrisachException.usage(
        file,
        line,
        what + " '" + name + "'" + (hint.isEmpty() ? ", which is not in this model" : hint));
  }

  private List<Boundary> boundaries(Form top, Set<String> components) {
    List<Boundary> boundaries = new ArrayList<>();
    Map<String, String> where = new TreeMap<>();
    for (Named named : named(top, "boundaries", "boundary", BOUNDARY)) {
      for (String member : named.form.texts("members")) {
        int line = named.form.line("members");
        if (!components.contains(member)) {
          throw unknown(line, "boundary '" + named.name + "' names component", member, components);
        }
        String other = where.put(member, named.name);
        if (other != null && !other.equals(named.name)) {
          throw BrisachException.usage(
              file,
              line,
              "'" + member + "' is already in boundary '" + other + "'; a component is in one");
        }
      }
      boundaries.add(
          new Boundary(named.name, title(named), named.form.texts("members"), at(named.line)));
    }
    return boundaries;
  }

  /** Elements by name, written as a mapping or as a list with {@code name}. */
  private List<Named> named(Form top, String key, String what, Set<String> keys) {
    Yaml node = top.node(key);
    Map<String, Named> all = new LinkedHashMap<>();
    switch (node) {
      case null -> {}
      case Yaml.Mapping mapping -> {
        for (Yaml.Entry entry : mapping.entries().values()) {
          Yaml value =
              entry.value() instanceof Yaml.Scalar scalar && scalar.isNull()
                  ? new Yaml.Mapping(entry.line(), entry.column(), Map.of())
                  : entry.value();
          Form form = Form.of(file, value, what + " '" + entry.key() + "'", keys);
          all.put(entry.key(), new Named(entry.key(), form, entry.line()));
        }
      }
      case Yaml.Sequence sequence -> {
        for (Yaml item : sequence.items()) {
          Form form = Form.of(file, item, "a " + what, keys);
          String name = form.need("name");
          Named before = all.put(name, new Named(name, form, form.line("name")));
          if (before != null) {
            throw BrisachException.usage(
                file,
                form.line("name"),
                what + " '" + name + "' is already declared in line " + before.line);
          }
        }
      }
      case Yaml.Scalar _ -> throw top.fault(key, "is a mapping by name");
    }
    all.values().forEach(named -> checkName(named, what));
    return List.copyOf(all.values());
  }

  private void checkName(Named named, String what) {
    if (named.name.isBlank() || named.name.contains("+") || named.name.contains("@")) {
      throw BrisachException.usage(
          file,
          named.line,
          what + " '" + named.name + "': a name is not blank and without + and @");
    }
  }

  private Map<String, Fact> facts(Named named, Map<String, Trait> traits, Set<String> data) {
    Map<String, Fact> facts = new TreeMap<>();
    for (Trait trait : traits.values()) {
      Form form = named.form;
      if (form.has(trait.key()) && !"unknown".equals(scalar(form.node(trait.key())))) {
        facts.put(
            trait.key(),
            new Fact(value(form, trait, data), Fact.Origin.DECLARED, at(form.line(trait.key()))));
      }
    }
    return facts;
  }

  private List<String> value(Form form, Trait trait, Set<String> data) {
    return switch (trait.form()) {
      case FLAG -> List.of(Boolean.toString(form.flag(trait.key(), false)));
      case WORD ->
          List.of(
              Objects.requireNonNull(
                  trait.words().isEmpty()
                      ? form.text(trait.key())
                      : form.oneOf(trait.key(), trait.words())));
      case WORDS -> words(form, trait);
      case METHOD -> {
        if (form.node(trait.key()) instanceof Yaml.Scalar scalar
            && (scalar.isTrue() || scalar.isFalse())) {
          yield List.of(Boolean.toString(scalar.isTrue()));
        }
        List<String> words = words(form, trait);
        yield List.of(Boolean.toString(!words.isEmpty() && !words.equals(List.of("none"))));
      }
      case DATA -> {
        for (String name : form.texts(trait.key())) {
          if (!data.contains(name)) {
            throw unknown(form.line(trait.key()), "'" + trait.key() + "' names data", name, data);
          }
        }
        yield form.texts(trait.key());
      }
    };
  }

  private static List<String> words(Form form, Trait trait) {
    List<String> words = form.texts(trait.key());
    for (String word : words) {
      if (!trait.words().contains(word)) {
        String hint = Suggestions.hint(word, trait.words());
        throw form.fault(
            trait.key(),
            "knows no '"
                + word
                + "'"
                + (hint.isEmpty() ? "; known are " + String.join(", ", trait.words()) : hint));
      }
    }
    return words;
  }

  private static String scalar(@org.jspecify.annotations.Nullable Yaml node) {
    return node instanceof Yaml.Scalar scalar ? scalar.value() : "";
  }

  private static String title(Named named) {
    return Objects.requireNonNullElse(named.form.text("title"), named.name);
  }

  private Location at(int line) {
    return Location.line(file, Math.max(0, line));
  }

  private static Set<String> names(List<? extends Element> elements) {
    Set<String> names = new TreeSet<>();
    elements.forEach(element -> names.add(element.name()));
    return names;
  }

  private static Set<String> with(Set<String> keys, String... more) {
    Set<String> all = new TreeSet<>(keys);
    all.addAll(List.of(more));
    return all;
  }
}
