package dev.brisach.kit.login;

/** A login did not succeed; the message says why, without any credential. */
final class LoginRefused extends Exception {
  private static final long serialVersionUID = 1;

  /** True where another try would do harm, as with an account that is locked. */
  private final boolean forGood;

  LoginRefused(String reason, boolean forGood) {
    super(reason);
    this.forGood = forGood;
  }

  boolean forGood() {
    return forGood;
  }
}
