package dev.brisach.core;

/** Four kinds of error; the kind decides the exit code. */
public enum ErrorCode {
  /** Wrong usage, configuration, policy or model: exit 2. */
  USAGE(2),
  /** Something of this machine is missing or refused: exit 3. */
  ENVIRONMENT(3),
  /** An outside service is missing or broken: exit 3. */
  OUTSIDE(3),
  /** A bug of ours: exit 5. */
  BUG(5);

  private final int exit;

  ErrorCode(int exit) {
    this.exit = exit;
  }

  /** The exit code of the command line. */
  public int exit() {
    return exit;
  }
}
