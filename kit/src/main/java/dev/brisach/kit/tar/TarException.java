package dev.brisach.kit.tar;

import java.io.IOException;

/** What is read is no tar, or none that can be read; the message says why. */
public final class TarException extends IOException {
  public TarException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
