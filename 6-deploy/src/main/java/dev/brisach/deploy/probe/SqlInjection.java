package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * SQL injection (CWE-89). A quote that changes the answer is only the hint; what counts is a pair
 * of payloads alike in every character class, of which the database computes one to true or to a
 * number and the other to false or to a division by zero, twice each with other numbers. Upper-case
 * words and doubled bars keep XPath, shells and scripts from passing for SQL. Nothing is ever
 * widened to all rows where the operation may write, and no statement is stacked.
 */
final class SqlInjection implements Detector {
  private static final Card CARD =
      new Card(
          "sql-injection",
          List.of(89),
          Severity.CRITICAL,
          "Input does not become part of an SQL statement",
          "SQL injection",
          "Bind the value as a parameter of a prepared statement; where a name of a column or an"
              + " order is chosen, take it from a fixed list",
          "Which statements of this service are put together from text, and from whose?",
          "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html");

  /** Two payloads that differ in what the database makes of them. */
  private record Pair(String words, boolean likeSample, boolean widens, Text fine, Text off) {}

  /** A payload of a number and a word. */
  @FunctionalInterface
  private interface Text {
    String of(int number, String word);
  }

  private static final List<Pair> IN_QUOTES =
      List.of(
          new Pair(
              "divides",
              false,
              false,
              (n, w) -> "'||(" + 4 * n + "/" + n + ")||'" + w,
              (n, w) -> "'||(" + 4 * n + "/(" + n + "-" + n + "))||'" + w),
          new Pair(
              "compares",
              true,
              false,
              (n, w) -> "' AND " + n + "=" + n + " AND '" + w + "'='" + w,
              (n, w) -> "' AND " + n + "=" + (n + 1) + " AND '" + w + "'='" + w),
          new Pair(
              "compares",
              true,
              false,
              (n, _) -> "%' AND " + n + "=" + n + " AND '%'='",
              (n, _) -> "%' AND " + n + "=" + (n + 1) + " AND '%'='"),
          new Pair(
              "compares",
              true,
              false,
              (n, w) -> "') AND (" + n + "=" + n + ") AND ('" + w + "'='" + w,
              (n, w) -> "') AND (" + n + "=" + (n + 1) + ") AND ('" + w + "'='" + w),
          new Pair(
              "compares",
              true,
              false,
              (n, _) -> "%') AND (" + n + "=" + n + ") AND ('%'='",
              (n, _) -> "%') AND (" + n + "=" + (n + 1) + ") AND ('%'='"),
          new Pair(
              "divides",
              true,
              false,
              (n, w) -> "'+CHAR(65/(" + (n + 1) + "-" + n + "))+'" + w,
              (n, w) -> "'+CHAR(65/(" + n + "-" + n + "))+'" + w),
          new Pair(
              "compares",
              false,
              true,
              (n, w) -> "' OR " + n + "=" + n + " OR '" + w + "'='x" + w,
              (n, w) -> "' OR " + n + "=" + (n + 1) + " OR '" + w + "'='x" + w));

  private static final List<Pair> BARE =
      List.of(
          new Pair(
              "divides",
              true,
              false,
              (n, _) -> "-(" + n + "/" + n + "-1)",
              (n, _) -> "-(" + n + "/(" + n + "-" + n + "))"),
          new Pair(
              "compares",
              true,
              false,
              (n, _) -> " AND " + n + "=" + n,
              (n, _) -> " AND " + n + "=" + (n + 1)),
          new Pair(
              "divides",
              false,
              false,
              (n, _) -> ",(" + 4 * n + "/" + n + ")",
              (n, _) -> ",(" + 4 * n + "/(" + n + "-" + n + "))"),
          new Pair(
              "compares",
              false,
              true,
              (n, _) -> " OR " + n + "=" + n,
              (n, _) -> " OR " + n + "=" + (n + 1)));

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
    boolean quoted = examination.point().value().indexOf('\'') >= 0;
    for (Encoding encoding : examination.point().encodings()) {
      Verdict verdict = new Run(examination, encoding, Placement.APPEND).verdict();
      if (verdict instanceof Verdict.Clean && quoted) {
        verdict = new Run(examination, encoding, Placement.IN_QUOTES).verdict();
      }
      if (!(verdict instanceof Verdict.Clean)) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  /** One point by one encoding. */
  private record Run(Examination examination, Encoding encoding, Placement placement) {
    Verdict verdict() throws WireException {
      String word = examination.markers().word(4);
      Sender.Seen odd = send("'" + word);
      boolean changes = !baseline().alike(odd.look());
      if (!changes) {
        return quiet();
      }
      Sender.Seen even = send("''" + word);
      boolean parity = !baseline().alike(odd.look(), even.look());
      Verdict verdict = parity ? first(IN_QUOTES) : first(BARE);
      if (verdict == null && !parity) {
        verdict = first(IN_QUOTES);
      }
      return verdict != null ? verdict : suspected(odd, even, parity);
    }

    /** A quote changes nothing: a bare number, or a statement that finds nothing either way. */
    private Verdict quiet() throws WireException {
      boolean number = isNumber();
      Verdict verdict = number ? proved(BARE.getFirst(), true) : null;
      if (verdict == null) {
        verdict = proved(IN_QUOTES.get(1), true); // errors may be hidden
      }
      if (verdict == null && !examination.mayWrite()) {
        verdict = proved(IN_QUOTES.getLast(), true);
      }
      return verdict == null ? Verdict.CLEAN : verdict;
    }

    private boolean isNumber() {
      String value = examination.point().value();
      return !value.isEmpty() && value.length() < 12 && value.chars().allMatch(Character::isDigit);
    }

    private @Nullable Verdict first(List<Pair> pairs) throws WireException {
      for (Pair pair : pairs) {
        Verdict verdict = proved(pair, false);
        if (verdict != null) {
          return verdict;
        }
      }
      return null;
    }

    /**
     * The pair in both orders with other numbers each time; null where it does not hold.
     *
     * @param doubtful true where most points will not show it: begins with the half that must
     *     differ from the sample
     */
    private @Nullable Verdict proved(Pair pair, boolean doubtful) throws WireException {
      if (pair.widens() && examination.mayWrite()) {
        return null;
      }
      Sender.Seen begin = doubtful ? first(pair, pair.widens()) : null;
      if (begin != null && baseline().alike(begin.look())) {
        return null;
      }
      List<Sender.Seen> fine = new ArrayList<>();
      List<Sender.Seen> off = new ArrayList<>();
      IntFunction<String> word = _ -> examination.markers().word(4);
      for (int i = 0; i < 3; i++) {
        int number = examination.markers().number(1000, 9000);
        String w = word.apply(i);
        boolean fineFirst = i % 2 == 0;
        if (fineFirst) {
          fine.add(send(pair.fine().of(number, w)));
        }
        off.add(send(pair.off().of(number, w)));
        if (!fineFirst) {
          fine.add(send(pair.fine().of(number, w)));
        }
        if (!holds(pair, fine, off)) {
          return null;
        }
      }
      return new Verdict.Found(
          Confidence.PROVED,
          "the database " + pair.words() + " numbers that were sent as text",
          proof(pair, fine, off));
    }

    private Sender.Seen first(Pair pair, boolean fine) throws WireException {
      int number = examination.markers().number(1000, 9000);
      String word = examination.markers().word(4);
      return send((fine ? pair.fine() : pair.off()).of(number, word));
    }

    private boolean holds(Pair pair, List<Sender.Seen> fine, List<Sender.Seen> off) {
      Look good = fine.getFirst().look();
      Look bad = off.getFirst().look();
      return !baseline().alike(good, bad)
          && good.status() < 500
          && (!pair.likeSample() || baseline().alike(good))
          && fine.stream().allMatch(seen -> baseline().alike(good, seen.look()))
          && off.stream().allMatch(seen -> steady(bad, seen.look()));
    }

    /** An error page may name the numbers; that it is an error again is enough. */
    private boolean steady(Look bad, Look other) {
      return bad.status() >= 500 ? other.status() == bad.status() : baseline().alike(bad, other);
    }

    private Proof proof(Pair pair, List<Sender.Seen> fine, List<Sender.Seen> off) {
      List<Look> good = fine.stream().map(Sender.Seen::look).toList();
      List<Look> bad = off.stream().map(Sender.Seen::look).toList();
      boolean status = good.getFirst().status() != bad.getFirst().status();
      String shows = status ? "" : Baseline.telling(good, bad);
      String hides = status || !shows.isEmpty() ? "" : Baseline.telling(bad, good);
      List<Proof.Step> steps = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Proof.Role role = i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT;
        steps.add(step(Proof.Role.CONTROL, fine.get(i), shows, hides));
        steps.add(step(role, off.get(i), hides, shows));
      }
      return new Proof(
          "control and attack differ only in the numbers, and the database "
              + pair.words()
              + " them: the control "
              + (pair.likeSample() ? "answers as without it" : "is computed")
              + ", the attack "
              + (bad.getFirst().status() >= 400
                  ? "ends in status " + bad.getFirst().status()
                  : "gives another answer"),
          steps);
    }

    private Proof.Step step(Proof.Role role, Sender.Seen seen, String has, String lacks) {
      List<Proof.Expectation> expectations = new ArrayList<>();
      expectations.add(Proofs.status(seen.exchange()));
      if (!has.isEmpty()) {
        expectations.add(Proofs.has(has));
      }
      if (!lacks.isEmpty()) {
        expectations.add(Proofs.lacks(lacks));
      }
      return Proofs.step(
          role,
          examination.point(),
          seen.exchange(),
          expectations.toArray(new Proof.Expectation[0]));
    }

    /** A database complains of one quote, twice, and not of two: a hint, no proof. */
    private Verdict suspected(Sender.Seen odd, Sender.Seen even, boolean parity)
        throws WireException {
      if (!parity
          || !complains(odd)
          || complains(examination.baseline().exchange().response().text())) {
        return Verdict.CLEAN;
      }
      if (complains(even) || !complains(send("'" + examination.markers().word(4)))) {
        return Verdict.CLEAN;
      }
      return new Verdict.Found(
          Confidence.HEURISTIC,
          "a database complains of one quote, and not of two",
          new Proof(
              "an error of a database that only the attack brings about",
              List.of(
                  Proofs.step(
                      Proof.Role.CONTROL,
                      examination.point(),
                      even.exchange(),
                      Proofs.status(even.exchange())),
                  Proofs.step(
                      Proof.Role.ATTACK,
                      examination.point(),
                      odd.exchange(),
                      Proofs.status(odd.exchange())))));
    }

    private static boolean complains(Sender.Seen seen) {
      return complains(seen.exchange().response().text());
    }

    private static boolean complains(String text) {
      return Signatures.database(text);
    }

    private Baseline baseline() {
      return examination.baseline();
    }

    private Sender.Seen send(String text) throws WireException {
      return examination.send(Payload.read(text), placement, encoding);
    }
  }
}
