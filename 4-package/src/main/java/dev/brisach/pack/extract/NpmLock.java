package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.version.Versions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code package-lock.json} and {@code npm-shrinkwrap.json}, lock file versions 1 to 3 (npm's
 * "package-lock.json" page). Versions 2 and 3 are read from {@code packages}, 1 from {@code
 * dependencies}.
 */
final class NpmLock implements Extractor {
  private static final String FOLDER = "node_modules/";
  private static final int MAX_DEPTH = 100;

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    LinedJson.Obj root = LinedJson.read(file, false);
    Extraction.Collector out = new Extraction.Collector();
    if (root.get("packages") instanceof LinedJson.Obj packages) {
      packages(file, packages, out);
    } else if (root.get("dependencies") instanceof LinedJson.Obj dependencies) {
      tree(file, dependencies, direct(file, siblings), 0, out);
    } else if (root.get("lockfileVersion") == null) {
      throw new Unreadable(1, "no npm lock file: neither lockfileVersion nor packages");
    }
    return out.done();
  }

  private static void packages(SourceFile file, LinedJson.Obj packages, Extraction.Collector out) {
    Set<String> direct = new TreeSet<>();
    packages
        .members()
        .forEach((path, value) -> {
          if (value instanceof LinedJson.Obj own && !path.contains(FOLDER)) {
            wanted(own, direct);
          }
        });
    packages
        .members()
        .forEach((path, value) -> {
          int at = path.lastIndexOf(FOLDER);
          if (at >= 0 && value instanceof LinedJson.Obj one && !one.flag("link")) {
            String folder = path.substring(at + FOLDER.length());
            String own = one.text("name");
            String name = own == null ? folder : own;
            boolean top = path.indexOf(FOLDER) == at && direct.contains(folder);
            boolean dev = one.flag("dev") || one.flag("devOptional");
            add(file, name, one, one.text("version"), top, dev, out);
          }
        });
  }

  private static void wanted(LinedJson.Obj manifest, Set<String> names) {
    for (String part :
        Set.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")) {
      names.addAll(manifest.object(part).members().keySet());
    }
  }

  private static Set<String> direct(SourceFile file, Siblings siblings) {
    Set<String> names = new TreeSet<>();
    SourceFile manifest = siblings.beside(file, "package.json");
    if (manifest != null) {
      try {
        wanted(LinedJson.read(manifest, false), names);
      } catch (Unreadable e) {
        names.clear();
      }
    }
    return names;
  }

  private static void tree(
      SourceFile file,
      LinedJson.Obj dependencies,
      Set<String> direct,
      int depth,
      Extraction.Collector out) {
    if (depth > MAX_DEPTH) {
      throw new Unreadable(dependencies.line(), "nested deeper than " + MAX_DEPTH);
    }
    for (Map.Entry<String, LinedJson> member : dependencies.members().entrySet()) {
      if (member.getValue() instanceof LinedJson.Obj one) {
        String name = member.getKey();
        String version = one.text("version");
        if (version != null && version.startsWith("npm:") && version.lastIndexOf('@') > 4) {
          name = version.substring(4, version.lastIndexOf('@'));
          version = version.substring(version.lastIndexOf('@') + 1);
        }
        boolean top = depth == 0 && direct.contains(member.getKey());
        add(file, name, one, version, top, one.flag("dev"), out);
        tree(file, one.object("dependencies"), direct, depth + 1, out);
      }
    }
  }

  private static void add(
      SourceFile file,
      String name,
      LinedJson.Obj one,
      @Nullable String version,
      boolean direct,
      boolean dev,
      Extraction.Collector out) {
    String resolved = one.text("resolved");
    if (version == null) {
      out.unknown(name, one.line(), "no version");
    } else if (!Versions.of("npm").isVersion(version)) {
      if (!version.startsWith("file:") && !version.startsWith("link:")) {
        out.unknown(name, one.line(), "not from the registry: " + clip(version));
      }
    } else if (resolved != null && resolved.startsWith("git")) {
      out.unknown(name, one.line(), "not from the registry: " + clip(resolved));
    } else if (resolved == null || !resolved.startsWith("file:")) {
      out.add(
          FoundPackage.locked(Ecosystem.NPM, name, version, file.path(), one.line(), direct, dev));
    }
  }

  /** The beginning of an address, up to credentials or a query. */
  static String clip(String text) {
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    String shown =
        scheme >= 0 && at > scheme ? text.substring(0, scheme + 3) + text.substring(at + 1) : text;
    int query = shown.indexOf('?');
    shown = query >= 0 ? shown.substring(0, query) : shown;
    return shown.length() > 100 ? shown.substring(0, 99) + "…" : shown;
  }
}
