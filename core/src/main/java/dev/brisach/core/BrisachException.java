package dev.brisach.core;

import org.jspecify.annotations.Nullable;

/** An error for a person to read: its message says what, where, and what to do. */
public final class BrisachException extends RuntimeException {
  private final ErrorCode code;

  public BrisachException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public BrisachException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of error. */
  public ErrorCode code() {
    return code;
  }

  /** A fault in the user's own file: {@code file:line: what is wrong and what would be right}. */
  public static BrisachException usage(String file, int line, String message) {
    return new BrisachException(
        ErrorCode.USAGE, line > 0 ? file + ":" + line + ": " + message : file + ": " + message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNullElse(super.getMessage(), "");
  }
}
