package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.pack.version.Versions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code bun.lock}: JSON with trailing commas; a package is an array that begins name@version. */
final class BunLock implements Extractor {
  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    LinedJson.Obj root = LinedJson.read(file, true);
    Extraction.Collector out = new Extraction.Collector();
    Set<String> production = new TreeSet<>();
    Set<String> development = new TreeSet<>();
    for (LinedJson workspace : root.object("workspaces").members().values()) {
      if (workspace instanceof LinedJson.Obj one) {
        for (String part : Set.of("dependencies", "optionalDependencies", "peerDependencies")) {
          production.addAll(one.object(part).members().keySet());
        }
        development.addAll(one.object("devDependencies").members().keySet());
      }
    }
    LinedJson.Obj packages = root.object("packages");
    Graph graph = new Graph();
    packages.members().forEach((key, value) -> edges(key, value, graph));
    Set<String> needed = graph.from(production);
    for (Map.Entry<String, LinedJson> member : packages.members().entrySet()) {
      String key = member.getKey();
      if (member.getValue() instanceof LinedJson.Arr array
          && !array.items().isEmpty()
          && array.items().getFirst() instanceof LinedJson.Scalar(_, String id, _)) {
        int at = id.lastIndexOf('@');
        String version = at > 0 ? id.substring(at + 1) : "";
        String name = at > 0 ? id.substring(0, at) : id;
        boolean direct = production.contains(key) || development.contains(key);
        if (Versions.of("npm").isVersion(version)) {
          out.add(
              FoundPackage.locked(
                  Ecosystem.NPM,
                  name,
                  version,
                  file.path(),
                  array.line(),
                  direct,
                  !needed.contains(last(key))));
        } else if (!version.startsWith("workspace:")) {
          out.unknown(name, array.line(), "not from the registry: " + NpmLock.clip(version));
        }
      }
    }
    return out.done();
  }

  private static void edges(String key, LinedJson value, Graph graph) {
    if (value instanceof LinedJson.Arr array) {
      for (LinedJson item : array.items()) {
        if (item instanceof LinedJson.Obj facts) {
          for (String part : Set.of("dependencies", "optionalDependencies", "peerDependencies")) {
            facts.object(part).members().keySet().forEach(to -> graph.edge(last(key), to));
          }
        }
      }
    }
  }

  /** The package at the end of a path such as {@code a/@s/b}. */
  private static String last(String key) {
    int slash = key.lastIndexOf('/');
    int before = slash < 0 ? -1 : key.lastIndexOf('/', slash - 1);
    return slash > 0 && key.charAt(before + 1) == '@'
        ? key.substring(before + 1)
        : key.substring(slash + 1);
  }
}
