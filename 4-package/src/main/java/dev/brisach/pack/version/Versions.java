package dev.brisach.pack.version;

import java.util.Locale;

/**
 * Finds the scheme of an ecosystem by the name that OSV gives it, letters of any case, a suffix
 * such as {@code :8} left out: {@code Versions.of("Maven").compare("1.0-rc1", "1.0") < 0}.
 */
public final class Versions {
  private static final VersionScheme MAVEN = new MavenVersions();
  private static final VersionScheme SEMVER = new SemverVersions(SemverVersions.Dialect.PLAIN);
  private static final VersionScheme NUGET = new SemverVersions(SemverVersions.Dialect.ANY_CASE);
  private static final VersionScheme PUB = new SemverVersions(SemverVersions.Dialect.BUILD_COUNTS);
  private static final VersionScheme PYPI = new PypiVersions();
  private static final VersionScheme GEM = new GemVersions();
  private static final VersionScheme PHP = new PhpVersions();
  private static final VersionScheme DEBIAN = new DebianVersions();
  private static final VersionScheme RPM = new RpmVersions();
  private static final VersionScheme ALPINE = new AlpineVersions();
  private static final VersionScheme NUMBERS = new GenericVersions();
  private static final VersionScheme GENERIC = new GenericVersions();

  private Versions() {}

  /** The scheme of an ecosystem; one that we have no rules for gets a general order. */
  public static VersionScheme of(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    String name = colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "maven" -> MAVEN;
      case "npm", "crates.io", "go", "hex", "julia", "bitnami", "swifturl", "semver" -> SEMVER;
      case "pypi" -> PYPI;
      case "nuget" -> NUGET;
      case "pub" -> PUB;
      case "rubygems" -> GEM;
      case "packagist" -> PHP;
      case "debian", "ubuntu", "echo" -> DEBIAN;
      case "red hat", "almalinux", "rocky linux", "suse", "opensuse", "mageia", "openeuler" -> RPM;
      case "alpine", "wolfi", "chainguard", "alpaquita", "bellsoft hardened containers" -> ALPINE;
      case "cran", "hackage", "ghc" -> NUMBERS;
      default -> GENERIC;
    };
  }

  /** True where {@link #of} has the ecosystem's own rules. */
  public static boolean isKnown(String ecosystem) {
    return !of(ecosystem).equals(GENERIC);
  }
}
