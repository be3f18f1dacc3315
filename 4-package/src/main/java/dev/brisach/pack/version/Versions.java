package dev.brisach.pack.version;

/**
 * Finds the scheme of an ecosystem by the name that OSV gives it, a suffix such as {@code :8} left
 * out: {@code Versions.of("Maven").compare("1.0-rc1", "1.0") < 0}.
 */
public final class Versions {
  private static final VersionScheme MAVEN = new MavenVersions();
  private static final VersionScheme SEMVER = new SemverVersions();
  private static final VersionScheme PYPI = new PypiVersions();
  private static final VersionScheme GENERIC = new GenericVersions();

  private Versions() {}

  /** The scheme of an ecosystem; one that we have no rules for gets a general order. */
  public static VersionScheme of(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    return switch (colon < 0 ? ecosystem : ecosystem.substring(0, colon)) {
      case "Maven" -> MAVEN;
      case "npm", "crates.io", "Go", "Hex", "Julia", "Bitnami", "SwiftURL", "SemVer" -> SEMVER;
      case "PyPI" -> PYPI;
      default -> GENERIC;
    };
  }

  /** True where {@link #of} has the ecosystem's own rules. */
  public static boolean isKnown(String ecosystem) {
    return !of(ecosystem).equals(GENERIC);
  }
}
