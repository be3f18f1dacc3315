package dev.brisach.kit.oci;

import java.io.IOException;

/** An image that cannot be read or moved; the message says what and where, for a person. */
public final class OciException extends IOException {
  public OciException(String message) {
    super(plain(message));
  }

  public OciException(String message, Throwable cause) {
    super(plain(message), cause);
  }

  /** What a stranger wrote may stand in it: one line, bounded, without control characters. */
  private static String plain(String message) {
    StringBuilder line = new StringBuilder();
    message
        .codePoints()
        .limit(600)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.toString();
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
