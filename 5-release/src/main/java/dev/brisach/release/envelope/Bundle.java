package dev.brisach.release.envelope;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed document: a bundle of Sigstore (protobuf-specs, {@code sigstore_bundle.proto}; versions
 * 0.1 to 0.3 are read, 0.3 is written) or a bare DSSE envelope.
 *
 * @param content what is signed and how
 * @param signer whose it claims to be
 * @param logEntries how many entries of a transparency log stand in it
 * @param timestamps how many time stamps stand in it
 */
public record Bundle(Content content, Signer signer, int logEntries, int timestamps) {
  /** Most bytes of a bundle; a bill of materials in it is the largest thing seen. */
  public static final int MOST_BYTES = 48 << 20;

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final int MOST_ENTRIES = 64;

  private static final Map<String, Integer> VERSIONS =
      Map.of(
          "application/vnd.dev.sigstore.bundle+json;version=0.1",
          1,
          "application/vnd.dev.sigstore.bundle+json;version=0.2",
          2,
          "application/vnd.dev.sigstore.bundle+json;version=0.3",
          3,
          MEDIA_TYPE,
          3);

  private static final Set<String> LOG_ENTRY =
      Set.of(
          "logIndex",
          "logId",
          "kindVersion",
          "integratedTime",
          "inclusionPromise",
          "inclusionProof",
          "canonicalizedBody");

  /** What is signed. */
  public sealed interface Content {
    /** The artifact itself. */
    record Message(MessageSignature signature) implements Content {}

    /** A statement about it. */
    record Statement(Envelope envelope) implements Content {}
  }

  /** Whose it claims to be. */
  public sealed interface Signer {
    /** That of a key which the verifier knows; the hint, not signed, says which; or null. */
    record Key(@Nullable String hint) implements Signer {}

    /** Somebody with a certificate for a short time ("keyless"). */
    record Certificate() implements Signer {}
  }

  /** Reads one; a {@link BundleFault} says what is wrong with it. */
  public static Bundle read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new BundleFault("larger than " + (MOST_BYTES >> 20) + " MB");
    }
    Json.Obj object;
    try {
      object = JsonReader.readObject(bytes);
    } catch (JsonFault e) {
      throw new BundleFault("no valid JSON: " + Strict.shortened(e.getMessage()));
    }
    if (object.get("payloadType") != null) {
      return new Bundle(new Content.Statement(Envelope.read(object)), new Signer.Key(null), 0, 0);
    }
    return bundle(object);
  }

  private static Bundle bundle(Json.Obj object) {
    Strict in =
        Strict.of(
            "the bundle",
            object,
            Set.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope"));
    String mediaType = in.needText("mediaType");
    Integer version = VERSIONS.get(mediaType);
    if (version == null) {
      throw new BundleFault(
          "the mediaType is unknown: "
              + Strict.shortened(mediaType)
              + "; Sigstore's bundles 0.1 to 0.3 are read");
    }
    Strict material =
        Strict.of(
            "verificationMaterial",
            in.get("verificationMaterial"),
            Set.of(
                "publicKey",
                "x509CertificateChain",
                "certificate",
                "tlogEntries",
                "timestampVerificationData"));
    return new Bundle(
        content(in), signer(material, version), entries(material, version), timestamps(material));
  }

  private static Content content(Strict in) {
    if (in.has("messageSignature") == in.has("dsseEnvelope")) {
      throw new BundleFault("the bundle needs either messageSignature or dsseEnvelope");
    }
    Json message = in.get("messageSignature");
    if (message != null) {
      return new Content.Message(MessageSignature.read(message));
    }
    Envelope envelope = Envelope.read(java.util.Objects.requireNonNull(in.get("dsseEnvelope")));
    if (envelope.signatures().size() != 1) {
      throw new BundleFault("an envelope in a bundle has to have one signature");
    }
    return new Content.Statement(envelope);
  }

  private static Signer signer(Strict material, int version) {
    int forms = 0;
    for (String name : new String[] {"publicKey", "x509CertificateChain", "certificate"}) {
      forms += material.has(name) ? 1 : 0;
    }
    if (forms != 1) {
      throw new BundleFault(
          "verificationMaterial needs one of publicKey, certificate and x509CertificateChain");
    }
    if (version == 3 && material.has("x509CertificateChain")) {
      throw new BundleFault("a bundle of version 0.3 has no x509CertificateChain");
    }
    Json key = material.get("publicKey");
    if (key == null) {
      return new Signer.Certificate();
    }
    String hint = Strict.of("publicKey", key, Set.of("hint")).text("hint");
    return new Signer.Key(hint == null || hint.isEmpty() ? null : hint);
  }

  private static int entries(Strict material, int version) {
    int count = 0;
    for (Json item : material.list("tlogEntries", MOST_ENTRIES)) {
      Strict entry = Strict.of("an entry of tlogEntries", item, LOG_ENTRY);
      String needed = version == 1 ? "inclusionPromise" : "inclusionProof";
      if (!entry.has(needed)) {
        throw new BundleFault("an entry of tlogEntries has no " + needed);
      }
      count++;
    }
    return count;
  }

  private static int timestamps(Strict material) {
    Json data = material.get("timestampVerificationData");
    return data == null
        ? 0
        : Strict.of("timestampVerificationData", data, Set.of("rfc3161Timestamps"))
            .list("rfc3161Timestamps", MOST_ENTRIES)
            .size();
  }

  /** A bundle signed with a key. */
  public static Bundle of(Content content, String hint) {
    return new Bundle(content, new Signer.Key(hint), 0, 0);
  }

  /** The JSON of version 0.3, indented; for bundles made here. */
  public byte[] write() {
    if (!(signer instanceof Signer.Key(String hint)) || logEntries + timestamps > 0) {
      throw new IllegalStateException("Only bundles that were made here are written");
    }
    Json.Builder out =
        Json.object()
            .put("mediaType", MEDIA_TYPE)
            .put(
                "verificationMaterial",
                Json.object().put("publicKey", Json.object().put("hint", hint).build()).build());
    Json.Obj object =
        switch (content) {
          case Content.Message(MessageSignature signature) ->
              out.put("messageSignature", signature.json()).build();
          case Content.Statement(Envelope envelope) ->
              out.put("dsseEnvelope", envelope.json()).build();
        };
    return JsonWriter.pretty(object).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
