package dev.brisach.kit.yaml;

/** Text that is not YAML, or beyond our limits; the message does not repeat the place. */
public final class YamlFault extends RuntimeException {
  private final int line;

  public YamlFault(int line, String message) {
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
