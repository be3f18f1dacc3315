package dev.brisach.kit.oci.registry;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of Docker's {@code config.json}, which other container tools write too. Only what
 * stands in {@code auths} is used: a credential helper is a program that a file names, and no file
 * makes us run one.
 */
public final class DockerConfig implements RegistryLogins {
  private static final int MOST = 4 << 20;

  private final Map<String, RegistryLogin> logins;
  private final Set<String> helped;
  private final boolean store;

  private DockerConfig(Map<String, RegistryLogin> logins, Set<String> helped, boolean store) {
    this.logins = logins;
    this.helped = helped;
    this.store = store;
  }

  /** Reads the file; one that is missing knows nobody. */
  public static DockerConfig read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new DockerConfig(Map.of(), Set.of(), false);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST + 1);
    }
    if (bytes.length > MOST) {
      throw new OciException(file + ": longer than " + MOST + " bytes");
    }
    try {
      return of(JsonReader.readObject(bytes), file);
    } catch (JsonFault e) {
      throw new OciException(file + ":" + e.line() + ": " + e.getMessage());
    }
  }

  private static DockerConfig of(Json.Obj json, Path file) throws OciException {
    Map<String, RegistryLogin> logins = new HashMap<>();
    for (Map.Entry<String, Json> entry : json.object("auths").members().entrySet()) {
      if (entry.getValue() instanceof Json.Obj one) {
        RegistryLogin login = login(one, file, entry.getKey());
        if (login != null) {
          logins.put(host(entry.getKey()), login);
        }
      }
    }
    Set<String> helped = new HashSet<>();
    json.object("credHelpers").members().keySet().forEach(key -> helped.add(host(key)));
    String store = json.text("credsStore");
    return new DockerConfig(logins, helped, store != null && !store.isEmpty());
  }

  private static @Nullable RegistryLogin login(Json.Obj json, Path file, String key)
      throws OciException {
    String identity = json.text("identitytoken");
    if (identity != null && !identity.isEmpty()) {
      return new RegistryLogin.IdentityToken(identity);
    }
    String token = json.text("registrytoken");
    if (token != null && !token.isEmpty()) {
      return new RegistryLogin.Bearer(token);
    }
    String user = json.text("username");
    String password = json.text("password");
    if (user != null && password != null && !user.isEmpty()) {
      return new RegistryLogin.Password(user, password);
    }
    String auth = json.text("auth");
    if (auth == null || auth.isEmpty()) {
      return null;
    }
    try {
      String pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return new RegistryLogin.Password(
            pair.substring(0, colon), pair.substring(colon + 1).replace("\0", ""));
      }
    } catch (IllegalArgumentException e) {
      // said below, without a word of what stands there
    }
    throw new OciException(file + ": \"auth\" of " + key + " is no base64 of USER:PASSWORD");
  }

  /** Keys are hosts, or addresses as Docker's first registry had them. */
  private static String host(String key) {
    String rest = key.substring(key.indexOf("://") < 0 ? 0 : key.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    return (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable RegistryLogin of(String host) {
    return logins.get(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public String hint(String host) {
    String key = host.toLowerCase(Locale.ROOT);
    boolean elsewhere = !logins.containsKey(key) && (store || helped.contains(key));
    return elsewhere
        ? "Docker's config.json leaves its credential to a helper, and helpers are not run; set"
            + " BRISACH_REGISTRY, BRISACH_REGISTRY_USER and BRISACH_REGISTRY_PASSWORD"
        : "";
  }
}
