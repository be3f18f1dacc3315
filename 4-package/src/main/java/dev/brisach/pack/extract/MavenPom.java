package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.pack.extract.Pom.Dependency;
import dev.brisach.pack.version.Versions;
import org.jspecify.annotations.Nullable;

/**
 * {@code pom.xml}: the dependencies it declares, with versions from properties, parents and BOMs.
 * What those bring with them is followed as far as Maven's local repository goes; a note says where
 * that is not all.
 */
final class MavenPom implements Extractor {
  static final String NOTE =
      "a pom.xml names direct dependencies; what they bring with them is not all known here"
          + " (examine the built jar or war for that)";

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    Pom pom = file.parse(Pom.FRONT);
    PomTree tree = siblings.poms();
    PomContext context = new PomContext(pom, tree);
    Extraction.Collector out = new Extraction.Collector();
    MavenClosure closure = new MavenClosure(context, tree);
    for (Dependency dependency : pom.dependencies()) {
      add(file, dependency, context, tree, closure, out);
    }
    if (tree.hasRepository()) {
      closure.run().forEach(out::add);
    }
    if (!pom.dependencies().isEmpty() && (!tree.hasRepository() || !closure.missing().isEmpty())) {
      out.note(NOTE);
    }
    return out.done();
  }

  private static void add(
      SourceFile file,
      Dependency dependency,
      PomContext context,
      PomTree tree,
      MavenClosure closure,
      Extraction.Collector out) {
    String name = context.text(dependency.groupId()) + ":" + context.text(dependency.artifactId());
    if (tree.byKey(name) != null) {
      return;
    }
    String scope = context.scope(dependency);
    PomContext.Value version = context.version(dependency);
    String text = version.text() == null ? null : exact(version.text());
    if (text == null || name.contains("${") || !Versions.of("Maven").isVersion(text)) {
      out.unknown(name, dependency.line(), reason(version, context));
      return;
    }
    FoundPackage found =
        new FoundPackage(
            Purl.of(Ecosystem.MAVEN, name, text),
            Ecosystem.MAVEN.osv(),
            name,
            text,
            file.path(),
            dependency.line(),
            true,
            scope,
            scope.equals("test"),
            version.place(),
            null,
            null);
    out.add(found);
    if (dependency.type().equals("jar")) {
      closure.direct(found, dependency.exclusions());
    }
  }

  /** The version itself, also of {@code [1.0]}; null for a range or a moving name. */
  private static @Nullable String exact(String version) {
    if (version.startsWith("[") && version.endsWith("]") && version.indexOf(',') < 0) {
      return version.substring(1, version.length() - 1).strip();
    }
    boolean moving = version.equals("LATEST") || version.equals("RELEASE");
    return moving || version.startsWith("[") || version.startsWith("(") ? null : version;
  }

  private static String reason(PomContext.Value version, PomContext context) {
    if (version.text() != null) {
      return "no exact version: " + version.text();
    }
    String outside =
        context.outside().isEmpty()
            ? ""
            : "; not in the tree: " + String.join(", ", context.outside());
    return version.missing().isEmpty()
        ? "no version" + outside
        : "property ${" + version.missing() + "} is not defined" + outside;
  }
}
