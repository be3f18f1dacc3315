package dev.brisach.cli;

/** Exit codes of every command; where several apply, the one named first here wins. */
final class Exit {
  /** A bug of ours. */
  static final int BUG = 5;

  /** Wrong usage, configuration, policy or model. */
  static final int USAGE = 2;

  /** The gate blocked. */
  static final int BLOCKED = 1;

  /** Something needed is missing, or a check could not finish. */
  static final int MISSING = 3;

  /** All is well. */
  static final int OK = 0;

  private Exit() {}
}
