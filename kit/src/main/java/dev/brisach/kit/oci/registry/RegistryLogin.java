package dev.brisach.kit.oci.registry;

/** What somebody shows to a registry; never printed. */
public sealed interface RegistryLogin {
  /** A name and a password or access token. */
  record Password(String user, String secret) implements RegistryLogin {
    @Override
    public String toString() {
      return "password of " + user;
    }
  }

  /** A refresh token that the registry's token service takes (OAuth 2). */
  record IdentityToken(String token) implements RegistryLogin {
    @Override
    public String toString() {
      return "identity token";
    }
  }

  /** A token that the registry itself takes. */
  record Bearer(String token) implements RegistryLogin {
    @Override
    public String toString() {
      return "registry token";
    }
  }
}
