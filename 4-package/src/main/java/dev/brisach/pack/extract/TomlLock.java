package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.PackageNames;
import dev.brisach.pack.version.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Lock files in TOML with {@code [[package]]} tables: {@code Cargo.lock}, {@code poetry.lock},
 * {@code uv.lock} and {@code pdm.lock}.
 */
final class TomlLock implements Extractor {
  /** The tool that wrote the file. */
  enum Kind {
    CARGO,
    POETRY,
    UV,
    PDM
  }

  private record Locked(
      String name, @Nullable String version, int line, @Nullable String source, TomlTable table) {}

  private final Kind kind;

  TomlLock(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    List<Locked> all = locked(file);
    Ecosystem ecosystem = kind == Kind.CARGO ? Ecosystem.CARGO : Ecosystem.PYPI;
    CargoToml cargo = kind == Kind.CARGO ? CargoToml.read(file, siblings) : null;
    Graph graph = new Graph();
    Set<String> direct = new HashSet<>();
    Set<String> production = new HashSet<>();
    for (Locked one : all) {
      List<String> needs = needs(one.table);
      needs.forEach(to -> graph.edge(key(one.name), key(to)));
      if (own(one)) {
        Set<String> running = cargo == null ? null : cargo.running(one.name);
        needs.forEach(to -> direct.add(key(to)));
        needs.stream()
            .filter(to -> running == null || running.contains(to))
            .forEach(to -> production.add(key(to)));
        groups(one.table, "optional-dependencies").forEach(to -> production.add(key(to)));
        groups(one.table, "dev-dependencies").forEach(to -> direct.add(key(to)));
      }
    }
    boolean known = (kind == Kind.UV || kind == Kind.CARGO) && !production.isEmpty();
    if (kind == Kind.POETRY) {
      known = PyProject.read(siblings.beside(file, "pyproject.toml"), production, direct);
    }
    direct.addAll(production);
    Set<String> needed = graph.from(production);
    Extraction.Collector out = new Extraction.Collector();
    for (Locked one : all) {
      if (!own(one)) {
        Boolean said = saysDevelopment(one.table);
        boolean dev = said != null ? said : known && !needed.contains(key(one.name));
        add(file, ecosystem, one, direct.contains(key(one.name)), dev, out);
      }
    }
    return out.done();
  }

  private void add(
      SourceFile file,
      Ecosystem ecosystem,
      Locked one,
      boolean direct,
      boolean dev,
      Extraction.Collector out) {
    if (one.version == null || !Versions.of(ecosystem.osv()).isVersion(one.version)) {
      out.unknown(one.name, one.line, "no exact version");
    } else if (one.source != null) {
      out.unknown(one.name, one.line, "not from the registry: " + NpmLock.clip(one.source));
    } else {
      out.add(
          FoundPackage.locked(
              ecosystem, one.name, one.version, file.path(), one.line, direct, dev));
    }
  }

  private String key(String name) {
    return kind == Kind.CARGO ? name : PackageNames.normalise("PyPI", name);
  }

  /** True for a package of the project itself. */
  private boolean own(Locked one) {
    return switch (kind) {
      case CARGO -> one.table.get("source") == null;
      case UV ->
          one.table.get("source") instanceof TomlTable source
              && (source.contains("editable")
                  || source.contains("virtual")
                  || source.contains("directory"));
      case POETRY, PDM -> false;
    };
  }

  private List<Locked> locked(SourceFile file) {
    TomlTable root = toml(file);
    if (!(root.get("package") instanceof TomlArray array)) {
      if (root.get("version") == null && root.get("metadata") == null && !root.isEmpty()) {
        throw new Unreadable(1, "no lock file: [[package]] was expected");
      }
      return List.of();
    }
    List<Locked> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable table) {
        TomlPosition position = array.inputPositionOf(i);
        int line = position == null ? 0 : position.line();
        if (table.get("name") instanceof String name && !name.isBlank()) {
          String version = table.get("version") instanceof String text ? text : null;
          all.add(new Locked(name, version, line, foreign(table), table));
        } else {
          throw new Unreadable(line, "a package without a name");
        }
      }
    }
    return all;
  }

  static TomlTable toml(SourceFile file) {
    TomlParseResult result;
    try {
      result = Toml.parse(file.text());
    } catch (RuntimeException e) {
      throw new Unreadable(0, "not TOML that can be read");
    } catch (StackOverflowError e) {
      throw new Unreadable(0, "nested too deeply");
    }
    if (result.hasErrors()) {
      var first = result.errors().getFirst();
      throw new Unreadable(first.position().line(), "not TOML: " + firstLine(first.getMessage()));
    }
    return result;
  }

  private static String firstLine(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > 150 ? line.substring(0, 149) + "…" : line;
  }

  /** Where the package comes from, if not from the registry; null if it does. */
  private @Nullable String foreign(TomlTable table) {
    Object source = table.get("source");
    if (source instanceof String text) {
      return text.startsWith("registry+") || text.startsWith("sparse+") ? null : text;
    }
    if (source instanceof TomlTable facts) {
      if (kind == Kind.UV) {
        return facts.contains("registry") ? null : String.join(" ", facts.keySet());
      }
      String type = facts.get("type") instanceof String text ? text : "legacy";
      return type.equals("legacy") || type.equals("pypi") ? null : type;
    }
    return table.contains("git") || table.contains("path") || table.contains("url")
        ? "git, path or url"
        : null;
  }

  private static List<String> needs(TomlTable table) {
    List<String> names = new ArrayList<>();
    Object needs = table.get("dependencies");
    if (needs instanceof TomlTable byName) {
      names.addAll(byName.keySet());
    } else if (needs instanceof TomlArray list) {
      names(list, names);
    }
    return names;
  }

  private static List<String> groups(TomlTable table, String part) {
    List<String> names = new ArrayList<>();
    if (table.get(part) instanceof TomlTable groups) {
      for (Map.Entry<String, Object> group : groups.entrySet()) {
        if (group.getValue() instanceof TomlArray list) {
          names(list, names);
        }
      }
    }
    return names;
  }

  private static void names(TomlArray list, List<String> names) {
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      if (item instanceof String text) {
        int end = text.indexOf(' ');
        names.add(end < 0 ? text : text.substring(0, end));
      } else if (item instanceof TomlTable facts && facts.get("name") instanceof String name) {
        names.add(name);
      }
    }
  }

  /** What the entry itself says: a category or a list of groups; null where it says nothing. */
  private static @Nullable Boolean saysDevelopment(TomlTable table) {
    if (table.get("category") instanceof String category) {
      return category.equals("dev");
    }
    if (table.get("groups") instanceof TomlArray groups && !groups.isEmpty()) {
      List<Object> names = groups.toList();
      return !names.contains("main") && !names.contains("default");
    }
    return null;
  }
}
