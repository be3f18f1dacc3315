package dev.brisach.kit.oci.registry;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.wire.Bulk;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to write into {@code Authorization} for a kind of access: a token that the registry's
 * token service gave for it (Docker's token authentication), or the credential itself where the
 * registry asks for Basic. The token service is the registry's own host or one that the user named.
 */
final class Tokens {
  private static final int MOST_ANSWER = 1 << 20;

  private final String host;
  private final Wire wire;
  private final RegistryOptions options;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Tokens(String host, Wire wire, RegistryOptions options) {
    this.host = host;
    this.wire = wire;
    this.options = options;
  }

  /** What did for this access before, or null. */
  @Nullable String known(Access access) {
    return known.get(access.key());
  }

  /** A fresh value after the registry refused one, or none; null where there is nothing to show. */
  @Nullable String answer(List<String> headers, Access access) throws OciException {
    known.remove(access.key());
    RegistryLogin login = options.logins().of(host);
    String value = null;
    for (Challenge challenge : Challenge.all(headers)) {
      if (value == null) {
        value =
            switch (challenge.scheme()) {
              case "bearer" -> bearer(challenge, login, access);
              case "basic" -> login instanceof RegistryLogin.Password p ? basic(p) : null;
              case String _ -> null;
            };
      }
    }
    if (value != null) {
      known.put(access.key(), value);
    }
    return value;
  }

  private String basic(RegistryLogin.Password login) {
    String pair = login.user() + ":" + login.secret();
    String packed = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    wire.hide(login.secret());
    wire.hide(packed);
    return "Basic " + packed;
  }

  private String bearer(Challenge challenge, @Nullable RegistryLogin login, Access access)
      throws OciException {
    if (login instanceof RegistryLogin.Bearer(String token)) {
      wire.hide(token);
      return "Bearer " + token;
    }
    URI realm = realm(challenge.get("realm"));
    try {
      Wire service = wire.redirected(realm);
      Exchange.Request request =
          login instanceof RegistryLogin.IdentityToken(String token)
              ? refresh(realm, challenge, access, token)
              : ask(realm, challenge, access, login);
      Unseen body = new Unseen();
      Bulk unseen = new Bulk(null, body, options.wire().limits().timeout());
      Exchange.Response response = service.send(request, unseen).response();
      if (response.status() != 200 || response.cut()) {
        throw new OciException(
            "registry "
                + host
                + ": its token service "
                + realm.getHost()
                + " answered "
                + Faults.words(response)
                + hint(login));
      }
      return "Bearer " + token(body.bytes.toByteArray());
    } catch (WireException e) {
      throw new OciException(
          "registry " + host + ": its token service " + realm.getHost() + ": " + e.getMessage());
    }
  }

  /** Takes the answer with the token past the journal, which cannot mask what it never heard of. */
  private static final class Unseen implements Bulk.Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public long most() {
      return MOST_ANSWER;
    }

    @Override
    public @Nullable OutputStream open(Exchange.Response head) {
      return head.status() == 200 ? bytes : null;
    }
  }

  /** Why there might be no access, for whoever has shown nothing. */
  private String hint(@Nullable RegistryLogin login) {
    String hint = login == null ? options.logins().hint(host) : "";
    return hint.isEmpty() ? "" : "; " + hint;
  }

  private Exchange.Request ask(
      URI realm, Challenge challenge, Access access, @Nullable RegistryLogin login) {
    StringBuilder target = new StringBuilder(path(realm));
    char joint = target.indexOf("?") < 0 ? '?' : '&';
    if (!challenge.get("service").isEmpty()) {
      target.append(joint).append("service=").append(encoded(challenge.get("service")));
      joint = '&';
    }
    for (String scope : access.scopes()) {
      target.append(joint).append("scope=").append(encoded(scope));
      joint = '&';
    }
    Exchange.Request request = Exchange.Request.of("GET", target.toString());
    return login instanceof RegistryLogin.Password password
        ? request.with("Authorization", basic(password))
        : request;
  }

  private Exchange.Request refresh(URI realm, Challenge challenge, Access access, String token) {
    wire.hide(token);
    String form =
        "grant_type=refresh_token&client_id=brisach&service="
            + encoded(challenge.get("service"))
            + "&scope="
            + encoded(String.join(" ", access.scopes()))
            + "&refresh_token="
            + encoded(token);
    return Exchange.Request.of("POST", path(realm))
        .withBody("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
  }

  private static String path(URI realm) {
    String path =
        realm.getRawPath() == null || realm.getRawPath().isEmpty() ? "/" : realm.getRawPath();
    return realm.getRawQuery() == null ? path : path + "?" + realm.getRawQuery();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The registry names the service, so it could name one that collects credentials. */
  private URI realm(String text) throws OciException {
    URI realm;
    try {
      realm = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(text, "it is no address");
    }
    String scheme = String.valueOf(realm.getScheme()).toLowerCase(Locale.ROOT);
    if (realm.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw refused(text, "it is no address");
    }
    String named = realm.getHost().toLowerCase(Locale.ROOT);
    String own = String.valueOf(wire.base().getHost()).toLowerCase(Locale.ROOT);
    if (!named.equals(own) && !options.tokenHosts().contains(named)) {
      throw refused(
          text, "it is another host, and none that was named as the registry's token service");
    }
    if (scheme.equals("http") && !String.valueOf(wire.base().getScheme()).equals("http")) {
      throw refused(text, "it is not encrypted");
    }
    return realm;
  }

  private OciException refused(String realm, String why) {
    return new OciException(
        "registry "
            + host
            + " sends us for a token to "
            + realm
            + "; no credential goes there: "
            + why);
  }

  private String token(byte[] body) throws OciException {
    try {
      Json.Obj json = JsonReader.readObject(body);
      String token = json.text("token");
      token = token == null ? json.text("access_token") : token;
      if (token != null && !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127)) {
        wire.hide(token);
        return token;
      }
    } catch (JsonFault e) {
      throw new OciException(
          "registry " + host + ": its token service sent no JSON: " + e.getMessage());
    }
    throw new OciException("registry " + host + ": its token service sent no token");
  }
}
