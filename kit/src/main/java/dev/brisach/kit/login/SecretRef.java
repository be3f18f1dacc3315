package dev.brisach.kit.login;

/** Where a credential is to be had. */
public sealed interface SecretRef {
  /** The environment variable of this program. */
  record Variable(String name) implements SecretRef {}

  /** The first line of a file, relative to the project's root. */
  record InFile(String path) implements SecretRef {}

  /** A secret made anew for each run of a box, {@code ${random NAME}} in its {@code env}. */
  record Random(String name) implements SecretRef {}
}
