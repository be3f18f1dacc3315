package dev.brisach.core.json;

/** Text that is not the JSON that was asked for; the message names line and column where known. */
public final class JsonFault extends RuntimeException {
  private final int line;

  public JsonFault(String message) {
    this(message, 0);
  }

  public JsonFault(String message, int line) {
    super(message);
    this.line = line;
  }

  /** 1-based line; 0 where unknown. */
  public int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
