package dev.brisach.core;

/** Where a check writes what it saw. Safe for use by several threads. */
public interface Recorder {
  /** A defect. The engine adds the content digest of the asset where it knows it. */
  void finding(Finding finding);

  /** An asset of the check's subject kind that was looked at, where coverage is by list. */
  void covered(Asset asset);

  /** An asset that could not be judged, with the reason in words. */
  void unexamined(Asset asset, String reason);

  /**
   * An asset that the check saw inside another one (a package in a manifest, an endpoint of a
   * service); it joins the run's inventory.
   *
   * @param digest SHA-256 of its content in hexadecimal, or its version where that fixes its
   *     content
   */
  void discovered(Asset asset, Asset container, String digest);

  /** Whether an operation was truly reached as somebody. */
  void reached(Reached reached);

  /** A binding that the check found out. */
  void bound(Binding binding);

  /** The version and date of outside data that the check used (rules, advisories, keys). */
  void dataVersion(DataVersion version);

  /** Nothing of this subject was examined, for this reason. */
  void skip(String reason);
}
