package dev.brisach.pack.advisory;

import java.util.Locale;

/** The one spelling of a package's name, so that a lock file and an advisory meet. */
public final class PackageNames {
  private PackageNames() {}

  /** The name as its ecosystem compares it: PyPI folds case and {@code -_.}, NuGet folds case. */
  public static String normalise(String ecosystem, String name) {
    return switch (ecosystem) {
      case "PyPI" -> pypi(name);
      case "NuGet", "Packagist" -> name.toLowerCase(Locale.ROOT);
      default -> name;
    };
  }

  private static String pypi(String name) {
    StringBuilder out = new StringBuilder(name.length());
    boolean gap = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-' || c == '_' || c == '.') {
        gap = true;
      } else {
        if (gap && !out.isEmpty()) {
          out.append('-');
        }
        gap = false;
        out.append(Character.toLowerCase(c));
      }
    }
    return out.toString();
  }
}
