package dev.brisach.test.session;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signed token (RFC 7519 in the compact form of RFC 7515), taken apart and never verified.
 *
 * @param payload as sent, in base64url
 * @param signature as sent, in base64url
 */
record Jwt(Json.Obj header, String payload, String signature) {
  /** Reads a token, or null where the text is none. */
  static @Nullable Jwt read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || text.length() > 16_384 || parts[2].isEmpty()) {
      return null;
    }
    try {
      Json.Obj header = JsonReader.readObject(Base64.getUrlDecoder().decode(parts[0]));
      JsonReader.readObject(Base64.getUrlDecoder().decode(parts[1]));
      return header.text("alg") == null ? null : new Jwt(header, parts[1], parts[2]);
    } catch (JsonFault | IllegalArgumentException e) {
      return null;
    }
  }

  /** Never the token itself. */
  @Override
  public String toString() {
    return "Jwt[" + algorithm() + "]";
  }

  String algorithm() {
    return header.need("alg");
  }

  /** The claims of the user. */
  Json.Obj claims() {
    return JsonReader.readObject(Base64.getUrlDecoder().decode(payload));
  }

  /** Header and payload with another signature. */
  String signed(String other) {
    return text(header) + "." + payload + "." + other;
  }

  /** The same claims under another algorithm, with no signature. */
  String unsigned(String algorithm) {
    return text(with(header, "alg", algorithm)) + "." + payload + ".";
  }

  /** One more claim under the old signature. */
  String changed(String claim, String value) {
    return text(header) + "." + text(with(claims(), claim, value)) + "." + signature;
  }

  /** The same claims, signed with a key of ours by HMAC and SHA-256. */
  String hmac(byte[] key) {
    String signed = text(with(header, "alg", "HS256")) + "." + payload;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same claims under another header, without a signature: what is to be signed. */
  String toSign(Map<String, Json> members) {
    Map<String, Json> all = new LinkedHashMap<>(header.members());
    all.putAll(members);
    return text(new Json.Obj(all)) + "." + payload;
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Json.Obj with(Json.Obj object, String name, String value) {
    Map<String, Json> all = new LinkedHashMap<>(object.members());
    all.put(name, new Json.Text(value));
    return new Json.Obj(all);
  }

  private static String text(Json.Obj object) {
    return encoded(JsonWriter.line(object).strip().getBytes(StandardCharsets.UTF_8));
  }
}
