package dev.brisach.release.statement;

/** A statement that cannot be read, in one line for a person. */
public final class StatementFault extends RuntimeException {
  public StatementFault(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
