package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Covered;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Decision;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.Story;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small project on which tests lay sweeps; every sweep is a run of its own. */
final class Ground {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  final TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
  final TreeMap<String, String> notRead = new TreeMap<>();
  final TreeMap<Asset, String> elements = new TreeMap<>();
  final List<Binding> bindings = new ArrayList<>();
  final List<Threat> threats = new ArrayList<>();
  final List<Story> stories = new ArrayList<>();
  final List<String> notShipped = new ArrayList<>();
  final TreeMap<String, CheckInfo> checks = new TreeMap<>();
  final List<Environment> environments = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<Release> releases = new ArrayList<>();
  final TreeMap<String, String> deployed = new TreeMap<>();
  final List<Run> runs = new ArrayList<>();
  boolean draft;
  String branch = "main";
  @Nullable String base;
  Instant now = NOW;
  private int count;

  static Instant ago(Duration age) {
    return NOW.minus(age);
  }

  static Instant hoursAgo(int hours) {
    return ago(Duration.ofHours(hours));
  }

  static Instant daysAgo(int days) {
    return ago(Duration.ofDays(days));
  }

  Ground file(String path, String digest, String... types) {
    return item(Asset.file(path), digest, "source", List.of(types));
  }

  Ground pkg(String purl, String... manifests) {
    Asset asset = Asset.pkg(purl);
    String version = purl.substring(purl.indexOf('@') + 1);
    List<Asset> containers = Arrays.stream(manifests).map(Asset::file).toList();
    items.put(asset, new Inventory.Item(asset, version, List.of(), containers, "source"));
    return this;
  }

  Ground live(Asset asset, String digest, String environment) {
    return item(asset, digest, environment, List.of());
  }

  private Ground item(Asset asset, String digest, String environment, List<String> types) {
    items.put(asset, new Inventory.Item(asset, digest, types, List.of(), environment));
    return this;
  }

  Ground gone(Asset asset) {
    items.remove(asset);
    return this;
  }

  Ground bind(String component, AssetKind kind, String selector) {
    Asset element = Asset.component(component);
    elements.put(element, component);
    bindings.add(new Binding(element, kind, selector, Binding.Source.DECLARED));
    return this;
  }

  Ground box(String name, String... logSources) {
    environments.add(
        new Environment(
            name,
            "http://127.0.0.1:8080",
            List.of("run"),
            null,
            List.of(logSources),
            Effect.ATTACK));
    return this;
  }

  Ground remote(String name, Effect ceiling, String... logSources) {
    environments.add(
        new Environment(
            name, "https://" + name + ".test", List.of(), null, List.of(logSources), ceiling));
    return this;
  }

  Ground check(String id, int version, Stage stage, String subject, int... cwes) {
    return check(id, version, stage, subject, List.of(), cwes);
  }

  Ground check(
      String id, int version, Stage stage, String subject, List<String> templates, int... cwes) {
    checks.put(
        id,
        new CheckInfo(
            id,
            version,
            id,
            List.of(stage),
            Phase.STATIC,
            SubjectKind.parse(subject),
            Arrays.stream(cwes).mapToObj(Weakness::cwe).toList(),
            templates,
            List.of(),
            Effect.READ));
    return this;
  }

  /** A threat of severity high (3 x 4) at a component. */
  Ground threat(String id, String component, int cwe, Map<Stage, Threat.Expected> expected) {
    return threat(id, Asset.component(component), cwe, expected, List.of());
  }

  Ground threat(
      String id,
      Asset asset,
      int cwe,
      Map<Stage, Threat.Expected> expected,
      List<String> questions) {
    if (asset.kind().isModel()) {
      elements.putIfAbsent(asset, asset.name());
    }
    threats.add(
        new Threat(
            id,
            "rule",
            id,
            asset,
            List.of(asset),
            List.of(Weakness.cwe(cwe)),
            List.of(),
            "tampering",
            3,
            4,
            new TreeMap<>(expected),
            questions));
    return this;
  }

  static Threat.Expected cwe(int... cwes) {
    return new Threat.Expected(Arrays.stream(cwes).mapToObj(Weakness::cwe).toList(), List.of());
  }

  static Threat.Expected template(String... templates) {
    return new Threat.Expected(List.of(), List.of(templates));
  }

  /** Begins a sweep of a known check; {@link Laid#lay} puts it into the ledger. */
  Laid sweep(String check, Stage stage, String environment, Instant started) {
    CheckInfo info = checks.get(check);
    return new Laid(java.util.Objects.requireNonNull(info, check), stage, environment, started);
  }

  final class Laid {
    private final CheckInfo check;
    private final Stage stage;
    private final String environment;
    private final Instant started;
    private final List<Asset> covered = new ArrayList<>();
    private final List<Outcome.Unexamined> unexamined = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> templates;
    private @Nullable DataVersion data;
    private @Nullable String root;

    Laid(CheckInfo check, Stage stage, String environment, Instant started) {
      this.check = check;
      this.stage = stage;
      this.environment = environment;
      this.started = started;
      this.templates = check.templates();
    }

    Laid tree(String path) {
      root = path;
      return this;
    }

    Laid covers(Asset... assets) {
      covered.addAll(List.of(assets));
      return this;
    }

    Laid missed(Asset asset, String reason) {
      unexamined.add(new Outcome.Unexamined(asset, reason));
      return this;
    }

    Laid finds(Finding finding) {
      findings.add(finding);
      return this;
    }

    Laid note(String note) {
      notes.add(note);
      return this;
    }

    Laid templates(String... carriedOut) {
      templates = List.of(carriedOut);
      return this;
    }

    Laid data(Instant date) {
      data = new DataVersion("advisories", date);
      return this;
    }

    Ground lay() {
      Covered where =
          root == null
              ? new Covered.Listed(check.subject(), covered)
              : new Covered.Subtree(check.subject(), root, 1);
      return lay(new Outcome.Examined(where, unexamined, findings));
    }

    Ground skipped(String reason) {
      return lay(new Outcome.Skipped(reason));
    }

    Ground lay(Outcome outcome) {
      String run = "run-" + count++;
      Evidence evidence =
          new Evidence(
              run + "/" + check.id(),
              run,
              branch,
              null,
              check.id(),
              check.version(),
              data,
              stage,
              environment,
              check.subject(),
              check.weaknesses(),
              templates,
              outcome,
              started,
              List.of(),
              notes);
      runs.add(
          new Run(
              run,
              "shop",
              branch,
              null,
              started,
              "test",
              List.of(),
              "head-" + run,
              List.copyOf(checks.values()),
              environments,
              Model.empty(),
              inventory(),
              List.of(evidence),
              List.of()));
      return Ground.this;
    }
  }

  /** Runs whose catalogue counts although nothing was swept. */
  Ground catalogueOnly() {
    if (!checks.isEmpty()) {
      sweep(checks.firstKey(), Stage.PLAN, "nowhere", daysAgo(400)).skipped("only its catalogue");
    }
    return this;
  }

  Inventory inventory() {
    return new Inventory(items, notRead);
  }

  Model model() {
    return new Model(draft, elements, bindings, threats, stories, notShipped);
  }

  State state() {
    return new State(
        "shop",
        branch,
        base,
        null,
        inventory(),
        model(),
        environments,
        deployed,
        decisions,
        releases,
        Policy.standard(),
        now);
  }

  Assurance assurance() {
    return Assurance.compute(state(), runs);
  }

  Cell cell(String threat, Stage stage, String environment) {
    return assurance().cells(threat, stage).stream()
        .filter(cell -> cell.environment().equals(environment))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cell of " + threat + " in " + stage));
  }
}
