package dev.brisach.release.envelope;

import dev.brisach.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payload with signatures: DSSE 1.0 (secure-systems-lab, {@code envelope.md}). */
public final class Envelope {
  /** The only type of payload that is read. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private static final int MOST_SIGNATURES = 64;

  private final String payloadType;
  private final byte[] payload;
  private final List<Sig> signatures;

  /** An envelope of these parts. */
  public Envelope(String payloadType, byte[] payload, List<Sig> signatures) {
    this.payloadType = payloadType;
    this.payload = payload.clone();
    this.signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param keyId a hint, not signed, of whose it is; null for none
   * @param base64 the signature
   */
  public record Sig(@Nullable String keyId, String base64) {
    /** The signature's bytes. */
    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  static Envelope read(Json value) {
    Strict in = Strict.of("the envelope", value, Set.of("payload", "payloadType", "signatures"));
    String type = in.needText("payloadType");
    if (!type.equals(IN_TOTO)) {
      throw new BundleFault(
          "the envelope's payloadType is unknown: "
              + Strict.shortened(type)
              + "; "
              + IN_TOTO
              + " is read");
    }
    byte[] payload = in.needBytes("payload");
    List<Sig> signatures = new ArrayList<>();
    for (Json item : in.list("signatures", MOST_SIGNATURES)) {
      Strict signature = Strict.of("the signature", item, Set.of("sig", "keyid"));
      byte[] bytes = signature.needBytes("sig");
      String keyId = signature.text("keyid");
      signatures.add(
          new Sig(
              keyId == null || keyId.isEmpty() ? null : keyId,
              Base64.getEncoder().encodeToString(bytes)));
    }
    if (signatures.isEmpty()) {
      throw new BundleFault("the envelope has no signature");
    }
    return new Envelope(type, payload, signatures);
  }

  Json.Obj json() {
    List<Json> items = new ArrayList<>();
    for (Sig each : signatures) {
      items.add(Json.object().put("sig", each.base64()).put("keyid", each.keyId()).build());
    }
    return Json.object()
        .put("payload", Base64.getEncoder().encodeToString(payload))
        .put("payloadType", payloadType)
        .put("signatures", new Json.Arr(items))
        .build();
  }

  /** What is signed: DSSE's pre-authentication encoding of type and payload. */
  public static byte[] signed(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 100);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** The bytes that its signatures are over. */
  public byte[] signed() {
    return signed(payloadType, payload);
  }

  /** The payload, not trusted before a signature was verified. */
  public byte[] payload() {
    return payload.clone();
  }

  /** All signatures, one or more. */
  public List<Sig> signatures() {
    return signatures;
  }
}
