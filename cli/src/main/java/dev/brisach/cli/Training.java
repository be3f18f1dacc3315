package dev.brisach.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Carries out a few real commands in one process, so that the launcher's AOT cache holds what daily
 * work needs. Not a command of the program.
 */
final class Training {
  private static final String POLICY =
      """
      id: trained
      message: A high threat holds nowhere
      mode: warn
      each: threat
      expression: |
        !(threat.severity in ['high', 'critical']) || threat.risk > 2 && has(threat.title)
        || threat.cells.filter(c, c.stage == 'test').all(c, c.state != 'gap' && !c.old)
        || (threat.findings.map(f, f.line).exists(line, line > 3)
            ? now > timestamp('2026-01-01T00:00:00Z') + duration('1h')
            : size(threat.id) > 1 && threat.id.contains('@') && threat.residual < 2.5)
      tests:
        - {name: low, expect: pass, given: {threat: {severity: low}}}
        - {name: high, expect: fail, given: {threat: {severity: high, cells: [{stage: test, state: gap}]}}}
      """;

  private Training() {}

  /**
   * Trains over the example in the checkout at {@code args[0]}, which it never changes.
   *
   * @param args the checkout; {@code gate} for the gates alone; a folder for a made project
   */
  public static void main(String[] args) throws IOException {
    if (args[1].equals("gate")) {
      gates(Files.createDirectories(Path.of(args[2]).resolve("project")));
    } else {
      daily(Path.of(args[0]).resolve("examples/shop"));
    }
    System.exit(0);
  }

  private static void daily(Path example) {
    Main.execute("--help");
    Main.execute("run", "--help");
    if (Files.isDirectory(example)) {
      Main.execute("config", example.toString());
      for (String format : new String[] {"text", "json", "sarif", "html"}) {
        Main.execute("run", "--no-ledger", "--format", format, example.toString());
      }
    }
  }

  private static void gates(Path project) throws IOException {
    Path policies = Files.createDirectories(project.resolve("security/policy"));
    Files.writeString(policies.resolve("trained.cel.yaml"), POLICY);
    Files.writeString(project.resolve("A.java"), "class A { String password = \"secret\"; }\n");
    String place = project.toString();
    Main.execute("run", "--no-ledger", place); // compiles
    Main.execute("run", place); // compiles and keeps
    for (String format : new String[] {"text", "json"}) {
      Main.execute("gate", "--format", format, place);
      Main.execute("gate", "test", "--format", format, place);
    }
    Main.execute("gate", "--release", project.resolve("A.java").toString(), place);
  }
}
