package dev.brisach.kit.wire;

/** No usable response; the message says why in words for an unexamined entry. */
public final class WireException extends Exception {
  public WireException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
