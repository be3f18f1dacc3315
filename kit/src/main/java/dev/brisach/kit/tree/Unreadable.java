package dev.brisach.kit.tree;

/** A file that cannot be judged; becomes an unexamined entry with this reason. */
public final class Unreadable extends RuntimeException {
  /** A fault at a line (1-based, 0 where unknown). */
  public Unreadable(int line, String reason) {
    super(line > 0 ? "line " + line + ": " + reason : reason);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
