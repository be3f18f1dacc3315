package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.tree.YamlFront;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of manifests share: the inventory by folder and name, the units found so far,
 * and who owns which file beyond its folder. Opens only files that a reader asks for, at most
 * {@value #MAX_OPENED}.
 */
final class Survey {
  static final int MAX_OPENED = 6000;
  private static final int MAX_SIZE = 1 << 20;
  private static final Set<String> ASIDE =
      Set.of(
          "examples",
          "example",
          "samples",
          "sample",
          "demos",
          "demo",
          "docs",
          "doc",
          "documentation",
          "website",
          "test",
          "tests",
          "testdata",
          "testing",
          "fixtures",
          "__tests__",
          "spec",
          "e2e",
          "benchmarks",
          "benchmark",
          "bench",
          "fuzz",
          "hack",
          "test-data",
          "playground",
          "tutorials",
          "tutorial");
  private static final Set<String> FOREIGN =
      Set.of(
          "node_modules",
          "vendor",
          "third_party",
          "third-party",
          "bower_components",
          ".venv",
          "venv",
          "site-packages",
          "Pods");

  final SourceTree tree;
  final Signs signs;
  private final Map<String, List<FileEntry>> byFolder = new TreeMap<>();
  private final Map<String, List<FileEntry>> byName = new HashMap<>();
  private final Map<String, Unit> units = new TreeMap<>();
  private final Map<String, Set<Unit>> owners = new TreeMap<>();
  private final Map<String, Set<Unit>> aliases = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private int opened;

  /** A call from a unit to whatever has an alias. */
  record Link(Unit from, String to, @Nullable String protocol, Location place) {}

  Survey(SourceTree tree, Signs signs) {
    this.tree = tree;
    this.signs = signs;
    for (FileEntry entry : tree.entries()) {
      byFolder.computeIfAbsent(entry.folder(), _ -> new ArrayList<>()).add(entry);
      byName.computeIfAbsent(entry.name(), _ -> new ArrayList<>()).add(entry);
    }
  }

  /** Files of a name outside of foreign code, by path. */
  List<FileEntry> named(String name) {
    return byName.getOrDefault(name, List.of()).stream()
        .filter(entry -> !isForeign(entry.path()))
        .toList();
  }

  /** Files whose name ends so, outside of foreign code, by path. */
  List<FileEntry> ending(String suffix) {
    return named(name -> name.endsWith(suffix));
  }

  /** Files with such a name, outside of foreign code, by path. */
  List<FileEntry> named(Predicate<String> wanted) {
    List<FileEntry> found = new ArrayList<>();
    byName.forEach((name, entries) -> {
      if (wanted.test(name)) {
        entries.stream().filter(entry -> !isForeign(entry.path())).forEach(found::add);
      }
    });
    found.sort(Comparator.comparing(FileEntry::path));
    return found;
  }

  /** The files directly in a folder. */
  List<FileEntry> in(String folder) {
    return byFolder.getOrDefault(folder, List.of());
  }

  /** All folders that hold files, sorted. */
  Set<String> folders() {
    return byFolder.keySet();
  }

  boolean has(String folder, String name) {
    return tree.get(Paths.join(folder, name)) != null;
  }

  /** True for code of others that was copied into the tree. */
  static boolean isForeign(String path) {
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      if (FOREIGN.contains(path.substring(from, slash))) {
        return true;
      }
      from = slash + 1;
    }
    return FOREIGN.contains(path.substring(from));
  }

  /** The topmost folder of examples, documents or tests that a path lies in, or null. */
  static @Nullable String aside(String path) {
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      if (ASIDE.contains(path.substring(from, slash).toLowerCase(java.util.Locale.ROOT))) {
        return path.substring(0, slash);
      }
      from = slash + 1;
    }
    return ASIDE.contains(path.substring(from).toLowerCase(java.util.Locale.ROOT)) ? path : null;
  }

  /** A file's content, or null where it is too large, unreadable, or one too many. */
  @Nullable SourceFile open(FileEntry entry) {
    if (entry.size() > MAX_SIZE || ++opened > MAX_OPENED) {
      return null;
    }
    try {
      return tree.open(entry);
    } catch (Unreadable _) {
      return null; // the checks that examine this file list it as unexamined
    }
  }

  /** A file's text, or an empty one. */
  String text(FileEntry entry) {
    SourceFile file = open(entry);
    return file == null ? "" : file.text();
  }

  /** The documents of a YAML file that are mappings; none where it cannot be read. */
  List<Yaml.Mapping> yaml(FileEntry entry) {
    SourceFile file = open(entry);
    if (file == null) {
      return List.of();
    }
    try {
      List<Yaml.Mapping> documents = new ArrayList<>();
      for (Yaml document : file.parse(YamlFront.YAML)) {
        if (document instanceof Yaml.Mapping mapping) {
          documents.add(mapping);
        }
      }
      return documents;
    } catch (Unreadable _) {
      return List.of(); // as above
    }
  }

  /** The unit of a folder, made where there is none. */
  Unit unit(String folder, String name, Location place) {
    Unit unit = units.computeIfAbsent(folder, _ -> new Unit(folder, name, place));
    alias(unit, name);
    if (unit.hasFiles() && !folder.isEmpty()) {
      alias(unit, Paths.name(folder));
    }
    return unit;
  }

  /** Another name by which files speak of a unit. */
  void alias(Unit unit, String name) {
    aliases.computeIfAbsent(normal(name), _ -> new TreeSet<>()).add(unit);
  }

  /** The unit of a folder, or null. */
  @Nullable Unit at(String folder) {
    return units.get(folder);
  }

  /** The unit of the nearest folder above a path, the path itself included, or null. */
  @Nullable Unit above(String path) {
    for (String folder = path; ; folder = Paths.parent(folder)) {
      Unit unit = units.get(folder);
      if (unit != null || folder.isEmpty()) {
        return unit;
      }
    }
  }

  Collection<Unit> units() {
    return Collections.unmodifiableCollection(units.values());
  }

  void remove(Unit unit) {
    units.remove(unit.folder);
    owners.values().forEach(set -> set.remove(unit));
    aliases.values().forEach(set -> set.remove(unit));
  }

  /** The only unit with an alias, spelling of separators aside; null where none or several have. */
  @Nullable Unit byAlias(String alias) {
    Set<Unit> found = aliases.getOrDefault(normal(alias), Set.of());
    return found.size() == 1 ? found.iterator().next() : null;
  }

  /** Lower case without separators and without the endings that services are given. */
  static String normal(String name) {
    StringBuilder letters = new StringBuilder();
    for (char c : name.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        letters.append(c);
      }
    }
    String plain = letters.toString();
    for (String ending : List.of("deployment", "statefulset", "microservice", "service", "svc")) {
      if (plain.endsWith(ending) && plain.length() > ending.length() + 1) {
        return plain.substring(0, plain.length() - ending.length());
      }
    }
    return plain;
  }

  /** Says that a file belongs to a unit although it lies elsewhere. */
  void own(String path, Unit unit) {
    owners.computeIfAbsent(path, _ -> new TreeSet<>()).add(unit);
  }

  Map<String, Set<Unit>> owners() {
    return owners;
  }

  void link(Unit from, String to, @Nullable String protocol, Location place) {
    links.add(new Link(from, to, protocol, place));
  }

  List<Link> links() {
    return links;
  }

  /** Notes the technology that dependencies bring. */
  void depends(Unit unit, List<Named> names) {
    for (Named named : names) {
      for (String group : signs.ofDependency(named.name)) {
        unit.technology.putIfAbsent(group, named.place);
      }
    }
    if (!names.isEmpty()) {
      unit.technology.putIfAbsent("third-party-packages", names.getFirst().place);
    }
  }

  /** A name with the place where it stands. */
  record Named(String name, Location place) {}
}
