package dev.brisach.core.ledger;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * First and last line of a segment, unproved: enough to name heads when a run starts, without
 * reading whole ledgers.
 *
 * @param head closing head; null while unfinished
 */
record Peek(String id, List<String> seen, @Nullable String head) {
  private static final int TAIL = 4_096;
  private static final byte[] STOCK = "{\"body\":{\"count\":".getBytes(StandardCharsets.US_ASCII);

  static Peek of(SegmentStore store, String id) throws IOException {
    List<String> seen = List.of();
    String head = null;
    try (InputStream in = store.open(id)) {
      byte[] first = new LineReader(in, Limits.LEDGER).next();
      if (first != null) {
        seen = SegmentHeader.read(JsonReader.read(first)).seen();
        head = head(store.tail(id, TAIL));
      }
    } catch (JsonFault | LineReader.BadLine e) {
      // not a segment that can be named; reading and proving the ledger say what is wrong with it
    }
    return new Peek(id, seen, head);
  }

  private static @Nullable String head(byte[] tail) {
    if (tail.length == 0 || tail[tail.length - 1] != '\n') {
      return null;
    }
    int start = tail.length - 1;
    while (start > 0 && tail[start - 1] != '\n') {
      start--;
    }
    byte[] line = Arrays.copyOfRange(tail, start, tail.length - 1);
    if (line.length == 0 || line[0] != '{') {
      return null;
    }
    Json.Obj json = JsonReader.readObject(line);
    String head = json.text("closing");
    return head == null || head.length() != 64 ? null : head;
  }

  /** Closed segments that no other one has seen, by head. */
  static TreeMap<String, String> frontier(SegmentStore store) throws IOException {
    TreeMap<String, String> heads = new TreeMap<>();
    Set<String> named = new HashSet<>();
    for (String id : store.ids()) {
      Peek peek = of(store, id);
      if (peek.head() != null) {
        heads.put(peek.head(), id);
        named.addAll(peek.seen());
      }
    }
    heads.keySet().removeAll(named);
    return heads;
  }

  /** The segment that has the items of an inventory root, looked for in these; or null. */
  static @Nullable String stock(SegmentStore store, List<String> ids, String root)
      throws IOException {
    for (String id : ids) {
      byte[] line = lastStock(store, id);
      if (line != null) {
        Json.Obj body = JsonReader.readObject(line).object("body");
        String origin = body.text("sameAs") == null ? id : body.need("sameAs");
        if (root.equals(body.text("root")) && store.ids().contains(origin)) {
          return origin;
        }
      }
    }
    return null;
  }

  private static byte @Nullable [] lastStock(SegmentStore store, String id) throws IOException {
    byte[] found = null;
    try (InputStream in = store.open(id)) {
      LineReader lines = new LineReader(in, Limits.LEDGER);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (line.length > STOCK.length
            && Arrays.equals(line, 0, STOCK.length, STOCK, 0, STOCK.length)) {
          found = line;
        }
      }
    } catch (LineReader.BadLine e) {
      return null;
    }
    return found;
  }
}
