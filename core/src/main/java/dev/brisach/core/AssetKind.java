package dev.brisach.core;

/**
 * Kinds of asset. Threats stand at model elements; sweeps and findings speak of physical facts
 * only.
 */
public enum AssetKind {
  COMPONENT(true),
  FLOW(true),
  DATA(true),
  FILE(false),
  PKG(false),
  IMAGE(false),
  ENDPOINT(false),
  HOST(false),
  PIPELINE(false),
  LOGSOURCE(false);

  private final boolean model;

  AssetKind(boolean model) {
    this.model = model;
  }

  /** True for an element of the threat model, false for a physical fact. */
  public boolean isModel() {
    return model;
  }

  /** The spelling before the colon of an asset's key. */
  public String word() {
    return Words.of(this);
  }

  /** Reads what {@link #word()} wrote; any other word is an {@link IllegalArgumentException}. */
  public static AssetKind of(String word) {
    return Words.parse(AssetKind.class, word);
  }
}
