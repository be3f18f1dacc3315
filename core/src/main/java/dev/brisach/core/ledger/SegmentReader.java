package dev.brisach.core.ledger;

import dev.brisach.core.Digests;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.core.ledger.Verification.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment of unknown origin and proves its chain. What stands before the first fault is
 * collected; after it, reading goes on only to name further faults.
 */
final class SegmentReader {
  /** Faults that are named one by one; the rest is counted. */
  private static final int MAX_FAULTS = 100;

  /**
   * What a segment turned out to be.
   *
   * @param entries whole entries read, trusted or not
   * @param head closing head; null while unfinished or where there is a fault
   * @param claimed closing head that stands there, proved or not
   * @param wholeBytes where the last whole line ends
   * @param cut true where an unfinished line follows
   */
  record Scan(
      @Nullable SegmentHeader header,
      SegmentContent content,
      int entries,
      @Nullable String head,
      @Nullable String claimed,
      long wholeBytes,
      boolean cut,
      List<Fault> faults) {
    boolean closed() {
      return head != null;
    }
  }

  private final String name;
  private final Limits limits;
  private final SegmentContent content = new SegmentContent();
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable SegmentHeader header;
  private @Nullable String prev;
  private @Nullable String head;
  private int expected = 1;
  private int entries;

  private SegmentReader(String name, Limits limits) {
    this.name = name;
    this.limits = limits;
  }

  /**
   * Reads a segment to its end, or to where a limit stops it.
   *
   * @param name the id it is filed under; the header must name the same
   */
  static Scan read(String name, InputStream in, Limits limits) throws IOException {
    return new SegmentReader(name, limits).scan(new LineReader(in, limits));
  }

  private Scan scan(LineReader lines) throws IOException {
    boolean cut = false;
    try {
      byte[] line = lines.next();
      if (line != null) {
        header(line);
        for (line = lines.next(); line != null && header != null; line = lines.next()) {
          following(line);
        }
      }
    } catch (LineReader.BadLine e) {
      cut = e.cut();
      if (!cut || head != null) {
        fault(expected, e.words());
      }
    }
    return new Scan(
        header,
        content,
        entries,
        faults.isEmpty() ? head : null,
        head,
        lines.wholeBytes(),
        cut,
        List.copyOf(faults));
  }

  private void header(byte[] line) {
    try {
      Json.Obj json = object(line);
      if (!Arrays.equals(JsonWriter.canonical(json), line)) {
        throw new JsonFault("not in canonical form");
      }
      SegmentHeader read = SegmentHeader.read(json);
      if (!read.run().equals(name)) {
        fault(0, "the header says that this is segment " + read.run());
      }
      header = read;
      prev = Digests.sha256(line);
    } catch (JsonFault e) {
      fault(0, "no header: " + e.getMessage());
    }
  }

  private void following(byte[] line) {
    if (head != null) {
      fault(expected, "text after the closing line");
      return;
    }
    try {
      Json.Obj json = object(line);
      if (json.get("closing") != null) {
        closing(line, json);
      } else {
        entry(EntryLine.read(line, json));
      }
    } catch (JsonFault e) {
      fault(expected, "entry " + expected + " was edited, it cannot be read: " + e.getMessage());
      prev = null;
      expected++;
    }
  }

  private Json.Obj object(byte[] line) {
    checkLine(line, line.length, limits);
    return JsonReader.readObject(line);
  }

  /** Bounds what a line can become before it is parsed. */
  static void checkLine(byte[] line, int length, Limits limits) {
    if (length > limits.entryBytes()) {
      throw new JsonFault("a line longer than " + limits.entryBytes() + " bytes");
    }
    int parts = 0;
    for (int i = 0; i < length; i++) {
      byte b = line[i];
      if (b == ',' || b == '[' || b == '{') {
        parts++;
      }
    }
    if (parts > limits.parts()) {
      throw new JsonFault("more than " + limits.parts() + " values in one line");
    }
  }

  private void closing(byte[] line, Json.Obj json) {
    if (!Arrays.equals(JsonWriter.canonical(json), line)) {
      throw new JsonFault("not in canonical form");
    }
    String closing = Fields.read(json, "closing", in -> SegmentHeader.needHash(in.text("closing")));
    int count = Fields.read(json, "closing", in -> in.integer("entries"));
    if (count != expected - 1) {
      fault(expected, "the closing line counts " + count + " entries, not " + (expected - 1));
    } else if (prev != null && !closing.equals(prev)) {
      fault(
          expected - 1,
          "the closing head does not fit: the last entry was changed, or entries were removed");
    }
    head = closing;
  }

  private void entry(EntryLine entry) {
    if (++entries > limits.entries()) {
      throw new JsonFault("more than " + limits.entries() + " entries");
    }
    int number = entry.number();
    if (!entry.genuine()) {
      fault(number, "entry " + number + " was edited: its hash does not fit its content");
    }
    if (number < expected) {
      fault(number, "entry " + number + " is out of order: " + expected + " was expected here");
      return;
    }
    if (number > expected) {
      fault(
          expected,
          number - expected == 1
              ? "entry " + expected + " is missing: removed or moved"
              : "entries " + expected + " to " + (number - 1) + " are missing: removed or moved");
    } else if (prev != null && !entry.prev().equals(prev)) {
      fault(number, follows(number));
    }
    if (faults.isEmpty()) {
      take(entry);
    }
    prev = entry.hash();
    expected = number + 1;
  }

  private static String follows(int number) {
    return number == 1
        ? "entry 1 does not follow its header: one of the two was changed"
        : "entry " + number + " does not follow entry " + (number - 1) + ": one was changed";
  }

  private void take(EntryLine entry) {
    try {
      Fields.checkBounds(entry.body());
      content.take(name, entry.kind(), entry.body());
    } catch (JsonFault e) {
      fault(
          entry.number(),
          "entry " + entry.number() + " cannot be used: " + e.getMessage() + ofNewer());
    }
  }

  private String ofNewer() {
    return header != null && header.format() > SegmentHeader.FORMAT
        ? "; a newer Brisach wrote it (format " + header.format() + "), which is needed to read it"
        : "";
  }

  private void fault(int entry, String reason) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new Fault(name, entry, reason));
    } else if (faults.size() == MAX_FAULTS) {
      faults.add(new Fault(name, entry, "more faults follow from here on"));
    }
  }
}
