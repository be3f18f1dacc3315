package dev.brisach.release.envelope;

/** A signed document that cannot be read, in one line for a person. */
public final class BundleFault extends RuntimeException {
  public BundleFault(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
