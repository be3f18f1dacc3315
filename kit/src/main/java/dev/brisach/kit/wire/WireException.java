package dev.brisach.kit.wire;

/** No usable response; the message says why in words for an unexamined entry. */
public final class WireException extends Exception {
  private final boolean refused;

  public WireException(String message) {
    this(message, false);
  }

  private WireException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** Nothing was sent, since the scope or the form of the request forbids it. */
  static WireException refused(String message) {
    return new WireException(message, true);
  }

  /** True where nothing was sent, since the scope or the form of the request forbids it. */
  public boolean refused() {
    return refused;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
