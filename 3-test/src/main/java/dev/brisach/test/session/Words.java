package dev.brisach.test.session;

/** Reasons that several checks give. */
final class Words {
  static final String NO_USERS =
      "no user to log in as: name one under 'users' of the environment in brisach.yaml";

  private Words() {}
}
