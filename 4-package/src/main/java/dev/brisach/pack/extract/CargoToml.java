package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * The {@code Cargo.toml} files at and below a lock file: which crates a package of the workspace
 * needs to run, in contrast to {@code dev-dependencies}, which {@code Cargo.lock} does not tell
 * apart.
 */
final class CargoToml {
  private static final int MAX_FILES = 2000;
  private static final List<String> RUNNING = List.of("dependencies", "build-dependencies");

  private final Map<String, Set<String>> running = new HashMap<>();

  private CargoToml() {}

  /** Reads the manifests of a lock file's workspace. */
  static CargoToml read(SourceFile lock, Siblings siblings) {
    CargoToml all = new CargoToml();
    String folder = lock.entry().folder();
    int count = 0;
    for (String path : siblings.named("Cargo.toml")) {
      boolean below = folder.isEmpty() || path.startsWith(folder + "/");
      SourceFile file = below && ++count <= MAX_FILES ? siblings.at(path) : null;
      if (file != null) {
        try {
          all.add(TomlLock.toml(file));
        } catch (Unreadable _) {
          // As if it were not there: all that its package needs counts as running.
        }
      }
    }
    return all;
  }

  /** The crates that a package of the workspace needs to run; null where it has no manifest. */
  @Nullable Set<String> running(String name) {
    return running.get(name);
  }

  private void add(TomlTable root) {
    if (root.get("package") instanceof TomlTable own && own.get("name") instanceof String name) {
      Set<String> names = new TreeSet<>();
      dependencies(root, names);
      if (root.get("target") instanceof TomlTable targets) {
        for (String target : targets.keySet()) {
          if (targets.get(List.of(target)) instanceof TomlTable one) {
            dependencies(one, names);
          }
        }
      }
      running.put(name, names);
    }
  }

  private static void dependencies(TomlTable table, Set<String> names) {
    for (String part : RUNNING) {
      if (table.get(part) instanceof TomlTable dependencies) {
        for (String key : dependencies.keySet()) {
          Object value = dependencies.get(List.of(key));
          names.add(
              value instanceof TomlTable facts && facts.get("package") instanceof String real
                  ? real
                  : key);
        }
      }
    }
  }
}
