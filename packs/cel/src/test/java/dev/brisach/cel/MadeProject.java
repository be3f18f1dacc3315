package dev.brisach.cel;

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
import dev.brisach.core.Weakness;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Policy;
import dev.brisach.core.assurance.State;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.kit.policy.ArtifactFacts;
import dev.brisach.kit.policy.GateInputs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project with two components: {@code orders}, whose code was swept and has a finding, and {@code
 * carts}, of which nothing was looked at. A deploy check found something in {@code deploy.yaml}.
 */
final class MadeProject {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private MadeProject() {}

  static GateInputs inputs(Verdict.Gate gate, @Nullable ArtifactFacts artifact) {
    Run run = run();
    State state = State.of(run, Policy.standard(), NOW);
    return new GateInputs(
        gate, state, Assurance.compute(state, List.of(run)), List.of(run), artifact);
  }

  private static Run run() {
    CheckInfo code = check("code.sql", Stage.CODE);
    CheckInfo deploy = check("deploy.yaml", Stage.DEPLOY);
    return new Run(
        "r",
        "shop",
        null,
        "abc",
        NOW.minusSeconds(60),
        "test",
        List.of(),
        "head",
        List.of(code, deploy),
        List.of(),
        model(),
        inventory(),
        List.of(sweep(code, "src/orders/A.java"), sweep(deploy, "deploy.yaml")),
        List.of());
  }

  private static CheckInfo check(String id, Stage stage) {
    return CheckInfo.reading(id, 1, id, stage, SubjectKind.file("java"), List.of(Weakness.cwe(89)));
  }

  private static Inventory inventory() {
    TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
    for (String path : List.of("src/orders/A.java", "src/carts/B.java", "deploy.yaml")) {
      Asset file = Asset.file(path);
      items.put(file, new Inventory.Item(file, path, List.of("java"), List.of(), "source"));
    }
    return new Inventory(items, Map.of());
  }

  private static Evidence sweep(CheckInfo check, String path) {
    Finding finding =
        Finding.of(check.id(), Severity.HIGH, Confidence.LIKELY)
            .cwe(89)
            .at(path, 7)
            .says("SQL from input", "a query is made of input")
            .detail("parameter", "name")
            .identity(path)
            .build()
            .withDigest(path);
    return new Evidence(
        "r/" + check.id(),
        "r",
        null,
        "abc",
        check.id(),
        1,
        null,
        check.stages().getFirst(),
        "source",
        check.subject(),
        check.weaknesses(),
        List.of(),
        new Outcome.Examined(
            new Covered.Listed(check.subject(), List.of(Asset.file(path))),
            List.of(),
            List.of(finding)),
        NOW.minusSeconds(60),
        List.of(),
        List.of());
  }

  private static Model model() {
    TreeMap<Asset, String> elements = new TreeMap<>();
    elements.put(Asset.component("orders"), "Orders");
    elements.put(Asset.component("carts"), "Carts");
    return new Model(
        false,
        elements,
        List.of(
            bound("orders", "src/orders"),
            bound("orders", "deploy.yaml"),
            bound("carts", "src/carts")),
        List.of(threat("sql@orders", "orders", 4), threat("sql@carts", "carts", 2)),
        List.of(),
        List.of());
  }

  private static Binding bound(String component, String path) {
    return new Binding(Asset.component(component), AssetKind.FILE, path, Binding.Source.DECLARED);
  }

  private static Threat threat(String id, String component, int likelihood) {
    TreeMap<Stage, Threat.Expected> expected = new TreeMap<>();
    expected.put(Stage.CODE, new Threat.Expected(List.of(Weakness.cwe(89)), List.of()));
    expected.put(Stage.DEPLOY, new Threat.Expected(List.of(Weakness.cwe(89)), List.of()));
    return new Threat(
        id,
        "sql",
        "SQL injection",
        Asset.component(component),
        List.of(Asset.component(component)),
        List.of(Weakness.cwe(89)),
        List.of(),
        "tampering",
        likelihood,
        3,
        expected,
        List.of());
  }
}
