package dev.brisach.core.ledger;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.ledger.SegmentReader.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All segments of a project: one per run, append-only, each proved by its own chain and naming the
 * heads of those that it saw. Several processes may use one at a time.
 *
 * <p>Methods throw {@link BrisachException} of kind {@code ENVIRONMENT} where the disk refuses;
 * what stood in the ledger before stays valid.
 */
public final class Ledger {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final Instant LAST_ID = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * What the ledger says.
   *
   * @param runs by start, then id; unfinished ones have no head and speak up to their last whole
   *     entry, or to the first that was tampered with
   * @param releases what was established of artifacts, in all segments, by time
   * @param words what could not be used and why, for a person to read; empty where all is well
   */
  public record Reading(List<Run> runs, List<Release> releases, List<String> words) {
    public Reading {
      releases = List.copyOf(releases);
      runs = List.copyOf(runs);
      words = List.copyOf(words);
    }
  }

  private final SegmentStore store;

  Ledger(SegmentStore store) {
    this.store = store;
  }

  /**
   * The ledger in a project's {@code .brisach} folder. Nothing is made before something is written,
   * so a project without ledger, or one that cannot be written, can be opened too.
   */
  public static Ledger open(Path brisachDir) {
    return new Ledger(new FolderStore(brisachDir));
  }

  /** A ledger that lives as long as this object: for a project that cannot be written. */
  public static Ledger inMemory() {
    return new Ledger(new MemoryStore());
  }

  /**
   * Starts the segment of a new run. It names all heads that the ledger has now.
   *
   * @param tool name and version of what writes
   */
  public LedgerWriter begin(
      String project,
      @Nullable String branch,
      @Nullable String revision,
      String tool,
      Instant started) {
    try {
      TreeMap<String, String> heads = Peek.frontier(store);
      SecureRandom random = new SecureRandom();
      for (int i = 0; i < 10; i++) {
        String id = id(started, random);
        try {
          SegmentStore.Sink sink = store.create(id);
          return new LedgerWriter(
              store,
              sink,
              new SegmentHeader(
                  SegmentHeader.FORMAT,
                  id,
                  project,
                  branch,
                  revision,
                  started,
                  tool,
                  List.copyOf(heads.keySet()),
                  List.copyOf(heads.values())));
        } catch (FileAlreadyExistsException taken) {
          // as good as never; another id then
        }
      }
      throw new BrisachException(ErrorCode.BUG, "no free segment id in " + store.place());
    } catch (IOException e) {
      throw refused(store.place(), "written", e);
    }
  }

  private static String id(Instant started, SecureRandom random) {
    Instant named =
        started.isBefore(Instant.EPOCH) || started.isAfter(LAST_ID) ? Instant.EPOCH : started;
    StringBuilder id = new StringBuilder(TIME.format(named)).append('-');
    for (int i = 0; i < 6; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return id.toString();
  }

  /** All runs, see {@link Reading#runs}. */
  public List<Run> runs() {
    return read().runs();
  }

  /** All runs, and in words what could not be used. */
  public Reading read() {
    return RunAssembler.read(scans());
  }

  /** Closing heads that no other segment names, sorted: who keeps these can prove the ledger. */
  public List<String> heads() {
    try {
      return List.copyOf(Peek.frontier(store).keySet());
    } catch (IOException e) {
      throw refused(store.place(), "read", e);
    }
  }

  /**
   * Cuts unfinished last lines that a crash left, and says so in words; to be called when a program
   * starts. Segments that a live run is writing, and those with other faults, are left alone.
   */
  public List<String> repair() {
    List<String> words = new ArrayList<>();
    try {
      for (String id : store.ids()) {
        byte[] end = store.tail(id, 1);
        if ((end.length == 0 || end[0] != '\n') && !store.inProgress().contains(id)) {
          repair(id, words);
        }
      }
      store.tidy();
    } catch (IOException e) {
      throw refused(store.place(), "repaired", e);
    }
    return words;
  }

  private void repair(String id, List<String> words) throws IOException {
    Scan scan = scan(id);
    if (!scan.faults().isEmpty()) {
      words.add("segment " + id + " is damaged and was left alone; see `brisach ledger verify`");
    } else if (scan.wholeBytes() == 0) {
      store.cut(id, 0);
      words.add("segment " + id + " was cut in mid-write: nothing was in it, it was removed");
    } else if (scan.cut()) {
      store.cut(id, scan.wholeBytes());
      words.add(
          "segment "
              + id
              + " was cut in mid-write: "
              + scan.entries()
              + " entries kept, 1 dropped");
    }
  }

  private Scan scan(String id) throws IOException {
    try (InputStream in = store.open(id)) {
      return SegmentReader.read(id, in, Limits.LEDGER);
    }
  }

  private Map<String, Scan> scans() {
    TreeMap<String, Scan> scans = new TreeMap<>();
    try {
      for (String id : store.ids()) {
        scans.put(id, scan(id));
      }
    } catch (IOException e) {
      throw refused(store.place(), "read", e);
    }
    return scans;
  }

  /**
   * Proves every chain, and that each head named by a later segment is there.
   *
   * @param head a head kept elsewhere: shows also a cut tail, a missing last segment and a full
   *     rewrite; null proves what can be proved without
   */
  public Verification verify(@Nullable String head) {
    if (head != null) {
      needHead(head);
    }
    try {
      Set<String> busy = store.inProgress(); // asked first: who ends meanwhile has closed
      return Prover.prove(scans(), busy, head);
    } catch (IOException e) {
      throw refused(store.place(), "read", e);
    }
  }

  private static void needHead(String head) {
    try {
      SegmentHeader.needHash(head);
    } catch (IllegalArgumentException e) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "a head is 64 hexadecimal digits in lower case, not: " + Fields.shortened(head));
    }
  }

  /**
   * Reads a segment that came from elsewhere, such as out of a box; refuses what does not prove.
   *
   * @param id the id under which it was expected
   * @throws BrisachException of kind {@code USAGE} that names the first fault
   */
  public static Run readSegment(String id, InputStream in, Limits limits) {
    try {
      return Transfer.run(id, SegmentReader.read(id, in, limits));
    } catch (IOException e) {
      throw refused("segment " + Fields.shortened(id), "read", e);
    }
  }

  /** Writes all closed segments into one file; returns in words what was left out. */
  public List<String> export(OutputStream out) {
    try {
      return Transfer.export(store, out);
    } catch (IOException e) {
      throw refused(store.place(), "exported", e);
    }
  }

  /**
   * Takes the segments of exported files: all of them, or on any fault none.
   *
   * @return ids that are new here
   * @throws BrisachException of kind {@code USAGE} that names the first fault
   */
  public List<String> importFrom(InputStream... exports) {
    try {
      return Transfer.importFrom(store, List.of(exports), Limits.LEDGER);
    } catch (IOException e) {
      throw refused(store.place(), "imported into", e);
    }
  }

  /** Takes one bare segment, such as one that came out of a box; refused as in importFrom. */
  public boolean importSegment(String id, InputStream segment, Limits limits) {
    try {
      return Transfer.importSegment(store, id, segment, limits);
    } catch (IOException e) {
      throw refused(store.place(), "imported into", e);
    }
  }

  static BrisachException refused(String place, String what, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "no permission for " + e.getMessage()
            : String.valueOf(e.getMessage());
    return new BrisachException(
        ErrorCode.ENVIRONMENT,
        place
            + " could not be "
            + what
            + ": "
            + reason
            + "; give this user the permission, or free some space, and run again",
        e);
  }
}
