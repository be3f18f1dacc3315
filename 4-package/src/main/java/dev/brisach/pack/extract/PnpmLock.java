package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.tree.YamlFront;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.pack.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code pnpm-lock.yaml}, lock file versions 5 to 9: keys of {@code packages} are {@code
 * /name/1.0.0_peer} (5), {@code /name@1.0.0(peer)} (6) or {@code name@1.0.0} (9).
 */
final class PnpmLock implements Extractor {
  private record Id(String name, String version) {}

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    List<Yaml> documents = file.parse(YamlFront.YAML);
    if (documents.isEmpty() || !(documents.getLast() instanceof Yaml.Mapping root)) {
      throw new Unreadable(1, "no pnpm lock file: a mapping was expected");
    }
    Extraction.Collector out = new Extraction.Collector();
    boolean slashes = old(root.text("lockfileVersion"));
    Set<String> production = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    List<Yaml.Mapping> importers = new ArrayList<>(List.of(root));
    root.map("importers")
        .entries()
        .values()
        .forEach(entry -> {
          if (entry.value() instanceof Yaml.Mapping importer) {
            importers.add(importer);
          }
        });
    for (Yaml.Mapping importer : importers) {
      production.addAll(ids(importer.map("dependencies"), slashes));
      production.addAll(ids(importer.map("optionalDependencies"), slashes));
      all.addAll(ids(importer.map("devDependencies"), slashes));
    }
    all.addAll(production);
    Set<String> needed = graph(root, slashes).from(production);
    root.map("packages")
        .entries()
        .forEach((key, entry) ->
            add(
                file,
                key,
                entry,
                slashes,
                all,
                root.map("snapshots").entries().isEmpty() ? null : needed,
                out));
    return out.done();
  }

  private static void add(
      SourceFile file,
      String key,
      Yaml.Entry entry,
      boolean slashes,
      Set<String> direct,
      @Nullable Set<String> needed,
      Extraction.Collector out) {
    Id id = id(key, slashes);
    Yaml.Mapping facts =
        entry.value() instanceof Yaml.Mapping mapping
            ? mapping
            : new Yaml.Mapping(entry.line(), 1, java.util.Map.of());
    if (id == null || !Versions.of("npm").isVersion(id.version)) {
      if (!key.startsWith("file:") && !key.startsWith("link:") && !key.contains("@file:")) {
        out.unknown(key, entry.line(), "not from the registry");
      }
      return;
    }
    String plain = id.name + "@" + id.version;
    boolean dev = needed == null ? "true".equals(facts.text("dev")) : !needed.contains(plain);
    out.add(
        FoundPackage.locked(
            Ecosystem.NPM,
            id.name,
            id.version,
            file.path(),
            entry.line(),
            direct.contains(plain),
            dev));
  }

  private static boolean old(@Nullable String version) {
    return version != null && version.startsWith("5");
  }

  private static Graph graph(Yaml.Mapping root, boolean slashes) {
    Graph graph = new Graph();
    root.map("snapshots")
        .entries()
        .forEach((key, entry) -> {
          Id id = id(key, slashes);
          if (id != null && entry.value() instanceof Yaml.Mapping facts) {
            String from = id.name + "@" + id.version;
            ids(facts.map("dependencies"), slashes).forEach(to -> graph.edge(from, to));
            ids(facts.map("optionalDependencies"), slashes).forEach(to -> graph.edge(from, to));
          }
        });
    return graph;
  }

  /** {@code name@version} of each entry of a dependency mapping. */
  private static Set<String> ids(Yaml.Mapping dependencies, boolean slashes) {
    Set<String> ids = new TreeSet<>();
    dependencies
        .entries()
        .forEach((name, entry) -> {
          String version =
              entry.value() instanceof Yaml.Mapping facts
                  ? facts.text("version")
                  : entry.value() instanceof Yaml.Scalar scalar ? scalar.value() : null;
          if (version != null) {
            Id real = version.indexOf('@', 1) > 0 ? id(version, slashes) : null;
            ids.add(
                real == null
                    ? name + "@" + withoutPeers(version, slashes)
                    : real.name + "@" + real.version);
          }
        });
    return ids;
  }

  private static @Nullable Id id(String key, boolean slashes) {
    String body = key.startsWith("/") ? key.substring(1) : key;
    if (slashes) {
      int slash = body.lastIndexOf('/');
      return slash < 1
          ? null
          : new Id(body.substring(0, slash), withoutPeers(body.substring(slash + 1), true));
    }
    body = withoutPeers(body, false);
    int at = body.indexOf('@', 1);
    return at < 1 ? null : new Id(body.substring(0, at), body.substring(at + 1));
  }

  private static String withoutPeers(String version, boolean underscores) {
    int end = version.indexOf('(');
    if (end < 0 && underscores) {
      end = version.indexOf('_');
    }
    return end < 0 ? version : version.substring(0, end);
  }
}
