package dev.brisach.deploy.probe;

import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.List;

/**
 * LDAP injection (CWE-90): the value ends its filter and begins another, which is true of every
 * entry ({@code objectClass=*}) or of none.
 */
final class LdapInjection implements Detector {
  private static final Card CARD =
      new Card(
          "ldap-injection",
          List.of(90),
          Severity.HIGH,
          "Input does not become part of an LDAP filter",
          "LDAP injection",
          "Escape input for filters (RFC 4515), or build filters with a library that does",
          "Where do you build filters by joining text?",
          "https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html");

  /**
   * The word differs each time, so that nothing stored by an earlier try can answer for it; the
   * exclamation mark makes it true in one turn and false in the next.
   */
  private static Pairs.Question way(Placement placement, String before) {
    String not = before + ")(!(objectClass=";
    String plain = before + ")(objectClass=";
    return new Pairs.Question(
        placement,
        (_, _, word) -> not + word + ")",
        (_, _, word) -> plain + word,
        new Pairs.Question(placement, (_, _, _) -> plain + "*", (_, _, _) -> not + "*)"));
  }

  private static final List<Pairs.Question> WAYS =
      List.of(
          way(Placement.APPEND, ""),
          way(Placement.REPLACE, "*"),
          new Pairs.Question(
              Placement.REPLACE,
              (_, _, word) -> "*)(|(!(objectClass=" + word + "))",
              (_, _, word) -> word + ")(|(objectClass=" + word + ")",
              new Pairs.Question(
                  Placement.REPLACE,
                  (_, _, _) -> "*)(|(objectClass=*)",
                  (_, _, word) -> word + ")(|(!(objectClass=*))")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return true;
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().encodings()) {
      Verdict verdict = examine(examination, encoding);
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  private static @org.jspecify.annotations.Nullable Verdict examine(
      Examination examination, Encoding encoding) throws WireException {
    for (Pairs.Question way : WAYS) {
      boolean like = way.placement() == Placement.APPEND;
      Verdict verdict =
          Pairs.told(
              examination,
              way,
              encoding,
              like,
              "it ends the filter and begins another, which the directory answers");
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }
}
