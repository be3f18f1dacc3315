package dev.brisach.pack.extract;

import dev.brisach.pack.extract.Pom.Dependency;
import dev.brisach.pack.version.Versions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What direct dependencies bring with them, as far as their POMs lie in Maven's local repository:
 * breadth first, so that the nearest version wins; versions that the project manages win over all;
 * optional ones, tests and exclusions are left out (Maven's "Introduction to the Dependency
 * Mechanism").
 */
final class MavenClosure {
  private static final int MAX_PACKAGES = 5000;

  /** A package whose POM is to be read; {@code origin} is the direct dependency behind it. */
  private record Node(
      String name, String version, Set<String> exclusions, FoundPackage origin, int depth) {}

  private final PomContext root;
  private final PomTree tree;
  private final ArrayDeque<Node> open = new ArrayDeque<>();
  private final List<Node> tests = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<FoundPackage> found = new ArrayList<>();
  private final Set<String> missing = new TreeSet<>();

  MavenClosure(PomContext root, PomTree tree) {
    this.root = root;
    this.tree = tree;
  }

  /** Adds a direct dependency; all of them come before {@link #run}. */
  void direct(FoundPackage origin, Set<String> exclusions) {
    seen.add(origin.name());
    Node node = new Node(origin.name(), origin.version(), exclusions, origin, 0);
    if (origin.development()) {
      tests.add(node);
    } else {
      open.add(node);
    }
  }

  /** What they bring with them: first what the program needs, then what only tests need. */
  List<FoundPackage> run() {
    drain();
    open.addAll(tests);
    drain();
    return found;
  }

  private void drain() {
    while (!open.isEmpty() && found.size() < MAX_PACKAGES) {
      visit(open.poll());
    }
  }

  /** Packages whose POM was not found, so that what they bring is not known. */
  Set<String> missing() {
    return missing;
  }

  private void visit(Node node) {
    int colon = node.name.indexOf(':');
    Pom pom =
        tree.released(node.name.substring(0, colon), node.name.substring(colon + 1), node.version);
    if (pom == null) {
      missing.add(node.name + ":" + node.version);
      return;
    }
    PomContext context = new PomContext(pom, tree);
    for (Dependency dependency : context.dependencies()) {
      child(node, dependency, context);
    }
  }

  private void child(Node node, Dependency dependency, PomContext context) {
    String group = context.text(dependency.groupId());
    String artifact = context.text(dependency.artifactId());
    String name = group + ":" + artifact;
    String scope = context.scope(dependency);
    boolean runs = scope.equals("compile") || scope.equals("runtime");
    if (!runs
        || dependency.optional()
        || !dependency.type().equals("jar")
        || excluded(node.exclusions, group, artifact)
        || tree.byKey(name) != null
        || !seen.add(name)) {
      return;
    }
    String version = version(dependency, group, artifact, context);
    if (version == null || name.contains("${") || !Versions.of("Maven").isVersion(version)) {
      missing.add(name);
      return;
    }
    FoundPackage origin = node.origin;
    found.add(
        new FoundPackage(
            Purl.of(Ecosystem.MAVEN, name, version),
            Ecosystem.MAVEN.osv(),
            name,
            version,
            origin.file(),
            origin.line(),
            false,
            origin.scope(),
            origin.development(),
            null,
            null,
            origin.name()));
    Set<String> exclusions = new HashSet<>(node.exclusions);
    exclusions.addAll(dependency.exclusions());
    open.add(new Node(name, version, exclusions, origin, node.depth + 1));
  }

  private @Nullable String version(
      Dependency dependency, String group, String artifact, PomContext context) {
    String managed = root.managedVersion(group, artifact, dependency);
    return managed != null ? managed : context.version(dependency).text();
  }

  private static boolean excluded(Set<String> exclusions, String group, String artifact) {
    return exclusions.contains(group + ":" + artifact)
        || exclusions.contains(group + ":*")
        || exclusions.contains("*:" + artifact)
        || exclusions.contains("*:*");
  }
}
