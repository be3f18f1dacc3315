package dev.brisach.test.matrix;

import dev.brisach.core.Asset;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tests of a running service reached, and what they left out.
 *
 * @param rows one for each endpoint that a sweep named
 * @param untested threats that expect a test and have none that was carried out whole
 */
public record Coverage(List<Row> rows, List<Untested> untested) {
  /** Whether somebody truly reached an endpoint. */
  public sealed interface Cell {
    /** The service did the work asked for; a login, where there is one, was proved. */
    record Yes() implements Cell {}

    /** It was tried. */
    record No(String reason) implements Cell {}

    /** Nothing was tried. */
    record NotTried() implements Cell {}
  }

  /**
   * An endpoint.
   *
   * @param as by identity: users, and {@link AccessMatrix#STRANGER}
   */
  public record Row(Asset endpoint, SortedMap<String, Cell> as) {
    public Row {
      as = Collections.unmodifiableSortedMap(new TreeMap<>(as));
    }
  }

  /** A threat without a whole test, and why, each reason once. */
  public record Untested(Threat threat, List<String> reasons) {
    public Untested {
      reasons = List.copyOf(reasons);
    }
  }

  public Coverage {
    rows = List.copyOf(rows);
    untested = List.copyOf(untested);
  }

  /**
   * The coverage of one run.
   *
   * @param evidence sweeps; those of other stages are left aside
   * @param users names of those who may log in
   * @param apiFile path of the API file that the model's bindings may name; empty for none
   */
  public static Coverage of(
      Model model, Collection<Evidence> evidence, Collection<String> users, String apiFile) {
    List<Evidence> tests = evidence.stream().filter(one -> one.stage() == Stage.TEST).toList();
    Reach reach = new Reach(model.bindings(), apiFile);
    List<Untested> untested = new ArrayList<>();
    for (Threat threat : model.threats()) {
      Threat.Expected expected = threat.expected().get(Stage.TEST);
      if (expected != null) {
        List<String> reasons = reasons(threat, expected, tests, reach);
        if (!reasons.isEmpty()) {
          untested.add(new Untested(threat, reasons));
        }
      }
    }
    return new Coverage(rows(tests, users), untested);
  }

  private static List<Row> rows(List<Evidence> tests, Collection<String> users) {
    SortedMap<Asset, SortedMap<String, Cell>> rows = new TreeMap<>();
    for (Evidence sweep : tests) {
      endpoints(sweep).forEach(one -> rows.computeIfAbsent(one, _ -> empty(users)));
      for (Reached reached : sweep.reached()) {
        String as = reached.identity().isEmpty() ? AccessMatrix.STRANGER : reached.identity();
        rows.computeIfAbsent(reached.endpoint(), _ -> empty(users))
            .merge(
                as,
                reached.reached() ? new Cell.Yes() : new Cell.No(reached.reason()),
                Coverage::better);
      }
    }
    return rows.entrySet().stream().map(one -> new Row(one.getKey(), one.getValue())).toList();
  }

  private static SortedMap<String, Cell> empty(Collection<String> users) {
    SortedMap<String, Cell> cells = new TreeMap<>();
    cells.put(AccessMatrix.STRANGER, new Cell.NotTried());
    users.forEach(user -> cells.put(user, new Cell.NotTried()));
    return cells;
  }

  /** Reached by one sweep is reached; of two reasons the first in the alphabet stays. */
  private static Cell better(Cell a, Cell b) {
    return switch (a) {
      case Cell.Yes _ -> a;
      case Cell.NotTried _ -> b;
      case Cell.No(String one) ->
          switch (b) {
            case Cell.Yes _ -> b;
            case Cell.NotTried _ -> a;
            case Cell.No(String other) -> one.compareTo(other) <= 0 ? a : b;
          };
    };
  }

  private static Collection<Asset> endpoints(Evidence sweep) {
    return switch (sweep.outcome()) {
      case Outcome.Examined(Covered.Listed listed, var unexamined, _) -> {
        TreeSet<Asset> all = new TreeSet<>(listed.assets());
        unexamined.forEach(one -> all.add(one.asset()));
        yield all;
      }
      case Outcome.Examined _, Outcome.Skipped _, Outcome.Failed _ -> List.of();
    };
  }

  private static List<String> reasons(
      Threat threat, Threat.Expected expected, List<Evidence> tests, Reach reach) {
    TreeSet<String> reasons = new TreeSet<>();
    for (Weakness weakness : expected.weaknesses()) {
      speak(
          weakness.id(),
          tests.stream().filter(one -> one.weaknesses().contains(weakness)).toList(),
          threat,
          reach,
          reasons);
    }
    for (String template : expected.templates()) {
      speak(
          template,
          tests.stream().filter(one -> one.templates().contains(template)).toList(),
          threat,
          reach,
          reasons);
    }
    return List.copyOf(reasons);
  }

  /** Adds why the sweeps that looked for something do not suffice; one whole sweep suffices. */
  private static void speak(
      String what, List<Evidence> sweeps, Threat threat, Reach reach, Collection<String> reasons) {
    if (sweeps.isEmpty()) {
      reasons.add("no test looks for " + what);
      return;
    }
    List<String> found = new ArrayList<>();
    for (Evidence sweep : sweeps) {
      List<String> gaps = gaps(sweep, threat, reach);
      if (gaps.isEmpty()) {
        return;
      }
      found.addAll(gaps);
    }
    reasons.addAll(found);
  }

  private static List<String> gaps(Evidence sweep, Threat threat, Reach reach) {
    return switch (sweep.outcome()) {
      case Outcome.Skipped(String reason) -> List.of(sweep.check() + " did not run: " + reason);
      case Outcome.Failed(String error) -> List.of(sweep.check() + " broke: " + error);
      case Outcome.Examined examined -> {
        List<Asset> here = endpoints(sweep).stream().filter(one -> reach.of(threat, one)).toList();
        if (here.isEmpty()) {
          yield List.of(sweep.check() + " looked at no endpoint of " + threat.asset().name());
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (Outcome.Unexamined one : examined.unexamined()) {
          if (here.contains(one.asset())) {
            counts.merge(one.reason(), 1, Integer::sum);
          }
        }
        yield counts.entrySet().stream()
            .map(one ->
                sweep.check()
                    + ": "
                    + one.getValue()
                    + " of "
                    + here.size()
                    + " endpoints not examined: "
                    + one.getKey())
            .toList();
      }
    };
  }
}
