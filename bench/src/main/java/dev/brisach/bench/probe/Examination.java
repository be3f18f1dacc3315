package dev.brisach.bench.probe;

import dev.brisach.core.Evidence;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.Run;
import dev.brisach.core.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of the program over a target came to, read from the evidence that it kept.
 *
 * @param checks how many live checks looked at something
 * @param alarms findings of live checks, each once
 * @param unexamined how often a live check could not judge a place, by reason
 * @param trouble reasons why a live check did not run or broke
 * @param reached how many pairs of operation and caller were truly reached
 * @param notes what the evidence says besides
 * @param requests how many were sent by all checks, as their notes say
 * @param seconds how long all checks took, as their notes say
 */
public record Examination(
    int checks,
    List<Alarm> alarms,
    Map<String, Long> unexamined,
    int reached,
    Set<String> trouble,
    Set<String> notes,
    long requests,
    long seconds) {
  private static final Pattern SENT = Pattern.compile("([0-9]{1,9}) requests in ([0-9]{1,6}) s");

  public Examination {
    alarms = List.copyOf(alarms);
  }

  /** Reads what the last examination of a project's service kept. */
  public static Examination read(Path project) throws IOException {
    Path kept = project.resolve(".brisach").resolve("live");
    if (!Files.isDirectory(kept)) {
      throw new IOException("the run kept no evidence");
    }
    List<Run> runs = Ledger.open(kept).runs();
    if (runs.isEmpty()) {
      throw new IOException("the run kept no evidence");
    }
    List<Alarm> alarms = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    Set<String> trouble = new TreeSet<>();
    Set<String> notes = new TreeSet<>();
    Set<String> reached = new TreeSet<>();
    Map<String, Long> unexamined = new TreeMap<>();
    Set<String> checks = new TreeSet<>();
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> seconds = new TreeMap<>();
    for (Evidence one : runs.getLast().evidence()) {
      if (one.environment().equals("source")) {
        continue;
      }
      notes.addAll(one.notes());
      count(one, requests, seconds);
      one.reached().stream()
          .filter(Reached::reached)
          .forEach(each -> reached.add(each.endpoint() + " " + each.identity()));
      switch (one.outcome()) {
        case Outcome.Examined examined -> {
          checks.add(one.check());
          examined.unexamined().forEach(each -> unexamined.merge(each.reason(), 1L, Long::sum));
          examined.findings().stream()
              .filter(finding -> seen.add(finding.id()))
              .map(Alarm::of)
              .forEach(alarms::add);
        }
        case Outcome.Skipped(String reason) -> trouble.add(one.check() + ": " + reason);
        case Outcome.Failed(String error) -> trouble.add(one.check() + ": " + error);
      }
    }
    return new Examination(
        checks.size(),
        alarms,
        unexamined,
        reached.size(),
        trouble,
        notes,
        sum(requests),
        sum(seconds));
  }

  /** What its notes say of a check, unless more is known from another stage of it. */
  private static void count(Evidence one, Map<String, Long> requests, Map<String, Long> seconds) {
    for (String note : one.notes()) {
      Matcher matcher = SENT.matcher(note);
      if (matcher.find()) {
        requests.merge(one.check(), Long.valueOf(matcher.group(1)), Math::max);
        seconds.merge(one.check(), Long.valueOf(matcher.group(2)), Math::max);
      }
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Notes that say that the target wrote where none should. */
  public List<String> strayWrites() {
    return notes.stream().filter(note -> note.toLowerCase(Locale.ROOT).contains("canary")).toList();
  }
}
