package dev.brisach.core.ledger;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Inventory;
import dev.brisach.core.Run;
import dev.brisach.core.ledger.SegmentContent.Stock;
import dev.brisach.core.ledger.SegmentReader.Scan;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries segments as one file: the line {@code brisach-ledger/1}, then for each segment a line
 * {@code segment <id> <bytes>} and its bytes as they are, then the line {@code end <segments>}.
 */
final class Transfer {
  private static final String MAGIC = "brisach-ledger/1";
  private static final int MAX_LINE = 100;
  private static final int MAX_SEGMENTS = 100_000;

  private Transfer() {}

  static List<String> export(SegmentStore store, OutputStream out) throws IOException {
    List<String> leftOut = new ArrayList<>();
    int count = 0;
    line(out, MAGIC);
    for (String id : store.ids()) {
      if (Peek.of(store, id).head() == null) {
        leftOut.add("segment " + id + " is unfinished and was left out");
        continue;
      }
      long size = store.size(id);
      line(out, "segment " + id + " " + size);
      try (InputStream in = store.open(id)) {
        FolderStore.copy(in, out, size);
      }
      count++;
    }
    line(out, "end " + count);
    out.flush();
    return leftOut;
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  static List<String> importFrom(SegmentStore store, List<InputStream> exports, Limits limits)
      throws IOException {
    TreeMap<String, SegmentStore.Staged> staged = new TreeMap<>();
    try {
      TreeMap<String, Scan> scans = new TreeMap<>();
      for (InputStream export : exports) {
        readExport(store, export, limits, staged, scans);
      }
      checkInventories(store, scans);
      return install(store, staged);
    } finally {
      for (SegmentStore.Staged one : staged.values()) {
        one.close();
      }
    }
  }

  private static void readExport(
      SegmentStore store,
      InputStream in,
      Limits limits,
      Map<String, SegmentStore.Staged> staged,
      Map<String, Scan> scans)
      throws IOException {
    if (!readLine(in).equals(MAGIC)) {
      throw refusal("this is no exported ledger: its first line is not " + MAGIC);
    }
    for (int count = 0; count <= MAX_SEGMENTS; count++) {
      String[] words = readLine(in).split(" ", 4);
      if (words.length == 2 && words[0].equals("end")) {
        if (!words[1].equals(Integer.toString(count)) || in.read() >= 0) {
          throw refusal("the exported file does not end as it should");
        }
        return;
      }
      if (words.length != 3 || !words[0].equals("segment") || !SegmentHeader.isId(words[1])) {
        throw refusal("the exported file is broken: segment <id> <bytes> was expected");
      }
      long size = size(words[2], limits);
      SegmentStore.Staged one = store.stage(new Part(in, size), size);
      SegmentStore.Staged before = staged.put(words[1], one);
      if (before != null) {
        before.close();
        throw refusal("segment " + words[1] + " comes twice");
      }
      scans.put(words[1], prove(words[1], one, limits));
    }
    throw refusal("more than " + MAX_SEGMENTS + " segments");
  }

  private static long size(String text, Limits limits) {
    try {
      long size = Long.parseLong(text);
      if (size > 0 && size <= limits.segmentBytes()) {
        return size;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw refusal("a segment has 1 to " + limits.segmentBytes() + " bytes, not " + text);
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() == MAX_LINE) {
        throw refusal("the exported file is cut or broken");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private static Scan prove(String id, SegmentStore.Staged staged, Limits limits)
      throws IOException {
    try (InputStream in = staged.open()) {
      Scan scan = SegmentReader.read(id, in, limits);
      check(id, scan);
      return scan;
    }
  }

  private static void check(String id, Scan scan) {
    if (!scan.faults().isEmpty()) {
      throw refusal("segment " + id + " is refused: " + scan.faults().getFirst().reason());
    }
    if (!scan.closed()) {
      throw refusal("segment " + id + " is refused: it is unfinished, without closing head");
    }
  }

  private static void checkInventories(SegmentStore store, Map<String, Scan> scans)
      throws IOException {
    TreeMap<String, Scan> known = new TreeMap<>(scans);
    for (Scan scan : scans.values()) {
      Stock stock = scan.content().stock();
      String origin = stock == null ? null : stock.sameAs();
      if (origin != null && !known.containsKey(origin) && store.ids().contains(origin)) {
        try (InputStream in = store.open(origin)) {
          known.put(origin, SegmentReader.read(origin, in, Limits.LEDGER));
        }
      }
    }
    scans.forEach((id, scan) -> {
      Stock stock = scan.content().stock();
      if (stock != null && RunAssembler.items(known, stock) == null) {
        throw refusal("segment " + id + " is refused: " + RunAssembler.missing(stock));
      }
    });
  }

  private static List<String> install(SegmentStore store, Map<String, SegmentStore.Staged> staged)
      throws IOException {
    List<String> present = store.ids();
    List<String> fresh = new ArrayList<>();
    for (String id : staged.keySet()) {
      if (!present.contains(id)) {
        fresh.add(id);
      } else if (!staged(staged, id).same(id)) {
        throw refusal("segment " + id + " is here already, with other content");
      }
    }
    for (String id : fresh) {
      staged(staged, id).install(id);
    }
    return fresh;
  }

  private static SegmentStore.Staged staged(Map<String, SegmentStore.Staged> staged, String id) {
    return java.util.Objects.requireNonNull(staged.get(id));
  }

  static boolean importSegment(SegmentStore store, String id, InputStream in, Limits limits)
      throws IOException {
    needId(id);
    try (SegmentStore.Staged one = store.stage(in, limits.segmentBytes() + 1)) {
      TreeMap<String, Scan> scans = new TreeMap<>();
      scans.put(id, prove(id, one, limits));
      checkInventories(store, scans);
      TreeMap<String, SegmentStore.Staged> staged = new TreeMap<>();
      staged.put(id, one);
      return !install(store, staged).isEmpty();
    }
  }

  static Run run(String id, Scan scan) {
    needId(id);
    check(id, scan);
    SegmentHeader header = java.util.Objects.requireNonNull(scan.header());
    Stock stock = scan.content().stock();
    if (stock != null && stock.items() == null) {
      throw refusal("segment " + id + " is refused: its inventory stands in another segment");
    }
    return scan.content().run(header, scan.head(), inventory(stock));
  }

  private static Inventory inventory(@Nullable Stock stock) {
    return stock == null || stock.items() == null
        ? Inventory.empty()
        : new Inventory(stock.items(), stock.notRead());
  }

  private static void needId(String id) {
    if (!SegmentHeader.isId(id)) {
      throw refusal("not the name of a segment: " + Fields.shortened(id));
    }
  }

  private static BrisachException refusal(String message) {
    return new BrisachException(ErrorCode.USAGE, message);
  }

  /** The next bytes of a stream; ending before them is an error. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long size) {
      super(in);
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw refusal("the exported file is cut within a segment");
      }
      left -= read;
      return read;
    }
  }
}
