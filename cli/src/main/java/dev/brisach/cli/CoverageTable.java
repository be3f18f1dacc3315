package dev.brisach.cli;

import dev.brisach.core.Run;
import dev.brisach.core.json.Json;
import dev.brisach.test.matrix.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Prints endpoint by caller, and the threats without a test. */
final class CoverageTable {
  private static final int MOST_REASONS = 3;

  private CoverageTable() {}

  static void print(Output output, Output.Format format, TestPlanning planning, Run last) {
    Coverage coverage =
        Coverage.of(
            planning.model(),
            last.evidence().stream()
                .filter(one -> one.environment().equals(planning.environment().name()))
                .toList(),
            planning.users(),
            planning.api().file());
    if (format == Output.Format.JSON) {
      output.json(json(coverage, last));
      return;
    }
    table(output, coverage);
    for (Coverage.Untested one : coverage.untested()) {
      output.out().println("no whole test: " + one.threat().id());
      one.reasons().stream()
          .limit(MOST_REASONS)
          .forEach(reason -> output.out().println("    " + reason));
      if (one.reasons().size() > MOST_REASONS) {
        output.out().println("    and " + (one.reasons().size() - MOST_REASONS) + " more reasons");
      }
    }
    output.out().flush();
  }

  private static void table(Output output, Coverage coverage) {
    TreeSet<String> names = new TreeSet<>();
    coverage.rows().forEach(row -> names.addAll(row.as().keySet()));
    StringBuilder head = new StringBuilder();
    names.forEach(name -> head.append(padded(name, Math.max(8, name.length() + 2))));
    output.out().println(head + "operation");
    for (Coverage.Row row : coverage.rows()) {
      StringBuilder line = new StringBuilder();
      for (String name : names) {
        Coverage.Cell cell = row.as().getOrDefault(name, new Coverage.Cell.NotTried());
        String word =
            switch (cell) {
              case Coverage.Cell.Yes _ -> "yes";
              case Coverage.Cell.No _ -> "no";
              case Coverage.Cell.NotTried _ -> "-";
            };
        line.append(padded(word, Math.max(8, name.length() + 2)));
      }
      output.out().println(line + row.endpoint().name());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static Json.Obj json(Coverage coverage, Run last) {
    List<Json> rows = new ArrayList<>();
    for (Coverage.Row row : coverage.rows()) {
      for (Map.Entry<String, Coverage.Cell> as : row.as().entrySet()) {
        Json.Builder one =
            Json.object().put("endpoint", row.endpoint().toString()).put("role", as.getKey());
        switch (as.getValue()) {
          case Coverage.Cell.Yes _ -> one.put("reached", true);
          case Coverage.Cell.No(String reason) -> one.put("reached", false).put("reason", reason);
          case Coverage.Cell.NotTried _ -> one.put("reached", false).put("reason", "not tried");
        }
        rows.add(one.build());
      }
    }
    List<Json> untested = new ArrayList<>();
    for (Coverage.Untested one : coverage.untested()) {
      untested.add(
          Json.object().put("threat", one.threat().id()).put("reasons", one.reasons()).build());
    }
    return Json.object()
        .put("schema", "test-coverage/1")
        .put("run", last.id())
        .put("coverage", new Json.Arr(rows))
        .put("untested", new Json.Arr(untested))
        .build();
  }
}
