package dev.brisach.core.ledger;

import dev.brisach.core.BrisachException;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Decision;
import dev.brisach.core.Digests;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment, each entry to the file as it comes. Safe for several threads.
 *
 * <p>{@link #close()} writes the closing head and waits for the disk; {@link #abort()}, a crash or
 * a disk error leave the segment unfinished, with all entries that were written whole. Every method
 * throws {@link BrisachException} of kind {@code ENVIRONMENT} where the disk refuses, then and at
 * every later call.
 */
public final class LedgerWriter implements AutoCloseable {
  private final SegmentStore store;
  private final SegmentStore.Sink sink;
  private final SegmentHeader header;
  private String last;
  private int entries;
  private boolean open = true;
  private @Nullable BrisachException failure;
  private @Nullable String head;

  LedgerWriter(SegmentStore store, SegmentStore.Sink sink, SegmentHeader header) {
    this.store = store;
    this.sink = sink;
    this.header = header;
    byte[] line = JsonWriter.canonical(header.json());
    this.last = Digests.sha256(line);
    put(line);
  }

  /** Id of the segment, and {@code run} of its evidence. */
  public String id() {
    return header.run();
  }

  /** The closing head; null until the segment is closed. */
  public synchronized @Nullable String head() {
    return head;
  }

  /** The checks that this run knows. */
  public void catalogue(List<CheckInfo> checks) {
    append("catalogue", list("checks", checks.stream().<Json>map(CheckJson::of).toList()));
  }

  /** The environments that are configured. */
  public void environments(List<Environment> environments) {
    append(
        "environments",
        list("environments", environments.stream().<Json>map(CheckJson::of).toList()));
  }

  private static Json.Obj list(String name, List<Json> items) {
    return Json.object().put(name, new Json.Arr(items)).build();
  }

  /** The threat model. */
  public void model(Model model) {
    append("model", ModelJson.of(model));
  }

  /**
   * All physical assets; where it is called again, the last call counts. Items that an earlier
   * segment has alike are not written again.
   */
  public synchronized void inventory(Inventory inventory) {
    List<Json.Obj> chunks = InventoryJson.chunks(inventory);
    String root = InventoryJson.root(chunks);
    String sameAs = null;
    if (!inventory.items().isEmpty()) {
      try {
        sameAs = Peek.stock(store, header.names(), root);
      } catch (IOException | JsonFault e) {
        // an earlier segment that cannot be read: the items are written again
      }
    }
    if (sameAs == null) {
      chunks.forEach(chunk -> append("inventory", chunk));
    }
    append("inventory", InventoryJson.end(inventory, root, sameAs));
  }

  /** One sweep of this run. */
  public void evidence(Evidence evidence) {
    if (!evidence.run().equals(id())) {
      throw new IllegalArgumentException("Evidence of run " + evidence.run() + ", not " + id());
    }
    append("evidence", EvidenceJson.of(evidence));
  }

  /** A decision that was valid when the run was made. */
  public void decision(Decision decision) {
    append("decision", DecisionJson.of(decision));
  }

  /** What was established of an artifact's release; a reader of before passes the entry over. */
  public void release(Release release) {
    append("release", ReleaseJson.of(release));
  }

  /** Words about the run that no other entry has. */
  public void note(String text) {
    append("note", Json.object().put("text", text).build());
  }

  private synchronized void append(String kind, Json.Obj body) {
    if (failure != null) {
      throw failure;
    }
    if (!open) {
      throw new IllegalStateException("Segment " + id() + " is closed");
    }
    EntryLine.Written written = EntryLine.write(entries + 1, kind, body, last);
    try {
      Fields.checkBounds(body);
      SegmentReader.checkLine(written.line(), written.line().length - 1, Limits.LEDGER);
    } catch (JsonFault e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT,
          "the ledger cannot take one entry of kind "
              + kind
              + ": "
              + e.getMessage()
              + "; leave generated folders out of the examined tree");
    }
    write(written.line());
    last = written.hash();
    entries++;
  }

  private void put(byte[] line) {
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    write(ended);
  }

  private void write(byte[] line) {
    try {
      sink.write(line);
    } catch (IOException e) {
      abort();
      failure = Ledger.refused(store.place(), "written", e);
      throw failure;
    }
  }

  /** Stops without a closing head: what was written stays, marked unfinished. */
  public synchronized void abort() {
    if (open) {
      open = false;
      try {
        sink.close();
      } catch (IOException e) {
        // nothing more is written to it; the next start looks after it
      }
    }
  }

  /** Writes the closing head and waits until all is on the disk; nothing after abort or close. */
  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    put(JsonWriter.canonical(Json.object().put("closing", last).put("entries", entries).build()));
    open = false;
    try (SegmentStore.Sink closing = sink) {
      closing.sync();
      head = last;
    } catch (IOException e) {
      throw Ledger.refused(store.place(), "written", e);
    }
  }
}
