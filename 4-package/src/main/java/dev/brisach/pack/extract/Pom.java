package dev.brisach.pack.extract;

import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One {@code pom.xml} as it is written, nothing inherited or replaced. Profiles count where they
 * are active by default.
 */
record Pom(
    String file,
    @Nullable String groupId,
    String artifactId,
    @Nullable String version,
    @Nullable Parent parent,
    Map<String, Property> properties,
    List<Dependency> managed,
    List<Dependency> dependencies) {
  /** Parses a file as a POM. */
  static final Front<Pom> FRONT = Pom::read;

  /** The parent; {@code relativePath} is empty where it is not to be looked for in the tree. */
  record Parent(String groupId, String artifactId, String version, String relativePath) {}

  /** A property's value with its line. */
  record Property(String value, int line) {}

  /** A dependency as written; {@code versionLine} is that of its version, or its own. */
  record Dependency(
      String groupId,
      String artifactId,
      @Nullable String version,
      String type,
      String classifier,
      @Nullable String scope,
      boolean optional,
      Set<String> exclusions,
      int line,
      int versionLine) {}

  /** {@code group:artifact} as far as written here; the group may be the parent's. */
  String key() {
    String group = groupId != null ? groupId : parent != null ? parent.groupId : "";
    return group + ":" + artifactId;
  }

  private static Pom read(SourceFile file) {
    Xml root = Xml.read(file);
    if (!root.name().equals("project")) {
      throw new Unreadable(
          root.line(), "no POM: <project> was expected, not <" + root.name() + ">");
    }
    List<Xml> parts = new ArrayList<>(List.of(root));
    for (Xml profile : root.at("profiles")) {
      Xml activation = profile.child("activation");
      if (activation != null && "true".equals(activation.text("activeByDefault"))) {
        parts.add(profile);
      }
    }
    Map<String, Property> properties = new TreeMap<>();
    List<Dependency> managed = new ArrayList<>();
    List<Dependency> dependencies = new ArrayList<>();
    for (Xml part : parts) {
      for (Xml property : part.at("properties")) {
        properties.put(property.name(), new Property(property.text(), property.line()));
      }
      dependencies(part.at("dependencyManagement", "dependencies"), managed);
      dependencies(part.at("dependencies"), dependencies);
    }
    String artifactId = root.text("artifactId");
    return new Pom(
        file.path(),
        root.text("groupId"),
        artifactId == null ? "" : artifactId,
        root.text("version"),
        parent(root.child("parent")),
        properties,
        managed,
        dependencies);
  }

  private static @Nullable Parent parent(@Nullable Xml parent) {
    if (parent == null) {
      return null;
    }
    String group = parent.text("groupId");
    String artifact = parent.text("artifactId");
    String version = parent.text("version");
    Xml path = parent.child("relativePath");
    return new Parent(
        group == null ? "" : group,
        artifact == null ? "" : artifact,
        version == null ? "" : version,
        path == null ? "../pom.xml" : path.text());
  }

  private static void dependencies(List<Xml> elements, List<Dependency> into) {
    for (Xml element : elements) {
      String group = element.text("groupId");
      String artifact = element.text("artifactId");
      if (!element.name().equals("dependency") || group == null || artifact == null) {
        continue;
      }
      Xml version = element.child("version");
      String type = element.text("type");
      String classifier = element.text("classifier");
      into.add(
          new Dependency(
              group,
              artifact,
              element.text("version"),
              type == null ? "jar" : type,
              classifier == null ? "" : classifier,
              element.text("scope"),
              "true".equals(element.text("optional")),
              exclusions(element),
              element.line(),
              version == null ? element.line() : version.line()));
    }
  }

  private static Set<String> exclusions(Xml dependency) {
    Set<String> names = new TreeSet<>();
    for (Xml exclusion : dependency.at("exclusions")) {
      String group = exclusion.text("groupId");
      String artifact = exclusion.text("artifactId");
      names.add((group == null ? "*" : group) + ":" + (artifact == null ? "*" : artifact));
    }
    return names;
  }
}
