package dev.brisach.pack.extract;

import org.jspecify.annotations.Nullable;

/**
 * A package that a manifest, lock file or archive names with one exact version.
 *
 * @param purl package URL without qualifiers
 * @param ecosystem as OSV spells it: {@code Maven}, {@code npm}, {@code PyPI}, {@code Go}, {@code
 *     crates.io}
 * @param name as the ecosystem's advisories spell it: {@code group:artifact} for Maven
 * @param file path of the manifest, relative to the tree
 * @param line where the manifest names it, 1-based; 0 for archives
 * @param direct true where the project itself asks for it; false where unknown or by another
 *     package
 * @param scope the manifest's own word ({@code test}, {@code provided}), where it has one
 * @param development true where it is needed only to build or test
 * @param place the lines where its version is written, for a fix; null where the manifest is made
 *     by a tool
 * @param inside path within the archive, parts joined by {@code !/}; null outside of archives
 * @param via the direct dependency that brings it in, where known; its line is given
 */
public record FoundPackage(
    String purl,
    String ecosystem,
    String name,
    String version,
    String file,
    int line,
    boolean direct,
    @Nullable String scope,
    boolean development,
    @Nullable VersionPlace place,
    @Nullable String inside,
    @Nullable String via) {

  /**
   * Where a person changes the version.
   *
   * @param property name of the property that holds it; null where it is written at the package
   */
  public record VersionPlace(String file, int line, @Nullable String property) {}

  /** A package of a lock file. */
  static FoundPackage locked(
      Ecosystem ecosystem,
      String name,
      String version,
      String file,
      int line,
      boolean direct,
      boolean development) {
    return new FoundPackage(
        Purl.of(ecosystem, name, version),
        ecosystem.osv(),
        name,
        version,
        file,
        line,
        direct,
        development ? "dev" : null,
        development,
        null,
        null,
        null);
  }
}
