package dev.brisach.core.assurance;

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
import dev.brisach.core.Run;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;

/** Random projects with random histories, small enough to be dense in odd cases. */
final class RandomGround {
  private static final int[] CWES = {89, 564, 639, 502, 1395, 862};
  private static final List<Confidence> CONFIDENCES = List.of(Confidence.values());
  private static final List<Stage> STAGES =
      List.of(Stage.CODE, Stage.PACKAGE, Stage.TEST, Stage.OPERATE, Stage.MONITOR);

  private final Random random;
  final Ground ground = new Ground();
  private final List<SortedMap<Asset, Inventory.Item>> contents = new ArrayList<>();

  RandomGround(Random random) {
    this.random = random;
    ground.branch = "feature";
    ground.base = "main";
    ground.box("box", "log").box("twin");
    checks();
    model();
    for (int i = 0; i < 3; i++) {
      contents.add(content());
    }
    ground.items.putAll(contents.getLast());
    int runs = 2 + random.nextInt(6);
    for (int i = 0; i < runs; i++) {
      ground.runs.add(run(i));
    }
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private void checks() {
    for (int i = 0; i < 7; i++) {
      Stage stage = STAGES.get(i < 3 ? i : below(STAGES.size()));
      List<String> templates =
          stage == Stage.OPERATE || stage == Stage.MONITOR ? List.of("t" + below(2)) : List.of();
      ground.check("check.c" + i, 1 + below(2), stage, subject(stage), templates, cwe(), cwe());
    }
    ground.check("monitor.telemetry", 1, Stage.MONITOR, "logsource", 778);
  }

  private String subject(Stage stage) {
    return switch (stage) {
      case CODE -> oneIn(2) ? "file/java" : "file";
      case PACKAGE -> oneIn(2) ? "file/manifest" : "pkg";
      case MONITOR -> "logsource";
      case PLAN, RELEASE, DEPLOY, TEST, OPERATE -> "endpoint";
    };
  }

  private int cwe() {
    return CWES[below(CWES.length)];
  }

  private void model() {
    for (int component = 0; component < 3; component++) {
      String name = "c" + component;
      ground.bind(name, AssetKind.FILE, oneIn(4) ? "." : "d" + component);
      ground.bind(name, AssetKind.ENDPOINT, oneIn(4) ? "/" : "/p" + component);
      if (oneIn(2)) {
        ground.bind(name, AssetKind.FILE, "lock");
      }
      if (oneIn(2)) {
        ground.bind(name, AssetKind.LOGSOURCE, "log");
      }
    }
    for (int i = 0; i < 4; i++) {
      int cwe = cwe();
      Map<Stage, Threat.Expected> expected = new HashMap<>();
      for (Stage stage : STAGES) {
        if (!oneIn(4)) {
          expected.put(
              stage,
              stage == Stage.OPERATE || stage == Stage.MONITOR
                  ? Ground.template("t" + below(2))
                  : Ground.cwe(cwe));
        }
      }
      for (int component = 0; component < 3; component++) {
        ground.threat("t" + i + "@c" + component, "c" + component, cwe, expected);
      }
    }
  }

  private SortedMap<Asset, Inventory.Item> content() {
    Ground there = new Ground();
    for (int folder = 0; folder < 3; folder++) {
      for (int file = 0; file < 2; file++) {
        if (!oneIn(5)) {
          there.file("d" + folder + "/F" + file, "v" + below(2), oneIn(4) ? "yaml" : "java");
        }
      }
    }
    there.file("lock", "v" + below(2), "manifest").file("d1/lock", "v" + below(2), "manifest");
    for (int i = 0; i < 3; i++) {
      if (oneIn(2)) {
        there.pkg("npm/p" + i + "@" + below(2), oneIn(2) ? "lock" : "d1/lock");
      }
    }
    for (String box : List.of("box", "twin")) {
      for (int i = 0; i < 3; i++) {
        if (!oneIn(4)) {
          String digest = oneIn(3) ? "" : "v" + below(2);
          there.live(Asset.endpoint("GET", "http://" + box + "/p" + i + "/x"), digest, box);
        }
      }
    }
    there.live(Asset.parse("logsource:log"), "", "box");
    return there.items;
  }

  private Run run(int number) {
    SortedMap<Asset, Inventory.Item> seen = contents.get(below(contents.size()));
    String branch = oneIn(3) ? "main" : "feature";
    Instant started = Ground.hoursAgo(below(60) * (oneIn(5) ? 30 : 1));
    List<Evidence> evidence = new ArrayList<>();
    for (CheckInfo check : ground.checks.values()) {
      boolean live =
          check.subject().kind() != AssetKind.FILE && check.subject().kind() != AssetKind.PKG;
      for (String environment : live ? List.of("box", "twin") : List.of("source")) {
        if (!oneIn(4)) {
          evidence.add(sweep(number, check, environment, branch, started, seen));
        }
      }
    }
    return new Run(
        "run-" + number,
        "shop",
        branch,
        null,
        started,
        "test",
        List.of(),
        "head" + below(1000),
        List.copyOf(ground.checks.values()),
        ground.environments,
        Model.empty(),
        new Inventory(seen, Map.of()),
        evidence,
        List.of());
  }

  private Evidence sweep(
      int run,
      CheckInfo check,
      String environment,
      String branch,
      Instant started,
      SortedMap<Asset, Inventory.Item> seen) {
    return evidence(
        "run-" + run + "/" + check.id() + "/" + environment,
        check,
        1 + below(check.version()),
        environment,
        branch,
        started,
        outcome(check, environment, seen));
  }

  static Evidence evidence(
      String id,
      CheckInfo check,
      int version,
      String environment,
      String branch,
      Instant started,
      Outcome outcome) {
    return new Evidence(
        id,
        id,
        branch,
        null,
        check.id(),
        version,
        null,
        check.stages().getFirst(),
        environment,
        check.subject(),
        check.weaknesses(),
        check.templates(),
        outcome,
        started,
        List.of(),
        List.of());
  }

  private Outcome outcome(
      CheckInfo check, String environment, SortedMap<Asset, Inventory.Item> seen) {
    SubjectKind subject = check.subject();
    List<Asset> all =
        seen.values().stream()
            .filter(item -> item.is(subject) && item.environment().equals(environment))
            .map(Inventory.Item::asset)
            .filter(asset -> !oneIn(8))
            .toList();
    if (all.isEmpty() || oneIn(6)) {
      return new Outcome.Skipped("no luck");
    }
    boolean tree = subject.kind() == AssetKind.FILE && oneIn(2);
    Covered covered =
        tree
            ? new Covered.Subtree(subject, oneIn(2) ? "" : "d" + below(3), all.size())
            : new Covered.Listed(subject, all);
    List<Outcome.Unexamined> missed = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Asset asset : all) {
      if (oneIn(8)) {
        missed.add(new Outcome.Unexamined(asset, "unreadable"));
      } else if (oneIn(8)) {
        findings.add(finding(check, asset));
      }
    }
    if (check.stages().contains(Stage.OPERATE) && !oneIn(3)) {
      findings.add(
          Findings.at(Asset.parse("host:control"), Confidence.PROVED, 89)
              .detail("control", "positive")
              .build());
    }
    return new Outcome.Examined(covered, missed, findings);
  }

  private Finding finding(CheckInfo check, Asset asset) {
    Confidence confidence = CONFIDENCES.get(below(3));
    return Finding.of(check.id(), Severity.HIGH, confidence)
        .weaknesses(check.weaknesses())
        .at(asset, null)
        .says("a defect", "a defect at " + asset)
        .identity(Integer.toString(below(2)))
        .build();
  }

  /** The same project with two components' bindings swapped. */
  Model swapped(String a, String b) {
    List<Binding> bindings = new ArrayList<>();
    for (Binding binding : ground.bindings) {
      String name = binding.element().name();
      String other = name.equals(a) ? b : name.equals(b) ? a : name;
      bindings.add(
          new Binding(
              Asset.component(other), binding.kind(), binding.selector(), binding.source()));
    }
    Model model = ground.model();
    return new Model(
        model.draft(),
        model.elements(),
        bindings,
        model.threats(),
        model.stories(),
        model.notShipped());
  }
}
