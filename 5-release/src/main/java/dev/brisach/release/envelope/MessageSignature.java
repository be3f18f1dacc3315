package dev.brisach.release.envelope;

import dev.brisach.core.json.Json;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * A signature over the artifact itself.
 *
 * @param hash how the digest beside it was made
 * @param digest of the artifact in hexadecimal digits; not signed itself
 * @param base64 the signature
 */
public record MessageSignature(Hash hash, String digest, String base64) {
  /** The hashes that are read. */
  public enum Hash {
    SHA2_256(32),
    SHA2_512(64);

    private final int bytes;

    Hash(int bytes) {
      this.bytes = bytes;
    }
  }

  /** The signature's bytes. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }

  static MessageSignature read(Json value) {
    Strict in = Strict.of("messageSignature", value, Set.of("messageDigest", "signature"));
    Strict digest =
        Strict.of("messageDigest", in.get("messageDigest"), Set.of("algorithm", "digest"));
    String name = digest.needText("algorithm");
    Hash hash =
        switch (name) {
          case "SHA2_256" -> Hash.SHA2_256;
          case "SHA2_512" -> Hash.SHA2_512;
          default ->
              throw new BundleFault(
                  "messageDigest.algorithm is unknown: "
                      + Strict.shortened(name)
                      + "; SHA2_256 and SHA2_512 are read");
        };
    byte[] bytes = digest.needBytes("digest");
    if (bytes.length != hash.bytes) {
      throw new BundleFault("messageDigest.digest has the wrong length for " + name);
    }
    byte[] signature = in.needBytes("signature");
    return new MessageSignature(
        hash, HexFormat.of().formatHex(bytes), Base64.getEncoder().encodeToString(signature));
  }

  Json.Obj json() {
    return Json.object()
        .put(
            "messageDigest",
            Json.object()
                .put("algorithm", hash.name())
                .put("digest", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest)))
                .build())
        .put("signature", base64)
        .build();
  }
}
