package dev.brisach.test.session;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The public keys that a service shows at places where keys are usually shown (RFC 7517). */
final class PublicKeys {
  private static final List<String> PLACES =
      List.of(
          "/.well-known/jwks.json",
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server",
          "/jwks.json",
          "/jwks",
          "/oauth2/jwks",
          "/oauth/jwks",
          "/api/jwks",
          "/.well-known/public-key.pem",
          "/public-key.pem",
          "/public.pem");
  private static final int MOST = 4;
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeys() {}

  /** The keys, four at most; none where the service shows none. */
  static List<PublicKey> of(Wire wire) throws WireException {
    Set<PublicKey> keys = new LinkedHashSet<>();
    List<String> places = new ArrayList<>(PLACES);
    for (int i = 0; i < places.size() && keys.size() < MOST; i++) {
      Exchange answer = wire.send(Exchange.Request.of("GET", places.get(i)));
      String text = answer.response().text();
      if (answer.response().status() != 200) {
        continue;
      }
      if (text.contains(BEGIN)) {
        add(keys, pem(text));
        continue;
      }
      try {
        Json.Obj document = JsonReader.readObject(answer.response().body());
        String elsewhere = document.text("jwks_uri");
        if (elsewhere != null && i < PLACES.size()) {
          String path = path(elsewhere);
          if (path != null && !places.contains(path)) {
            places.add(path);
          }
        }
        document.list("keys").forEach(key -> add(keys, jwk(key)));
      } catch (JsonFault e) {
        // a page like any other
      }
    }
    return keys.stream().limit(MOST).toList();
  }

  private static void add(Set<PublicKey> keys, @Nullable PublicKey key) {
    if (key != null) {
      keys.add(key);
    }
  }

  private static @Nullable String path(String uri) {
    try {
      String path = URI.create(uri).getRawPath();
      return path == null || !path.startsWith("/") ? null : path;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable PublicKey pem(String text) {
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END, from);
    try {
      byte[] der = Base64.getMimeDecoder().decode(to < 0 ? "" : text.substring(from, to));
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable PublicKey jwk(Json json) {
    if (!(json instanceof Json.Obj key) || !"RSA".equals(key.text("kty"))) {
      return null;
    }
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(number(key.need("n")), number(key.need("e"))));
    } catch (GeneralSecurityException | JsonFault | IllegalArgumentException e) {
      return null;
    }
  }

  private static BigInteger number(String text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }
}
