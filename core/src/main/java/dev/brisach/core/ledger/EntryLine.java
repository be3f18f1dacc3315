package dev.brisach.core.ledger;

import dev.brisach.core.Digests;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of a segment: {@code {"body":…,"hash":…,"kind":…,"n":…,"prev":…}} in canonical JSON.
 * The hash is SHA-256 over the canonical entry without {@code hash}; since names are sorted, the
 * two differ by a cut, so that a body is written once only.
 *
 * @param genuine true where the hash fits the content
 */
record EntryLine(int number, String kind, Json body, String prev, String hash, boolean genuine) {
  /** A line with its newline, and the hash that the next one follows. */
  static final class Written {
    private final byte[] line;
    private final String hash;

    private Written(byte[] line, String hash) {
      this.line = line;
      this.hash = hash;
    }

    byte[] line() {
      return line;
    }

    String hash() {
      return hash;
    }
  }

  static Written write(int number, String kind, Json body, String prev) {
    byte[] front = front(JsonWriter.canonical(body));
    byte[] back = back(number, kind, prev);
    String hash = hash(front, front.length, back);
    byte[] middle = middle(hash);
    byte[] line = Arrays.copyOf(front, front.length + middle.length + back.length + 1);
    System.arraycopy(middle, 0, line, front.length, middle.length);
    System.arraycopy(back, 0, line, front.length + middle.length, back.length);
    line[line.length - 1] = '\n';
    return new Written(line, hash);
  }

  private static byte[] front(byte[] body) {
    byte[] start = "{\"body\":".getBytes(StandardCharsets.US_ASCII);
    byte[] front = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, front, start.length, body.length);
    return front;
  }

  private static byte[] middle(String hash) {
    return (",\"hash\":\"" + hash + "\"").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] back(int number, String kind, String prev) {
    return (",\"kind\":\"" + kind + "\",\"n\":" + number + ",\"prev\":\"" + prev + "\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String hash(byte[] front, int length, byte[] back) {
    MessageDigest digest = Digests.newSha256();
    digest.update(front, 0, length);
    digest.update(back);
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads an entry from its line (without the newline) and that line's JSON. A line that is not
   * canonical is no entry: a {@link JsonFault}.
   */
  static EntryLine read(byte[] line, Json.Obj json) {
    if (!Arrays.equals(JsonWriter.canonical(json), line)) {
      throw new JsonFault("not in canonical form");
    }
    return Fields.read(
        json,
        "entry",
        in -> {
          String hash = SegmentHeader.needHash(in.text("hash"));
          return new EntryLine(
              in.integer("n"),
              in.text("kind"),
              in.value("body"),
              SegmentHeader.needHash(in.text("prev")),
              hash,
              expected(line, json, hash).equals(hash));
        });
  }

  private static String expected(byte[] line, Json.Obj json, String hash) {
    byte[] middle = middle(hash);
    int at = line.length - tail(json);
    int start = at - middle.length;
    if (start > 0 && Arrays.equals(line, start, at, middle, 0, middle.length)) {
      return hash(line, start, Arrays.copyOfRange(line, at, line.length));
    }
    Map<String, Json> members = new LinkedHashMap<>(json.members());
    members.remove("hash");
    return Digests.sha256(JsonWriter.canonical(new Json.Obj(members)));
  }

  /** Length of what follows the hash, where an entry has just the five members. */
  private static int tail(Json.Obj json) {
    Map<String, Json> members = new LinkedHashMap<>(json.members());
    members.remove("body");
    members.remove("hash");
    return JsonWriter.canonical(new Json.Obj(members)).length;
  }
}
