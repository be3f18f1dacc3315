package dev.brisach.core.taxonomy;

/** What sort of entry of its catalogue a weakness id is. */
public enum Kind {
  PILLAR('P'),
  CLASS('C'),
  BASE('B'),
  VARIANT('V'),
  COMPOUND('M'),
  CATEGORY('G'),
  VIEW('W'),
  TECHNIQUE('t'),
  SUB_TECHNIQUE('s'),
  REQUIREMENT('r'),
  /** An id that no bundled catalogue has: a CVE, a newer CWE. */
  UNKNOWN('?');

  private final char letter;

  Kind(char letter) {
    this.letter = letter;
  }

  static Kind ofCwe(char letter) {
    for (Kind kind : values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw new IllegalStateException("Unknown kind of CWE: " + letter);
  }
}
