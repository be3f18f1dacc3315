package dev.brisach.kit.keys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of armour (RFC 7468, strict form: no headers, nothing between the lines). Two are never
 * compared.
 *
 * @param label what stands after BEGIN
 */
@SuppressWarnings("ArrayRecordComponent")
record Pem(String label, byte[] content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** Whether a text is armour at all. */
  static boolean looksLike(String text) {
    return text.stripLeading().startsWith(BEGIN);
  }

  /** Reads a text which is one block and nothing else but blank lines. */
  static Pem read(String text) {
    List<String> lines = new ArrayList<>(text.lines().map(String::stripTrailing).toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    while (!lines.isEmpty() && lines.getFirst().isEmpty()) {
      lines.removeFirst();
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith(BEGIN)) {
      throw new KeyFault("no line -----BEGIN …-----");
    }
    String first = lines.getFirst();
    if (!first.endsWith(DASHES) || first.length() < BEGIN.length() + DASHES.length()) {
      throw new KeyFault("the line -----BEGIN …----- is cut");
    }
    String label = first.substring(BEGIN.length(), first.length() - DASHES.length());
    if (lines.size() < 2 || !lines.getLast().equals(END + label + DASHES)) {
      throw new KeyFault("the text has to end with the line " + END + label + DASHES);
    }
    StringBuilder body = new StringBuilder();
    for (String line : lines.subList(1, lines.size() - 1)) {
      if (line.contains(":")) {
        throw new KeyFault(
            "armour with headers is an old format: write the key anew as PKCS #8, for example with"
                + " openssl pkcs8 -topk8");
      }
      body.append(line);
    }
    return new Pem(label, decode(body.toString()));
  }

  /** The text, with lines of this many characters. */
  String text(int width) {
    Base64.Encoder encoder =
        Base64.getMimeEncoder(width / 4 * 4, "\n".getBytes(StandardCharsets.US_ASCII));
    String body = encoder.encodeToString(content);
    return BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n";
  }

  /** Base64 with padding and nothing else in it (RFC 4648, section 4). */
  static byte[] decode(String base64) {
    try {
      byte[] decoded = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(decoded).equals(base64)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // The decoder's own words quote the text, which may be a private key.
    }
    throw new KeyFault("broken Base64");
  }

  @Override
  public String toString() {
    return label;
  }
}
