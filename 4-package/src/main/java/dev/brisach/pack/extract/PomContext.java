package dev.brisach.pack.extract;

import dev.brisach.pack.extract.FoundPackage.VersionPlace;
import dev.brisach.pack.extract.Pom.Dependency;
import dev.brisach.pack.extract.Pom.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A POM with its parents, as far as they lie in the tree: properties, managed versions and imported
 * BOMs as Maven's "Introduction to the Dependency Mechanism" merges them.
 */
final class PomContext {
  private static final int MAX_PARENTS = 30;
  private static final int MAX_IMPORTS = 200;
  private static final int MAX_EXPANSIONS = 50;
  private static final int MAX_LENGTH = 1000;

  /** A text with its properties replaced, or what is missing. */
  record Value(@Nullable String text, @Nullable VersionPlace place, String missing) {}

  private final List<Pom> chain = new ArrayList<>();
  private final List<PomContext> imports = new ArrayList<>();
  private final Set<String> outside = new TreeSet<>();
  private final PomTree tree;

  /** A POM of the tree. */
  PomContext(Pom pom, PomTree tree) {
    this(pom, tree, new TreeSet<>());
  }

  private PomContext(Pom pom, PomTree tree, Set<String> importing) {
    this.tree = tree;
    Pom here = pom;
    while (here != null && chain.size() < MAX_PARENTS && !chain.contains(here)) {
      chain.add(here);
      Pom parent = tree.parent(here);
      if (parent == null && here.parent() != null) {
        Pom.Parent out = here.parent();
        outside.add("parent " + out.groupId() + ":" + out.artifactId() + ":" + out.version());
      }
      here = parent;
    }
    importing.add(pom.file());
    for (Pom level : chain) {
      for (Dependency managed : level.managed()) {
        if ("import".equals(managed.scope()) && importing.size() < MAX_IMPORTS) {
          bom(managed, importing);
        }
      }
    }
  }

  private void bom(Dependency managed, Set<String> importing) {
    String key = text(managed.groupId()) + ":" + text(managed.artifactId());
    String version = managed.version() == null ? "?" : text(managed.version());
    Pom found = tree.bom(key, version);
    if (found == null) {
      outside.add("BOM " + key + ":" + version);
    } else if (!importing.contains(found.file())) {
      PomContext bom = new PomContext(found, tree, importing);
      imports.add(bom);
      outside.addAll(bom.outside);
    }
  }

  /** Parents and BOMs that are named but were not found, in words. */
  Set<String> outside() {
    return outside;
  }

  /** A text with its properties replaced, unknown ones left as they are. */
  String text(String raw) {
    String value = replace(raw, new TreeSet<>());
    return value == null ? raw : value;
  }

  /** The version of a dependency: its own, else the managed one. */
  Value version(Dependency dependency) {
    if (dependency.version() != null) {
      return value(dependency.version(), chain.getFirst().file(), dependency.versionLine());
    }
    return managed(dependency);
  }

  /** The scope of a dependency: its own, else the managed one; compile where none is said. */
  String scope(Dependency dependency) {
    if (dependency.scope() != null) {
      return text(dependency.scope());
    }
    for (Pom level : chain) {
      for (Dependency managed : level.managed()) {
        if (same(managed, dependency, this) && managed.scope() != null) {
          return text(managed.scope());
        }
      }
    }
    return "compile";
  }

  private Value managed(Dependency wanted) {
    for (Pom level : chain) {
      for (Dependency managed : level.managed()) {
        if (!"import".equals(managed.scope())
            && managed.version() != null
            && same(managed, wanted, this)) {
          return value(managed.version(), level.file(), managed.versionLine());
        }
      }
    }
    for (PomContext bom : imports) {
      Dependency plain = plain(text(wanted.groupId()), text(wanted.artifactId()), wanted);
      Value found = bom.managed(plain);
      if (found.text != null) {
        return found;
      }
    }
    return new Value(null, null, "");
  }

  private static Dependency plain(String group, String artifact, Dependency like) {
    return new Dependency(
        group,
        artifact,
        null,
        like.type(),
        like.classifier(),
        null,
        false,
        Set.of(),
        like.line(),
        like.line());
  }

  /** The version that this project manages for a package of others; null where it does not. */
  @Nullable String managedVersion(String group, String artifact, Dependency like) {
    return managed(plain(group, artifact, like)).text;
  }

  /** The dependencies written here and in the parents. */
  List<Dependency> dependencies() {
    List<Dependency> all = new ArrayList<>();
    chain.forEach(level -> all.addAll(level.dependencies()));
    return all;
  }

  private static boolean same(Dependency managed, Dependency wanted, PomContext context) {
    return context.text(managed.artifactId()).equals(context.text(wanted.artifactId()))
        && context.text(managed.groupId()).equals(context.text(wanted.groupId()))
        && managed.type().equals(wanted.type())
        && managed.classifier().equals(wanted.classifier());
  }

  private Value value(String raw, String file, int line) {
    Set<String> missing = new TreeSet<>();
    String text = replace(raw, missing);
    if (text == null || !missing.isEmpty()) {
      return new Value(null, null, missing.isEmpty() ? raw : missing.iterator().next());
    }
    VersionPlace place = place(file, line, null);
    if (raw.startsWith("${") && raw.indexOf('}') == raw.length() - 1) {
      String name = raw.substring(2, raw.length() - 1);
      for (Pom level : chain) {
        Property property = level.properties().get(name);
        if (property != null) {
          place = place(level.file(), property.line(), name);
          break;
        }
      }
    }
    return new Value(text, place, "");
  }

  /** Where a person changes the version; null where that is no file of the tree. */
  private static @Nullable VersionPlace place(String file, int line, @Nullable String property) {
    return file.startsWith(MavenRepository.MARK) ? null : new VersionPlace(file, line, property);
  }

  /** Replaces properties; null where it never ends. Names without a value go to {@code missing}. */
  private @Nullable String replace(String raw, Set<String> missing) {
    String text = raw;
    int from = 0;
    for (int i = 0; i < MAX_EXPANSIONS; i++) {
      int start = text.indexOf("${", from);
      int end = start < 0 ? -1 : text.indexOf('}', start);
      if (end < 0) {
        return text.strip();
      }
      String name = text.substring(start + 2, end);
      String value = property(name);
      if (value == null) {
        missing.add(name);
        from = end + 1;
      } else {
        text = text.substring(0, start) + value + text.substring(end + 1);
        if (text.length() > MAX_LENGTH) {
          return null;
        }
      }
    }
    return null;
  }

  private @Nullable String property(String name) {
    String plain = name.startsWith("pom.") ? "project." + name.substring(4) : name;
    switch (plain) {
      case "project.version", "version" -> {
        return firstVersion();
      }
      case "project.groupId", "groupId" -> {
        return firstGroup();
      }
      case "project.artifactId", "artifactId" -> {
        return chain.getFirst().artifactId();
      }
      case "project.parent.version" -> {
        return parent() == null ? null : parent().version();
      }
      case "project.parent.groupId" -> {
        return parent() == null ? null : parent().groupId();
      }
      default -> {}
    }
    for (Pom level : chain) {
      Property property = level.properties().get(name);
      if (property != null) {
        return property.value();
      }
    }
    return null;
  }

  private Pom.@Nullable Parent parent() {
    return chain.getFirst().parent();
  }

  private @Nullable String firstVersion() {
    for (Pom level : chain) {
      if (level.version() != null) {
        return level.version();
      }
      if (level.parent() != null && !level.parent().version().isEmpty()) {
        return level.parent().version();
      }
    }
    return null;
  }

  private @Nullable String firstGroup() {
    for (Pom level : chain) {
      if (level.groupId() != null) {
        return level.groupId();
      }
      if (level.parent() != null && !level.parent().groupId().isEmpty()) {
        return level.parent().groupId();
      }
    }
    return null;
  }
}
