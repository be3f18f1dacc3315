package dev.brisach.core.ledger;

import dev.brisach.core.json.Json;
import java.util.List;

/**
 * What came of proving a ledger.
 *
 * @param segments segments looked at
 * @param entries whole entries read
 * @param ok true without any fault
 * @param faults what was edited, removed, reordered or is missing
 * @param unfinished segments without closing head: a run that broke off, or a tail that was cut;
 *     the two can be told apart only by a head kept elsewhere
 * @param inProgress segments that another run is writing just now
 */
public record Verification(
    int segments,
    int entries,
    boolean ok,
    List<Fault> faults,
    List<String> unfinished,
    List<String> inProgress) {
  /**
   * One thing that is wrong.
   *
   * @param segment id of the segment; empty where the whole ledger is meant
   * @param entry number of the entry, from 1; 0 where header or whole segment are meant
   */
  public record Fault(String segment, int entry, String reason) {}

  public Verification {
    faults = List.copyOf(faults);
    unfinished = List.copyOf(unfinished);
    inProgress = List.copyOf(inProgress);
  }

  /** The members that machine output has besides {@code schema}. */
  public Json.Obj json() {
    return Json.object()
        .put("segments", segments)
        .put("entries", entries)
        .put("ok", ok)
        .put(
            "faults",
            new Json.Arr(
                faults.stream()
                    .<Json>map(f ->
                        Json.object()
                            .put("segment", f.segment().isEmpty() ? null : f.segment())
                            .put("entry", f.entry())
                            .put("reason", f.reason())
                            .build())
                    .toList()))
        .put("unfinished", unfinished)
        .put("inProgress", inProgress)
        .build();
  }
}
