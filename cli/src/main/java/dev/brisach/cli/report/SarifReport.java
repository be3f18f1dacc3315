package dev.brisach.cli.report;

import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Severity;
import dev.brisach.core.Step;
import dev.brisach.core.Weakness;
import dev.brisach.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Findings as SARIF 2.1.0 (OASIS, errata 01), for code hosting and editors. */
public final class SarifReport {
  private SarifReport() {}

  /** One SARIF log with one run. */
  public static Json.Obj of(List<Finding> findings) {
    SortedMap<String, Finding> rules = new TreeMap<>();
    findings.forEach(finding -> rules.putIfAbsent(finding.rule(), finding));
    List<String> ids = List.copyOf(rules.keySet());
    List<Json> results = new ArrayList<>();
    for (Finding finding : findings) {
      results.add(result(finding, ids.indexOf(finding.rule())));
    }
    Json.Obj driver =
        Json.object()
            .put("name", "Brisach")
            .put("semanticVersion", "0.1.0")
            .put("rules", new Json.Arr(rules.values().stream().map(SarifReport::rule).toList()))
            .build();
    Json.Obj run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put("columnKind", "utf16CodeUnits")
            .put("results", new Json.Arr(results))
            .build();
    return Json.object()
        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .put("version", "2.1.0")
        .put("runs", new Json.Arr(List.of(run)))
        .build();
  }

  private static Json rule(Finding finding) {
    List<String> tags = new ArrayList<>(List.of("security"));
    for (Weakness weakness : finding.weaknesses()) {
      tags.add(weakness.isCwe() ? "external/cwe/cwe-" + weakness.id().substring(4) : weakness.id());
    }
    return Json.object()
        .put("id", finding.rule())
        .put("shortDescription", text(finding.title()))
        .put(
            "properties",
            Json.object()
                .put("tags", tags)
                .put("security-severity", score(finding.severity()))
                .build())
        .build();
  }

  private static Json result(Finding finding, int rule) {
    Json.Builder out =
        Json.object()
            .put("ruleId", finding.rule())
            .put("ruleIndex", rule)
            .put("level", level(finding.severity()))
            .put("message", text(message(finding)));
    Location location = finding.location();
    if (location != null) {
      out.put(
          "locations",
          new Json.Arr(List.of(Json.object().put("physicalLocation", place(location)).build())));
    }
    if (!finding.path().isEmpty()) {
      out.put("codeFlows", new Json.Arr(List.of(flow(finding.path()))));
    }
    return out.put(
            "partialFingerprints",
            Json.object().put("brisach/v1", finding.fingerprint().substring(3)).build())
        .put(
            "properties",
            Json.object()
                .put("confidence", finding.confidence().word())
                .put("severity", finding.severity().word())
                .put("asset", finding.asset().toString())
                .build())
        .build();
  }

  private static String message(Finding finding) {
    String fix = finding.fix();
    return finding.message() + (fix == null || fix.isBlank() ? "" : "\n\nFix: " + fix);
  }

  private static Json flow(List<Step> path) {
    List<Json> steps = new ArrayList<>();
    for (Step step : path) {
      steps.add(
          Json.object()
              .put(
                  "location",
                  Json.object()
                      .put("physicalLocation", place(step.location()))
                      .put("message", text(step.role() + ": " + step.text()))
                      .build())
              .build());
    }
    return Json.object()
        .put(
            "threadFlows",
            new Json.Arr(List.of(Json.object().put("locations", new Json.Arr(steps)).build())))
        .build();
  }

  private static Json.Obj place(Location location) {
    Json.Builder out =
        Json.object()
            .put("artifactLocation", Json.object().put("uri", uri(location.file())).build());
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

  private static Json text(String text) {
    return Json.object().put("text", text).build();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case ELEVATED, MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case ELEVATED -> "7.0";
      case MEDIUM -> "5.5";
      case LOW -> "3.0";
      case INFO -> "0.0";
    };
  }
}
