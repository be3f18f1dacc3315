package dev.brisach.cli.report;

import dev.brisach.core.Decision;
import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Outcome;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Findings as SARIF 2.1.0 (OASIS, errata 01), for code hosting and editors. What was not examined
 * becomes a notification of the invocation; a decided finding is suppressed and still listed.
 * Repository addresses are unknown here, so that revision and branch stand in the run's properties
 * and not in {@code versionControlProvenance}, which requires the address. Fixes are words, not
 * edits, and therefore no {@code fixes}.
 */
public final class SarifReport {
  private static final int MOST_NOTIFICATIONS = 1000;

  private final List<Finding> findings;
  private final @Nullable Report report;
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Set<String> notShipped = new HashSet<>();

  private SarifReport(List<Finding> findings, @Nullable Report report) {
    this.findings = findings;
    this.report = report;
    if (report != null) {
      report.decisions().forEach(decision -> decisions.put(decision.id(), decision));
      notShipped.addAll(report.assurance().notShipped());
    }
  }

  /** One SARIF log with one run: the findings alone. */
  public static Json.Obj of(List<Finding> findings) {
    return new SarifReport(findings, null).log();
  }

  /** One SARIF log with one run: findings, decisions, and what was not examined. */
  public static Json.Obj of(Report report) {
    return new SarifReport(report.assurance().findings(), report).log();
  }

  private Json.Obj log() {
    SortedMap<String, Finding> rules = new TreeMap<>();
    findings.forEach(finding -> rules.putIfAbsent(finding.rule(), finding));
    findings.forEach(finding ->
        rules.computeIfPresent(
            finding.rule(),
            (_, first) -> first.lesson() == null && finding.lesson() != null ? finding : first));
    Map<String, Integer> numbers = new HashMap<>();
    rules.keySet().forEach(rule -> numbers.put(rule, numbers.size()));
    List<Json> results = new ArrayList<>();
    for (Finding finding : findings) {
      results.add(result(finding, numbers.getOrDefault(finding.rule(), 0)));
    }
    Json.Obj driver =
        Json.object()
            .put("name", "Brisach")
            .put("semanticVersion", "0.1.0")
            .put("rules", new Json.Arr(rules.values().stream().map(SarifRule::of).toList()))
            .build();
    Json.Builder run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put(
                "originalUriBaseIds",
                Json.object()
                    .put(
                        "%SRCROOT%",
                        Json.object()
                            .put("description", text("The root of the examined tree."))
                            .build())
                    .build())
            .put("columnKind", "utf16CodeUnits");
    if (report != null) {
      about(report, run);
    }
    return Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", new Json.Arr(List.of(run.put("results", new Json.Arr(results)).build())))
        .build();
  }

  private static void about(Report report, Json.Builder run) {
    run.put("automationDetails", Json.object().put("id", "brisach/" + report.project()).build());
    run.put("invocations", new Json.Arr(List.of(invocation(report))));
    run.put(
        "properties",
        Json.object()
            .put("project", report.project())
            .put("branch", report.branch())
            .put("revision", report.revision())
            .put("gate", report.verdict().word().word())
            .build());
  }

  private static Json invocation(Report report) {
    List<Json> notifications = new ArrayList<>();
    List<Report.NotExamined> all = report.notExamined();
    for (Report.NotExamined one : all.subList(0, Math.min(MOST_NOTIFICATIONS, all.size()))) {
      notifications.add(notification(one));
    }
    if (all.size() > MOST_NOTIFICATIONS) {
      String more = (all.size() - MOST_NOTIFICATIONS) + " more places were not examined";
      notifications.add(Json.object().put("level", "warning").put("message", text(more)).build());
    }
    boolean failed =
        report.evidence().stream().anyMatch(sweep -> sweep.outcome() instanceof Outcome.Failed);
    return Json.object()
        .put("executionSuccessful", !failed)
        .put("endTimeUtc", report.now().toString())
        .put("toolExecutionNotifications", new Json.Arr(notifications))
        .build();
  }

  private static Json notification(Report.NotExamined one) {
    Stage stage = one.stage();
    String what = one.asset().isEmpty() ? one.check() : one.asset();
    Json.Builder out =
        Json.object()
            .put("descriptor", Json.object().put("id", one.check()).build())
            .put("level", "warning")
            .put("message", text("Not examined: " + what + ": " + one.reason()));
    String file =
        one.asset().startsWith("file:")
            ? one.asset().substring(5)
            : stage == null ? one.asset() : "";
    if (!file.isBlank()) {
      out.put("locations", new Json.Arr(List.of(physical(place(new Location(file, 0, 0))))));
    }
    if (stage != null) {
      out.put("properties", Json.object().put("stage", stage.word()).build());
    }
    return out.build();
  }

  private Json result(Finding finding, int rule) {
    Json.Builder out =
        Json.object()
            .put("ruleId", finding.rule())
            .put("ruleIndex", rule)
            .put("level", level(finding.severity()))
            .put("message", text(message(finding)))
            .put("locations", new Json.Arr(List.of(location(finding))));
    if (!finding.path().isEmpty()) {
      out.put("codeFlows", new Json.Arr(List.of(flow(finding.path()))));
    }
    out.put(
        "partialFingerprints",
        Json.object().put("brisach/v1", finding.fingerprint().substring(3)).build());
    Decision decision =
        report == null
            ? null
            : decisions.get(report.assurance().decided().get(finding.fingerprint()));
    if (decision != null) {
      out.put("suppressions", new Json.Arr(List.of(suppression(decision))));
    }
    return out.put("properties", properties(finding)).build();
  }

  private Json properties(Finding finding) {
    Json.Builder out =
        Json.object()
            .put("id", finding.id())
            .put("confidence", finding.confidence().word())
            .put("severity", finding.severity().word())
            .put("asset", finding.asset().toString());
    if (report != null) {
      Stage stage = report.stagesOfFindings().get(finding.fingerprint());
      out.put("stage", stage == null ? null : stage.word());
      if (notShipped.contains(finding.fingerprint())) {
        out.put("shipped", false);
      }
    }
    return out.build();
  }

  private static Json suppression(Decision decision) {
    return Json.object()
        .put("kind", "external")
        .put("status", "accepted")
        .put(
            "justification",
            decision.act().word()
                + " by "
                + decision.author()
                + " until "
                + decision.until()
                + ": "
                + decision.reason())
        .build();
  }

  private static String message(Finding finding) {
    String fix = finding.fix();
    return finding.message() + (fix == null || fix.isBlank() ? "" : "\n\nFix: " + fix);
  }

  /** The place in a file, where there is one, and always the asset by its name. */
  private static Json location(Finding finding) {
    Json.Builder out = Json.object();
    if (finding.location() != null) {
      out.put("physicalLocation", place(finding.location()));
    }
    Json.Obj asset = Json.object().put("fullyQualifiedName", finding.asset().toString()).build();
    return out.put("logicalLocations", new Json.Arr(List.of(asset))).build();
  }

  private static Json flow(List<Step> path) {
    List<Json> steps = new ArrayList<>();
    for (Step step : path) {
      Json.Obj location =
          Json.object()
              .put("physicalLocation", place(step.location()))
              .put("message", text(step.role() + ": " + step.text()))
              .build();
      steps.add(Json.object().put("location", location).build());
    }
    return Json.object()
        .put(
            "threadFlows",
            new Json.Arr(List.of(Json.object().put("locations", new Json.Arr(steps)).build())))
        .build();
  }

  private static Json physical(Json.Obj place) {
    return Json.object().put("physicalLocation", place).build();
  }

  private static Json.Obj place(Location location) {
    Json.Builder out =
        Json.object()
            .put(
                "artifactLocation",
                Json.object()
                    .put("uri", uri(location.file()))
                    .put("uriBaseId", "%SRCROOT%")
                    .build());
    if (location.line() > 0) {
      Json.Builder region = Json.object().put("startLine", location.line());
      if (location.column() > 0) {
        region.put("startColumn", location.column());
      }
      out.put("region", region.build());
    }
    return out.build();
  }

  /** A relative URI reference with each segment encoded. */
  static String uri(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      segments.add(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", segments);
  }

  static Json text(String text) {
    return Json.object().put("text", text).build();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case ELEVATED, MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }
}
