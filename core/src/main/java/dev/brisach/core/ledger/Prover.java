package dev.brisach.core.ledger;

import dev.brisach.core.ledger.SegmentContent.Stock;
import dev.brisach.core.ledger.SegmentReader.Scan;
import dev.brisach.core.ledger.Verification.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins what single segments prove into what the ledger proves. */
final class Prover {
  private final Map<String, Scan> scans;
  private final Set<String> heads = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  private Prover(Map<String, Scan> scans) {
    this.scans = scans;
    for (Scan scan : scans.values()) {
      if (scan.claimed() != null) {
        heads.add(scan.claimed());
      }
    }
  }

  static Verification prove(Map<String, Scan> scans, Set<String> busy, @Nullable String head) {
    Prover prover = new Prover(scans);
    List<String> unfinished = new ArrayList<>();
    List<String> inProgress = new ArrayList<>();
    int entries = 0;
    for (Map.Entry<String, Scan> one : scans.entrySet()) {
      Scan scan = one.getValue();
      entries += scan.entries();
      prover.faults.addAll(scan.faults());
      prover.seen(one.getKey(), scan);
      prover.inventory(one.getKey(), scan);
      if (scan.claimed() == null) {
        (busy.contains(one.getKey()) ? inProgress : unfinished).add(one.getKey());
      }
    }
    if (head != null && !prover.heads.contains(head)) {
      prover.faults.add(
          new Fault(
              "",
              0,
              "no segment closes with head "
                  + head
                  + ": the last segment is missing, its tail was cut, or it was rewritten"));
    }
    return new Verification(
        scans.size(), entries, prover.faults.isEmpty(), prover.faults, unfinished, inProgress);
  }

  private void seen(String id, Scan scan) {
    SegmentHeader header = scan.header();
    if (header == null) {
      return;
    }
    for (int i = 0; i < header.seen().size(); i++) {
      String head = header.seen().get(i);
      if (!heads.contains(head) && reported.add(head)) {
        missing(header.nameOf(i), head, id);
      }
    }
  }

  private void missing(String segment, String head, String by) {
    String name = SegmentHeader.isId(segment) ? segment : "";
    String saw = ": segment " + by + " saw it closed with head " + head;
    faults.add(
        scans.containsKey(name)
            ? new Fault(name, 0, "its tail was cut, or it was rewritten" + saw)
            : new Fault(name, 0, "segment " + Fields.shortened(segment) + " is missing" + saw));
  }

  private void inventory(String id, Scan scan) {
    Stock stock = scan.content().stock();
    if (stock != null && RunAssembler.items(scans, stock) == null) {
      faults.add(new Fault(id, 0, RunAssembler.missing(stock)));
    }
  }
}
