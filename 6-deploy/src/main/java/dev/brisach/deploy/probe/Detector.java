package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.kit.wire.WireException;
import java.util.List;

/** Knows one kind of flaw: which points are worth a try, and how it shows. Keeps no state. */
interface Detector {
  /**
   * What a detector says of itself.
   *
   * @param name last part of the check's id
   * @param cwe what it looks for; the first is the one of its findings
   * @param title of the check, as what holds
   * @param finding of a finding, as what is wrong
   * @param fix what to do
   * @param sheet address of a cheat sheet
   */
  record Card(
      String name,
      List<Integer> cwe,
      Severity severity,
      String title,
      String finding,
      String fix,
      String question,
      String sheet) {
    public Card {
      cwe = List.copyOf(cwe);
    }
  }

  /** What it says of itself; the same value at every call. */
  Card card();

  /** True where the canary leaves a chance; costs no request. */
  boolean fits(Examination examination);

  /** Examines one point. */
  Verdict examine(Examination examination) throws WireException;
}
