package dev.brisach.cli.report;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Confidence;
import dev.brisach.core.Covered;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Decision;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Location;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Step;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Cell;
import dev.brisach.core.assurance.CellState;
import dev.brisach.core.assurance.Ruling;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.engine.decisions.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports made by hand: a web shop with every state of a cell, a hostile one, a large one. */
final class Reports {
  static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>";
  static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final String RUN = "20260302T092958Z-a1b2c3";

  private final List<Threat> threats = new ArrayList<>();
  private final Map<String, SortedMap<Stage, List<Cell>>> cells = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Stage> stages = new TreeMap<>();
  private final Map<String, List<Asset>> components = new TreeMap<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Verdict.Reason> reasons = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final TreeMap<String, String> decided = new TreeMap<>();
  private final List<String> notShipped = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final Map<String, String> notRead = new TreeMap<>();

  /** A shop in the middle of its work. */
  static Report shop() {
    Reports shop = new Reports();
    Finding sql = shop.add(SampleFindings.sqlInjection(), Stage.CODE, "orders");
    Finding library = shop.add(SampleFindings.library(), Stage.PACKAGE, "cart");
    Finding secret = shop.add(SampleFindings.secret(), Stage.CODE, "shop");
    Finding object = shop.add(SampleFindings.foreignObject(), Stage.TEST, "orders");
    shop.threat("sql-injection", "SQL injection in Orders", "orders", Severity.CRITICAL, "CWE-89");
    shop.cell(Stage.PLAN, CellState.PARTLY, "nobody has adopted story S-3");
    shop.cell(Stage.CODE, CellState.BREACHED, "", sql);
    shop.cell(Stage.TEST, CellState.GAP, "no test looks for CWE-89");
    shop.cell(Stage.OPERATE, CellState.SKIPPED, "code.attack: needs --effect attack");
    shop.reason("breach-of-high-threat", Verdict.Word.BLOCK, "code breached, likely");
    shop.reason("gap-of-high-threat", Verdict.Word.WARN, "nothing looked in test");
    shop.threat(
        "foreign-objects", "Foreign objects through Orders", "orders", Severity.HIGH, "CWE-639");
    shop.cell(Stage.PLAN, CellState.HELD, "");
    shop.cell(Stage.CODE, CellState.HELD, "");
    shop.cell(Stage.TEST, CellState.BREACHED, "", object);
    shop.reason("breach-of-high-threat", Verdict.Word.BLOCK, "test (staging) breached, proved");
    shop.threat(
        "vulnerable-packages",
        "Known vulnerabilities in packages of Cart",
        "cart",
        Severity.HIGH,
        "CWE-1395");
    shop.cell(Stage.PACKAGE, CellState.DECIDED, "D-1 accepts it until 2026-06-01", library);
    shop.cell(Stage.RELEASE, CellState.STALE, "swept three days ago");
    shop.threat(
        "credentials", "Credentials in the files of Shop", "shop", Severity.HIGH, "CWE-798");
    shop.cell(Stage.CODE, CellState.BREACHED, "", secret);
    shop.cell(Stage.DEPLOY, CellState.HELD, "");
    shop.threat(
        "log-forging", "Logs of Orders that can be altered", "orders", Severity.MEDIUM, "CWE-117");
    shop.cell(
        Stage.CODE, CellState.PARTLY, "file:src/main/java/shop/Old.java not examined: too large");
    shop.cell(Stage.MONITOR, CellState.SKIPPED, "no log source is declared");
    shop.sweeps();
    shop.decision(library);
    shop.questions.add(
        new Question(
            "Q-1",
            sql.id(),
            new Question.Said("anna", NOW, "Is this reachable from outside?"),
            List.of(new Question.Said("bob", NOW, "Yes, by /api/orders."))));
    Finding sample = shop.add(SampleFindings.sample(), Stage.CODE, "shop");
    shop.notShipped.add(sample.fingerprint());
    return shop.build("shop", false);
  }

  /** Everything a stranger names is markup, a control sequence, or very long. */
  static Report hostile() {
    Reports bad = new Reports();
    Finding finding = SampleFindings.hostile();
    bad.add(finding, Stage.CODE, "shop" + HOSTILE);
    bad.threat("x" + HOSTILE, "Threat " + HOSTILE, "shop" + HOSTILE, Severity.CRITICAL, "CWE-79");
    bad.cell(Stage.CODE, CellState.BREACHED, HOSTILE, finding);
    bad.reason("breach-of-high-threat", Verdict.Word.BLOCK, HOSTILE);
    bad.decisions.add(
        new Decision(
            "D" + HOSTILE, Decision.Act.ACCEPT, HOSTILE, HOSTILE, HOSTILE, List.of(HOSTILE), NOW));
    bad.questions.add(
        new Question(
            "Q" + HOSTILE, finding.id(), new Question.Said(HOSTILE, NOW, HOSTILE), List.of()));
    bad.notRead.put("x" + HOSTILE, "reason " + HOSTILE);
    return bad.build(HOSTILE, true);
  }

  /** As large as a big company's: every component has threats, every stage findings. */
  static Report large(int threats, int findings) {
    Reports large = new Reports();
    Stage[] stages = {Stage.CODE, Stage.PACKAGE, Stage.DEPLOY, Stage.TEST};
    Severity[] severities = {Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW};
    for (int i = 0; i < findings; i++) {
      Finding finding =
          Finding.of("code.java.sql-injection", severities[i * 4 / findings], Confidence.LIKELY)
              .cwe(89)
              .at(
                  "src/main/java/example/module" + i % 40 + "/Repository" + i + ".java",
                  10 + i % 300)
              .says(
                  "SQL text is put together from a request's parameter",
                  "`find` puts `name`, which a client sends, into the text of a statement.")
              .fix("Use a prepared statement and bind `name`.")
              .step(
                  new Step(
                      Location.line("src/main/java/example/Web.java", 12),
                      "source",
                      "String name = request.getParameter(\"name\");"))
              .step(
                  new Step(
                      Location.line("src/main/java/example/Repository.java", 40),
                      "sink",
                      "statement.executeQuery(sql);"))
              .lesson(SampleFindings.lesson())
              .identity("n" + i)
              .build();
      large.add(finding, stages[i % 4], "module" + i % 40);
    }
    for (int i = 0; i < threats; i++) {
      large.threat(
          "rule" + i,
          "Threat number " + i + " in module " + i % 40,
          "module" + i % 40,
          severities[i * 4 / threats],
          "CWE-89");
      large.cell(Stage.PLAN, CellState.GAP, "no story answers it");
      large.cell(
          Stage.CODE,
          CellState.BREACHED,
          "",
          large.findings.subList(i % 100, i % 100 + 20).toArray(Finding[]::new));
      large.cell(Stage.PACKAGE, CellState.HELD, "");
      large.cell(
          Stage.DEPLOY,
          CellState.PARTLY,
          "file:deploy/" + i + ".yaml not examined: broken YAML at line 3");
      large.reason("breach-of-high-threat", Verdict.Word.BLOCK, "code breached, likely");
      if (i % 2 == 0) {
        large.reason("gap-of-high-threat", Verdict.Word.WARN, "nothing looked in plan, test");
      }
    }
    for (int i = 0; i < 5000; i++) {
      large.notRead.put("vendor/" + i + ".bin", "binary");
    }
    return large.build("monolith", false);
  }

  Finding add(Finding finding, Stage stage, String component) {
    findings.add(finding);
    stages.put(finding.fingerprint(), stage);
    components.put(finding.fingerprint(), List.of(Asset.component(component)));
    return finding;
  }

  private void threat(String rule, String title, String component, Severity severity, String cwe) {
    int impact = severity == Severity.CRITICAL ? 4 : severity == Severity.HIGH ? 3 : 1;
    int likelihood = severity == Severity.CRITICAL || severity == Severity.HIGH ? 4 : 2;
    Asset asset = Asset.component(component);
    String id = Threat.idOf("plan." + rule, List.of(asset));
    threats.add(
        new Threat(
            id,
            "plan." + rule,
            title,
            asset,
            List.of(asset),
            List.of(new Weakness(cwe)),
            List.of(),
            "T",
            likelihood,
            impact,
            new TreeMap<>(),
            List.of("Which clients may call it?")));
    SortedMap<Stage, List<Cell>> row = new TreeMap<>();
    for (Stage stage : Stage.values()) {
      row.put(
          stage,
          List.of(
              new Cell(
                  id,
                  stage,
                  "source",
                  CellState.NONE,
                  null,
                  false,
                  false,
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of())));
    }
    cells.put(id, row);
  }

  private void cell(Stage stage, CellState state, String reason, Finding... seen) {
    String id = threats.getLast().id();
    boolean live = stage == Stage.TEST || stage == Stage.OPERATE;
    Cell cell =
        new Cell(
            id,
            stage,
            live ? "staging" : "source",
            state,
            seen.length == 0 ? null : seen[0].confidence(),
            false,
            state == CellState.DECIDED,
            seen.length == 0 ? List.of() : List.of(RUN + "/" + seen[0].rule()),
            List.of(seen).stream().map(Finding::fingerprint).toList(),
            reason.isEmpty() ? List.of() : List.of(reason),
            state == CellState.HELD ? List.of("looked at completely") : List.of());
    cells.get(id).put(stage, List.of(cell));
  }

  private void reason(String rule, Verdict.Word word, String message) {
    reasons.add(new Verdict.Reason(rule, word, threats.getLast().id(), message));
  }

  private void decision(Finding finding) {
    decisions.add(
        new Decision(
            "D-1",
            Decision.Act.ACCEPT,
            finding.fingerprint(),
            "The mapper reads our own files only.",
            "ada",
            List.of("grace"),
            Instant.parse("2026-06-01T00:00:00Z")));
    decided.put(finding.fingerprint(), "D-1");
  }

  private void sweeps() {
    SubjectKind java = SubjectKind.file("java");
    evidence.add(
        sweep(
            "code.java.sql-injection",
            Stage.CODE,
            null,
            java,
            new Outcome.Examined(
                new Covered.Subtree(java, "", 29),
                List.of(
                    new Outcome.Unexamined(Asset.file("src/main/java/shop/Old.java"), "too large")),
                List.of(findings.getFirst()))));
    SubjectKind pkg = SubjectKind.of(AssetKind.PKG);
    evidence.add(
        sweep(
            "package.vulnerable-component",
            Stage.PACKAGE,
            new DataVersion("osv 7444 records", NOW),
            pkg,
            new Outcome.Examined(
                new Covered.Listed(pkg, List.of(findings.get(1).asset())),
                List.of(),
                List.of(findings.get(1)))));
    evidence.add(
        sweep(
            "test.anonymous-access",
            Stage.TEST,
            null,
            SubjectKind.of(AssetKind.ENDPOINT),
            new Outcome.Skipped("needs --effect traffic")));
    evidence.add(
        sweep(
            "deploy.kubernetes.manifests",
            Stage.DEPLOY,
            null,
            SubjectKind.file("kubernetes"),
            new Outcome.Failed("the parser gave up at line 3")));
    notRead.put("target", "ignored by .gitignore");
  }

  private static Evidence sweep(
      String check, Stage stage, DataVersion data, SubjectKind subject, Outcome outcome) {
    return new Evidence(
        RUN + "/" + check + "/" + stage.word() + "/source",
        RUN,
        "main",
        "0123456789abcdef0123",
        check,
        1,
        data,
        stage,
        "source",
        subject,
        List.of(Weakness.cwe(89)),
        List.of(),
        outcome,
        NOW.minusSeconds(30),
        List.of(),
        List.of());
  }

  private Report build(String project, boolean draft) {
    reasons.add(
        new Verdict.Reason(
            "critical-finding",
            Verdict.Word.BLOCK,
            null,
            findings.getFirst().id()
                + " "
                + findings.getFirst().title()
                + " at "
                + FindingList.place(findings.getFirst())
                + ", proved"));
    Map<String, Double> residual = new LinkedHashMap<>();
    threats.forEach(threat -> residual.put(threat.id(), 12.345));
    TreeMap<String, Ruling> rulings = new TreeMap<>();
    decisions.forEach(decision ->
        rulings.put(decision.id(), new Ruling(Ruling.State.VALID, "until " + decision.until())));
    Map<String, List<Asset>> bound = new TreeMap<>(components);
    Assurance assurance =
        new Assurance(
            threats,
            cells,
            findings,
            bound,
            List.of(Asset.file("README.md")),
            notShipped,
            rulings,
            residual,
            share(),
            decided,
            new TreeMap<>());
    TreeMap<Asset, String> elements = new TreeMap<>();
    threats.forEach(threat -> elements.put(threat.asset(), threat.asset().name()));
    Model model = new Model(draft, elements, List.of(), threats, List.of(), List.of());
    return new Report(
        project,
        "main",
        "0123456789abcdef0123",
        NOW,
        "b0b1b2",
        model,
        new Inventory(new TreeMap<>(), notRead),
        List.of(),
        evidence,
        stages,
        decisions,
        assurance,
        new Verdict(Verdict.Gate.RUN, Verdict.Word.BLOCK, reasons),
        List.of("The model names no owner."),
        List.of("age limit of package: none (set in brisach.yaml)"),
        questions);
  }

  private Assurance.Share share() {
    int[] counts = new int[CellState.values().length];
    cells
        .values()
        .forEach(row ->
            row.values().forEach(all -> all.forEach(cell -> counts[cell.state().ordinal()]++)));
    return new Assurance.Share(
        0.37,
        counts[CellState.HELD.ordinal()],
        counts[CellState.BREACHED.ordinal()],
        counts[CellState.DECIDED.ordinal()],
        counts[CellState.PARTLY.ordinal()],
        counts[CellState.STALE.ordinal()],
        counts[CellState.SKIPPED.ordinal()],
        counts[CellState.GAP.ordinal()]);
  }
}
