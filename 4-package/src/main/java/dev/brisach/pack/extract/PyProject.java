package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.PackageNames;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** What {@code pyproject.toml} asks for, for production and for development. */
final class PyProject {
  private PyProject() {}

  /** Adds the names asked for; false where there is no such file or it names nothing. */
  static boolean read(@Nullable SourceFile file, Set<String> production, Set<String> development) {
    if (file == null) {
      return false;
    }
    TomlTable root;
    try {
      root = TomlLock.toml(file);
    } catch (Unreadable e) {
      return false;
    }
    TomlTable project = table(root, "project");
    list(project, "dependencies", production);
    groups(table(project, "optional-dependencies"), production);
    TomlTable poetry = table(table(root, "tool"), "poetry");
    keys(table(poetry, "dependencies"), production);
    keys(table(poetry, "dev-dependencies"), development);
    TomlTable groups = table(poetry, "group");
    if (groups != null) {
      for (String name : groups.keySet()) {
        TomlTable group = table(groups, name);
        keys(table(group, "dependencies"), name.equals("main") ? production : development);
      }
    }
    groups(table(root, "dependency-groups"), development);
    return !production.isEmpty();
  }

  private static @Nullable TomlTable table(@Nullable TomlTable parent, String name) {
    return parent != null && parent.get(java.util.List.of(name)) instanceof TomlTable child
        ? child
        : null;
  }

  private static void keys(@Nullable TomlTable table, Set<String> names) {
    if (table != null) {
      for (String name : table.keySet()) {
        if (!name.equals("python")) {
          names.add(PackageNames.normalise("PyPI", name));
        }
      }
    }
  }

  private static void list(@Nullable TomlTable table, String key, Set<String> names) {
    if (table != null && table.get(key) instanceof TomlArray array) {
      requirements(array, names);
    }
  }

  private static void groups(@Nullable TomlTable table, Set<String> names) {
    if (table != null) {
      for (Map.Entry<String, Object> group : table.entrySet()) {
        if (group.getValue() instanceof TomlArray array) {
          requirements(array, names);
        }
      }
    }
  }

  private static void requirements(TomlArray array, Set<String> names) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof String text) {
        int end = 0;
        while (end < text.length() && nameCharacter(text.charAt(end))) {
          end++;
        }
        if (end > 0) {
          names.add(PackageNames.normalise("PyPI", text.substring(0, end)));
        }
      }
    }
  }

  private static boolean nameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }
}
