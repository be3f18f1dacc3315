package dev.brisach.pack.extract;

/** The ecosystems whose packages we find, with their OSV name and purl type. */
public enum Ecosystem {
  MAVEN("Maven", "maven"),
  NPM("npm", "npm"),
  PYPI("PyPI", "pypi"),
  GO("Go", "golang"),
  CARGO("crates.io", "cargo");

  private final String osv;
  private final String type;

  Ecosystem(String osv, String type) {
    this.osv = osv;
    this.type = type;
  }

  /** The name that advisories use. */
  public String osv() {
    return osv;
  }

  /** The type in a package URL. */
  public String type() {
    return type;
  }
}
