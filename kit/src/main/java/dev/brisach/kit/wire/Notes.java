package dev.brisach.kit.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an exchange down for a journal, with every credential masked. */
final class Notes {
  private static final int BEGIN = 1024;
  private static final int MOST_TEXT = 4096;

  private final String service;
  private final Secrets secrets;
  private final Journal journal;

  Notes(String service, WireOptions options) {
    this.service = service;
    this.secrets = options.secrets();
    this.journal = options.journal();
  }

  boolean wanted() {
    return !journal.equals(Journal.NONE);
  }

  /** Notes an answer. */
  void take(Exchange exchange, String target, long sent, long received) {
    Exchange.Request request = exchange.request();
    Exchange.Response response = exchange.response();
    journal.note(
        new Journal.Entry(
            exchange.id(),
            service,
            masked(request.method()),
            masked(target),
            response.status(),
            response.cutBecause(),
            exchange.took().toMillis(),
            sent,
            received,
            fields(request.fields()),
            body(request.body()),
            fields(flat(response)),
            body(response.body())));
  }

  /** Notes that there was no answer, or none of HTTP. */
  void failed(
      long id,
      Exchange.Request request,
      String target,
      String problem,
      long millis,
      long sent,
      long received) {
    journal.note(
        new Journal.Entry(
            id,
            service,
            masked(request.method()),
            masked(target),
            0,
            masked(problem),
            millis,
            sent,
            received,
            fields(request.fields()),
            body(request.body()),
            List.of(),
            null));
  }

  private String masked(String text) {
    String masked = secrets.mask(text);
    return masked.length() > MOST_TEXT ? masked.substring(0, MOST_TEXT) + "…" : masked;
  }

  private static List<Exchange.Field> flat(Exchange.Response response) {
    List<Exchange.Field> fields = new ArrayList<>();
    response
        .headers()
        .forEach((name, values) -> values.forEach(v -> fields.add(new Exchange.Field(name, v))));
    return fields;
  }

  private List<Exchange.Field> fields(List<Exchange.Field> fields) {
    return fields.stream()
        .map(field ->
            new Exchange.Field(
                masked(field.name()), masked(secrets.mask(field.name(), field.value()))))
        .toList();
  }

  private Journal.@Nullable Body body(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    if (secrets.none()) {
      int end = Math.min(BEGIN, bytes.length);
      return new Journal.Body(
          bytes.length, sha256(bytes), new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String masked = secrets.mask(text);
    byte[] hashed = masked.equals(text) ? bytes : masked.getBytes(StandardCharsets.ISO_8859_1);
    return new Journal.Body(
        bytes.length, sha256(hashed), masked.substring(0, Math.min(BEGIN, masked.length())));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
