package dev.brisach.bench;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.kit.sandbox.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a gate with own policies costs: whole processes of {@code ./brisach gate} over a made
 * project, CPU time of all its threads as the shell counts it.
 *
 * <p>Arguments: {@code --components N} (1000), {@code --threats N} (200), {@code --rules N} (100),
 * {@code --times N} (7).
 */
public final class GateBench {
  private static final int[] CWES = {79, 89, 22, 611, 502, 798, 327, 918};
  private static final Instant STARTED = Instant.parse("2026-11-20T10:00:00Z");
  private static final String[] EXPRESSIONS = {
    "!(threat.severity in ['high', 'critical']) || threat.risk > %d"
        + " || threat.cells.exists(c, c.stage == 'test' && c.state == 'held')",
    "threat.cells.filter(c, c.stage == 'code').all(c, c.state != 'breached' || c.old)"
        + " || threat.findings.all(f, f.confidence == 'heuristic' || size(f.title) > %d)",
    "threat.findings.filter(f, f.severity == 'high' && !f.decided).map(f, f.line)"
        + ".all(line, line > %d) || threat.residual < 8.0",
    "threat.questions.size() <= %d && threat.weaknesses.exists(w, w.startsWith('CWE-'))"
        + " && (has(threat.title) || threat.id.contains('@'))",
    "now > timestamp('2026-01-01T00:00:00Z') + duration('%dh')"
        + " && (threat.severity == 'critical' ? threat.cells.all(c, c.state != 'gap') : true)"
  };

  private final int components;
  private final int threats;
  private final int rules;

  private GateBench(int components, int threats, int rules) {
    this.components = components;
    this.threats = threats;
    this.rules = rules;
  }

  /** Prints CPU seconds of the first start, of later ones, and whether all said the same. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments =
        Arguments.of(
            args, Set.of("--components", "--threats", "--rules", "--times"), Set.of("--keep"));
    int times = (int) Math.max(3, arguments.number("--times", 7));
    GateBench bench =
        new GateBench(
            (int) arguments.number("--components", 1000),
            (int) arguments.number("--threats", 200),
            (int) arguments.number("--rules", 100));
    Path folder = Files.createTempDirectory("bench-gate-");
    try {
      bench.write(folder);
      bench.measure(folder, times);
    } finally {
      if (!arguments.has("--keep")) {
        Folders.delete(folder);
      }
    }
  }

  private void measure(Path folder, int times) throws IOException, InterruptedException {
    Launched.brisach(Map.of(), "--version"); // builds and trains where that is due
    Set<String> said = new HashSet<>();
    double[] first = new double[times];
    double[] later = new double[times];
    double[] without = new double[times];
    for (int i = 0; i < times; i++) {
      Path cache = Files.createDirectory(folder.resolve("cache" + i));
      first[i] = gate(folder.resolve("project"), cache, said);
      later[i] = gate(folder.resolve("project"), cache, said);
      without[i] = gate(folder.resolve("plain"), cache, null);
    }
    System.out.printf(
        Locale.ROOT, "%d components, %d threats, %d rules%n", components, threats, rules);
    print("every rule compiled", first);
    print("rules used before", later);
    print("default rules alone", without);
    System.out.println(said.size() == 1 ? "identical verdict each time" : "VERDICTS DIFFER");
  }

  private static void print(String what, double[] seconds) {
    Spread spread = Spread.of(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-22s CPU s: min %.2f, median %.2f, max %.2f%n",
        what,
        spread.min(),
        spread.median(),
        spread.max());
  }

  /** CPU seconds of one gate, the launcher's shell included. */
  private static double gate(Path project, Path cache, @Nullable Set<String> said)
      throws IOException, InterruptedException {
    String script =
        "\"$0\" gate --at 2026-11-20T12:00:00Z --format json \"$1\" || [ $? = 1 ]; times >&2";
    Launched run =
        Launched.of(
            List.of(
                "/bin/sh",
                "-c",
                script,
                Launched.root().resolve("brisach").toString(),
                project.toString()),
            Launched.root(),
            Map.of("BRISACH_CACHE", cache.toString()));
    if (run.exit() != 0 || !run.out().contains("\"verdict\"")) {
      throw new IllegalStateException("the gate ended with " + run.exit() + ": " + run.err());
    }
    if (said != null) {
      said.add(run.out());
    }
    String[] children = run.lastWords().strip().split(" ");
    return seconds(children[0]) + seconds(children[1]);
  }

  /** Reads {@code 0m0.520s}. */
  private static double seconds(String time) {
    int minutes = time.indexOf('m');
    return Integer.parseInt(time.substring(0, minutes)) * 60
        + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
  }

  private void write(Path folder) throws IOException {
    for (String name : List.of("project", "plain")) {
      Path project = Files.createDirectories(folder.resolve(name));
      Files.writeString(project.resolve("brisach.yaml"), "project: {id: made}\n");
      ledger(project);
    }
    Path policies = Files.createDirectories(folder.resolve("project/security/policy"));
    for (int i = 0; i < rules; i++) {
      String expression =
          String.format(
              Locale.ROOT, EXPRESSIONS[i % EXPRESSIONS.length], i / EXPRESSIONS.length + 1);
      Files.writeString(policies.resolve("rule" + i + ".cel.yaml"), policy(i, expression));
    }
  }

  private static String policy(int number, String expression) {
    return String.format(
        Locale.ROOT,
        """
        id: rule-%d
        message: Rule %d does not hold
        mode: %s
        each: threat
        expression: |
          %s
        tests:
          - {name: holds, expect: pass, given: {threat: {}}}
          - {name: does not, expect: fail, given: {threat: {}}}
        """,
        number,
        number,
        number % 2 == 0 ? "warn" : "audit",
        expression);
  }

  private void ledger(Path project) {
    Ledger ledger = Ledger.open(project.resolve(".brisach"));
    try (LedgerWriter writer = ledger.begin("made", "main", null, "bench", STARTED)) {
      List<CheckInfo> catalogue = new ArrayList<>();
      for (int i = 0; i < CWES.length; i++) {
        catalogue.add(
            CheckInfo.reading(
                "code.check" + i,
                1,
                "check " + i,
                Stage.CODE,
                SubjectKind.file("java"),
                List.of(Weakness.cwe(CWES[i]))));
      }
      writer.catalogue(catalogue);
      writer.environments(List.of());
      writer.model(model());
      writer.inventory(inventory());
      for (int i = 0; i < catalogue.size(); i++) {
        writer.evidence(sweep(writer.id(), catalogue.get(i), i));
      }
    }
  }

  private static Asset file(int number) {
    return Asset.file("services/c" + number + "/Main.java");
  }

  private Inventory inventory() {
    TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
    for (int i = 0; i < components; i++) {
      Asset file = file(i);
      items.put(
          file,
          new Inventory.Item(file, Integer.toHexString(i), List.of("java"), List.of(), "source"));
    }
    return new Inventory(items, Map.of());
  }

  private Evidence sweep(String run, CheckInfo check, int number) {
    List<Finding> findings = new ArrayList<>();
    for (int i = number; i < components; i += 40) {
      findings.add(
          Finding.of(check.id(), Severity.HIGH, Confidence.LIKELY)
              .weaknesses(check.weaknesses())
              .at(file(i).name(), 1 + i % 30)
              .says("a defect", "a defect")
              .identity(Integer.toString(i))
              .build());
    }
    return new Evidence(
        run + "/" + check.id(),
        run,
        "main",
        null,
        check.id(),
        check.version(),
        null,
        Stage.CODE,
        "source",
        check.subject(),
        check.weaknesses(),
        List.of(),
        new Outcome.Examined(
            new Covered.Subtree(check.subject(), "", components), List.of(), findings),
        STARTED,
        List.of(),
        List.of());
  }

  private Model model() {
    TreeMap<Asset, String> elements = new TreeMap<>();
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      Asset component = Asset.component("c" + i);
      elements.put(component, "c" + i);
      bindings.add(
          new Binding(component, AssetKind.FILE, "services/c" + i, Binding.Source.DECLARED));
    }
    List<Threat> all = new ArrayList<>();
    for (int i = 0; i < threats; i++) {
      Asset component = Asset.component("c" + i % components);
      List<Weakness> weakness = List.of(Weakness.cwe(CWES[i % CWES.length]));
      TreeMap<Stage, Threat.Expected> expected = new TreeMap<>();
      for (Stage stage : List.of(Stage.CODE, Stage.TEST)) {
        expected.put(stage, new Threat.Expected(weakness, List.of()));
      }
      all.add(
          new Threat(
              "rule" + i + "@" + component.name(),
              "rule" + i,
              "made",
              component,
              List.of(component),
              weakness,
              List.of(),
              "tampering",
              1 + i % 4,
              1 + i / 4 % 4,
              expected,
              List.of()));
    }
    return new Model(false, elements, bindings, all, List.of(), List.of());
  }
}
