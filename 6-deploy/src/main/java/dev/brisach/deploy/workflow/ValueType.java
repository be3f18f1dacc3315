package dev.brisach.deploy.workflow;

/**
 * What an expression may turn into: who controls it, and from which set of values. A commit id or a
 * number cannot carry a command, whoever chooses it.
 */
record ValueType(Control control, Domain domain) implements Comparable<ValueType> {
  /** Who chooses the value, the most trusted first. */
  enum Control {
    /** The platform or those who may change the repository's settings. */
    MAINTAINER,
    /** Not known here: another action, another file. */
    UNKNOWN,
    /** Whoever may start the workflow by hand, or call it. */
    STARTER,
    /** Whoever may push to the repository, and texts of theirs that came from outside. */
    CONTRIBUTOR,
    /** Everyone with an account. */
    STRANGER
  }

  /** From which values it comes, the harmless first. */
  enum Domain {
    /** Commit ids, numbers, truth values, names of accounts: no sign a shell would heed. */
    PLAIN,
    /** Names of branches: no blanks, but quotes, dollars and semicolons. */
    REF,
    /** Anything. */
    TEXT
  }

  /** A value that is no danger. */
  static final ValueType SAFE = new ValueType(Control.MAINTAINER, Domain.PLAIN);

  /** A value whose origin is not known. */
  static final ValueType UNKNOWN = new ValueType(Control.UNKNOWN, Domain.TEXT);

  ValueType {
    if (domain == Domain.PLAIN) {
      control = Control.MAINTAINER;
    }
  }

  /** The more dangerous of the two. */
  ValueType or(ValueType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(ValueType other) {
    int byControl = control.compareTo(other.control);
    return byControl != 0 ? byControl : domain.compareTo(other.domain);
  }
}
