package dev.brisach.kit.login;

/** Where a credential is to be had; never the credential itself. */
public sealed interface SecretRef {
  /** The environment variable of this program. */
  record Variable(String name) implements SecretRef {}

  /** The first line of a file, relative to the project's root. */
  record InFile(String path) implements SecretRef {}

  /** A secret made anew for each run of a box, {@code ${random NAME}} in its {@code env}. */
  record Random(String name) implements SecretRef {}

  /** How people and the box's job call it, for example {@code env SHOP_PASSWORD}. */
  default String words() {
    return switch (this) {
      case Variable(String name) -> "env " + name;
      case InFile(String path) -> "file " + path;
      case Random(String name) -> "random " + name;
    };
  }
}
