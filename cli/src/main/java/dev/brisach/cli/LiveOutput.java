package dev.brisach.cli;

import dev.brisach.cli.report.FindingList;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.Report;
import dev.brisach.cli.report.SarifReport;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.login.Recipe;
import dev.brisach.test.matrix.AccessMatrix;
import dev.brisach.test.matrix.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what was seen of a running service: findings, reach, and what could not be judged. */
final class LiveOutput {
  private static final int MOST_LINES = 20;

  private LiveOutput() {}

  /** Prints, and returns the exit code. */
  static int print(Output output, LiveScan.Seen seen, String schema) {
    List<Finding> findings = StageScan.findings(seen.evidence());
    switch (output.oneOf(Output.Format.TEXT, Output.Format.JSON, Output.Format.SARIF)) {
      case JSON -> output.json(json(schema, seen, findings));
      case SARIF -> {
        output.out().print(JsonWriter.pretty(SarifReport.of(findings)));
        output.out().flush();
      }
      default -> {
        FindingList.print(findings, output.out(), output.style());
        reach(output, seen.evidence());
        checks(output, seen.evidence());
      }
    }
    boolean failed = false;
    for (Evidence one : seen.evidence()) {
      if (one.outcome() instanceof Outcome.Failed(String error)) {
        failed = true;
        output.note("brisach: could not finish: " + one.check() + ": " + error);
      }
    }
    int exit = StageScan.exit(findings);
    boolean nothing =
        seen.evidence().stream().noneMatch(one -> one.outcome() instanceof Outcome.Examined);
    return exit == Exit.OK && (failed || nothing) ? Exit.MISSING : exit;
  }

  private static Json.Obj json(String schema, LiveScan.Seen seen, List<Finding> findings) {
    List<Json> items = new ArrayList<>();
    findings.forEach(finding -> items.add(JsonReport.finding(finding, null, List.of())));
    List<Json> reached = new ArrayList<>();
    coverage(seen.evidence())
        .values()
        .forEach(one -> reached.add(JsonReport.reached(one, role(seen, one.identity()))));
    List<Json> missed = new ArrayList<>();
    for (Evidence sweep : seen.evidence()) {
      Report.leftOut(sweep).forEach(one -> missed.add(missed(Report.CRAWL, one)));
      switch (sweep.outcome()) {
        case Outcome.Examined examined ->
            examined.unexamined().forEach(one -> missed.add(missed(sweep, one)));
        case Outcome.Skipped(String reason) -> missed.add(missed(sweep.check(), reason));
        case Outcome.Failed(String error) -> missed.add(missed(sweep.check(), error));
      }
    }
    return Json.object()
        .put("schema", schema)
        .put("environment", seen.environment().name())
        .put("url", seen.environment().url())
        .put("findings", new Json.Arr(items))
        .put("coverage", new Json.Arr(reached))
        .put("notExamined", new Json.Arr(missed))
        .build();
  }

  private static Json missed(Evidence sweep, Outcome.Unexamined one) {
    return Json.object()
        .put("check", sweep.check())
        .put("asset", one.asset().toString())
        .put("reason", one.reason())
        .build();
  }

  private static Json missed(String check, String reason) {
    return Json.object().put("check", check).put("reason", reason).build();
  }

  /** The roles of who called, as brisach.yaml names them. */
  private static String role(LiveScan.Seen seen, String identity) {
    Recipe user = seen.project().settings().target(seen.environment()).users().get(identity);
    return identity.isEmpty()
        ? AccessMatrix.STRANGER
        : user == null || user.roles().isEmpty() ? User.ROLE : String.join(",", user.roles());
  }

  /** Each operation and caller once: reached where any check reached it. */
  static Map<String, Reached> coverage(List<Evidence> evidence) {
    Map<String, Reached> all = new TreeMap<>();
    for (Evidence sweep : evidence) {
      for (Reached one : sweep.reached()) {
        all.merge(
            one.endpoint() + "\n" + one.identity(), one, (old, now) -> old.reached() ? old : now);
      }
    }
    return all;
  }

  private static void reach(Output output, List<Evidence> evidence) {
    Map<String, int[]> counts = new TreeMap<>();
    coverage(evidence)
        .values()
        .forEach(one -> {
          int[] count = counts.computeIfAbsent(one.identity(), _ -> new int[2]);
          count[0] += one.reached() ? 1 : 0;
          count[1]++;
        });
    counts.forEach((identity, count) ->
        output
            .out()
            .println(
                (identity.isEmpty() ? "a stranger" : identity)
                    + " reached "
                    + count[0]
                    + " of "
                    + count[1]
                    + " operations"));
    output.out().flush();
  }

  /** What was not judged, by reason, the most frequent first. */
  private static void checks(Output output, List<Evidence> evidence) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Evidence sweep : evidence) {
      Report.leftOut(sweep)
          .forEach(
              one -> reasons.computeIfAbsent(Report.CRAWL + ": " + one, _ -> new ArrayList<>()));
      switch (sweep.outcome()) {
        case Outcome.Examined examined ->
            examined
                .unexamined()
                .forEach(one ->
                    reasons
                        .computeIfAbsent(
                            sweep.check() + ": " + one.reason(), _ -> new ArrayList<>())
                        .add(one.asset().name()));
        case Outcome.Skipped(String reason) ->
            reasons.computeIfAbsent(sweep.check() + ": " + reason, _ -> new ArrayList<>());
        case Outcome.Failed _ -> {}
      }
    }
    reasons.entrySet().stream()
        .sorted((a, b) -> b.getValue().size() - a.getValue().size())
        .limit(MOST_LINES)
        .forEach(one -> output.note("not examined: " + one.getKey() + places(one.getValue())));
    if (reasons.size() > MOST_LINES) {
      output.note("not examined: " + (reasons.size() - MOST_LINES) + " more (--format json)");
    }
  }

  private static String places(List<String> places) {
    return switch (places.size()) {
      case 0 -> "";
      case 1 -> " (" + places.getFirst() + ")";
      default -> " (" + places.getFirst() + " and " + (places.size() - 1) + " more)";
    };
  }
}
