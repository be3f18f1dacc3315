package dev.brisach.kit.keys;

/** A key, signature or list of signers that cannot be read, in one line for a person. */
public final class KeyFault extends RuntimeException {
  private final int line;

  public KeyFault(String message) {
    this(message, 0);
  }

  public KeyFault(String message, int line) {
    super(message);
    this.line = line;
  }

  /** The line it is about, from 1; 0 where no line is to be named. */
  public int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
