package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The POMs of a tree: parents by {@code relativePath}, parents and BOMs by their coordinates; those
 * that the tree does not hold are looked for in Maven's local repository.
 */
final class PomTree {
  private final Siblings siblings;
  private final MavenRepository repository;
  private final Map<String, @Nullable Pom> byPath = new HashMap<>();
  private @Nullable Map<String, Pom> byKey;

  PomTree(Siblings siblings, MavenRepository repository) {
    this.siblings = siblings;
    this.repository = repository;
  }

  /** The parent of a POM where it is the one that is named: in the tree, else in the repository. */
  @Nullable Pom parent(Pom pom) {
    Pom.Parent named = pom.parent();
    if (named == null) {
      return null;
    }
    if (!MavenRepository.holds(pom) && !named.relativePath().isEmpty()) {
      int slash = pom.file().lastIndexOf('/');
      String folder = slash < 0 ? "" : pom.file().substring(0, slash);
      String path = Siblings.resolve(folder, named.relativePath());
      Pom found = path == null ? null : at(path.endsWith(".xml") ? path : join(path));
      if (found != null && found.artifactId().equals(named.artifactId())) {
        return found;
      }
    }
    Pom found = byKey(named.groupId() + ":" + named.artifactId());
    return found != null && !found.file().equals(pom.file())
        ? found
        : repository.pom(named.groupId(), named.artifactId(), named.version());
  }

  /** A BOM: the tree's own, else that of the repository; null where neither has it. */
  @Nullable Pom bom(String key, String version) {
    Pom own = byKey(key);
    int colon = key.indexOf(':');
    return own != null
        ? own
        : repository.pom(key.substring(0, colon), key.substring(colon + 1), version);
  }

  private static String join(String folder) {
    return folder.isEmpty() ? "pom.xml" : folder + "/pom.xml";
  }

  /** True where a local repository is there to look into. */
  boolean hasRepository() {
    return repository.isThere();
  }

  /** The POM of a released package in the repository; null where it is not there. */
  @Nullable Pom released(String group, String artifact, String version) {
    return repository.pom(group, artifact, version);
  }

  /** The POM at a path of the tree; null where there is none that can be read. */
  @Nullable Pom at(String path) {
    if (!byPath.containsKey(path)) {
      SourceFile file = siblings.at(path);
      Pom pom = null;
      if (file != null) {
        try {
          pom = file.parse(Pom.FRONT);
        } catch (Unreadable e) {
          pom = null;
        }
      }
      byPath.put(path, pom);
    }
    return byPath.get(path);
  }

  /** The POM with these coordinates ({@code group:artifact}) anywhere in the tree; else null. */
  @Nullable Pom byKey(String key) {
    Map<String, Pom> known = byKey;
    if (known == null) {
      known = new HashMap<>();
      for (String path : siblings.named("pom.xml")) {
        Pom pom = at(path);
        if (pom != null) {
          known.putIfAbsent(pom.key(), pom);
        }
      }
      byKey = known;
    }
    return known.get(key);
  }
}
