package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.OciException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Knows who somebody is at which registry. */
@FunctionalInterface
public interface RegistryLogins {
  /** Nobody anywhere. */
  RegistryLogins NONE = _ -> null;

  /**
   * The credential for a registry, or null where there is none.
   *
   * @param host with its port where it has one
   */
  @Nullable RegistryLogin of(String host);

  /** Why there is none for this registry, where that can be said; else empty. */
  default String hint(String host) {
    return "";
  }

  /** A credential for one registry. */
  static RegistryLogins at(String host, RegistryLogin login) {
    return asked -> asked.equalsIgnoreCase(host) ? login : null;
  }

  /**
   * From variables such as those of a pipeline: {@code BRISACH_REGISTRY} names the registry, {@code
   * BRISACH_REGISTRY_USER} with {@code BRISACH_REGISTRY_PASSWORD}, or {@code
   * BRISACH_REGISTRY_TOKEN}, the credential. It goes to the named registry only.
   *
   * @param variables the value of a name, or null
   */
  static RegistryLogins from(UnaryOperator<@Nullable String> variables) throws OciException {
    String host = variables.apply("BRISACH_REGISTRY");
    String user = variables.apply("BRISACH_REGISTRY_USER");
    String password = variables.apply("BRISACH_REGISTRY_PASSWORD");
    String token = variables.apply("BRISACH_REGISTRY_TOKEN");
    if (password == null && token == null) {
      return NONE;
    }
    if (host == null || host.isBlank()) {
      throw new OciException(
          "BRISACH_REGISTRY must name the registry whose credential the variables hold");
    }
    if (token != null) {
      return at(host.toLowerCase(Locale.ROOT), new RegistryLogin.Bearer(token));
    }
    if (user == null || password == null) {
      throw new OciException("BRISACH_REGISTRY_USER is missing beside its password");
    }
    return at(host.toLowerCase(Locale.ROOT), new RegistryLogin.Password(user, password));
  }

  /** The first that knows. */
  static RegistryLogins first(List<RegistryLogins> several) {
    List<RegistryLogins> all = List.copyOf(several);
    return new RegistryLogins() {
      @Override
      public @Nullable RegistryLogin of(String host) {
        for (RegistryLogins one : all) {
          RegistryLogin login = one.of(host);
          if (login != null) {
            return login;
          }
        }
        return null;
      }

      @Override
      public String hint(String host) {
        return all.stream()
            .map(one -> one.hint(host))
            .filter(h -> !h.isEmpty())
            .findFirst()
            .orElse("");
      }
    };
  }
}
