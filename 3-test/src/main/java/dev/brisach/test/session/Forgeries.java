package dev.brisach.test.session;

import dev.brisach.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens that a service must refuse (RFC 8725), made from one that it accepts. */
final class Forgeries {
  private Forgeries() {}

  /**
   * One forged token.
   *
   * @param kind what is wrong with it, in words that complete "accepts a token"
   */
  record Forgery(String kind, String token) {}

  /** What looks like a token and is none: who accepts it looks at nothing. */
  static String garbage(SecureRandom random) {
    byte[] bytes = new byte[24];
    StringBuilder garbage = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      random.nextBytes(bytes);
      garbage.append(i == 0 ? "" : ".").append(Jwt.encoded(bytes));
    }
    return garbage.toString();
  }

  /**
   * All forgeries of a token.
   *
   * @param keys public keys that the service shows
   */
  static List<Forgery> of(Jwt token, List<PublicKey> keys) {
    List<Forgery> all = new ArrayList<>();
    all.add(new Forgery("whose signature was removed", token.signed("")));
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      all.add(new Forgery("with the algorithm \"" + none + "\"", token.unsigned(none)));
    }
    all.add(new Forgery("whose signature was altered", token.signed(altered(token.signature()))));
    all.add(
        new Forgery(
            "whose claims were changed after it was signed", token.changed("brisach", "changed")));
    for (PublicKey key : keys) {
      for (String pem : List.of(pem(key), pem(key) + "\n")) {
        all.add(
            new Forgery(
                "signed by HMAC with the service's own public key",
                token.hmac(pem.getBytes(StandardCharsets.US_ASCII))));
      }
    }
    all.add(new Forgery("signed with a key that stands in its own header", embedded(token)));
    return all;
  }

  /** Another signature of the same length; its first character counts in full, unlike its last. */
  private static String altered(String signature) {
    return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----";
  }

  private static String embedded(Jwt token) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      Json jwk =
          Json.object()
              .put("kty", "RSA")
              .put("n", Jwt.encoded(unsigned(key.getModulus().toByteArray())))
              .put("e", Jwt.encoded(unsigned(key.getPublicExponent().toByteArray())))
              .build();
      String signed = token.toSign(Map.of("alg", new Json.Text("RS256"), "jwk", jwk));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + Jwt.encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] unsigned(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0
        ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length)
        : bytes;
  }
}
