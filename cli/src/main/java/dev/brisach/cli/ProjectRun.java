package dev.brisach.cli;

import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.engine.Options;
import dev.brisach.engine.Progress;
import dev.brisach.engine.Project;
import dev.brisach.engine.RunEngine;
import dev.brisach.engine.guard.Base;
import dev.brisach.engine.live.BoxedLive;
import dev.brisach.kit.policy.OwnPolicies;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.test.matrix.Team;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from a project's folder to its report: ledger, engine, assurance, gate. */
final class ProjectRun {
  static final String TOOL = "brisach 0.1.0";

  private final Project project;
  private final Effect effect;
  private final boolean noLedger;
  private final Clock clock;
  private final Progress progress;
  private final Consumer<String> notes;
  private final @Nullable Base base;
  private final OutsideData data;

  /**
   * What a run came to.
   *
   * @param missing why a stage had nothing to run, by stage
   * @param faults checks that could not finish, one line each
   * @param kept false where the evidence could not be kept
   */
  record Ended(
      Report report,
      SourceTree tree,
      Map<Stage, String> missing,
      List<String> faults,
      boolean kept) {}

  ProjectRun(
      Project project,
      Effect effect,
      @Nullable Path advisories,
      boolean noLedger,
      Clock clock,
      Progress progress,
      Consumer<String> notes,
      @Nullable Base base) {
    this.project = base == null ? project : project.with(base.settings(project.settings()));
    this.base = base;
    this.effect = effect;
    this.noLedger = noLedger;
    this.clock = clock;
    this.progress = progress;
    this.notes = notes;
    this.data = OutsideData.of(this.project, advisories, base);
  }

  Ended run() {
    Team team = Team.SILENT;
    if (effect != Effect.READ) {
      Reach.require(project.settings());
      team = Checks.team(project.root());
    }
    Said said = Said.of(project, base, clock.instant());
    List<Check<?>> checks = Checks.all(data, team);
    OwnPolicies policies = Packs.policies(project, base, !noLedger);
    Ledger ledger = noLedger ? Ledger.inMemory() : Ledger.open(project.root().resolve(".brisach"));
    boolean kept = true;
    LedgerWriter writer;
    try {
      ledger.repair().forEach(notes);
      writer = begin(ledger);
    } catch (BrisachException e) {
      notes.accept("brisach: " + e.getMessage() + "; this run's evidence is not kept");
      ledger = Ledger.inMemory();
      writer = begin(ledger);
      kept = false;
    }
    said.decisions().forEach(writer::decision);
    String id = writer.id();
    List<Release> known = ledger.read().releases();
    RunEngine.Result result = examine(checks, writer, known);
    Ledger.Reading reading = ledger.read();
    reading.words().forEach(notes);
    List<Run> runs = reading.runs().stream().filter(PastRuns::examined).toList();
    unfinishedBefore(runs, id);
    Run current = runs.stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
    List<String> warnings = new ArrayList<>(result.warnings());
    warnings.addAll(said.warnings());
    Report report =
        ReportBuilder.build(
            project, policies, current, runs, reading.releases(), warnings, said, clock.instant());
    return new Ended(report, result.tree(), missing(checks), result.faults(), kept);
  }

  /** The run before this one may have been broken off: nobody should take it for a whole one. */
  private void unfinishedBefore(List<Run> runs, String id) {
    runs.stream()
        .filter(run -> !run.id().equals(id))
        .reduce((_, last) -> last)
        .filter(run -> run.head() == null)
        .ifPresent(run ->
            notes.accept(
                "brisach: segment "
                    + run.id()
                    + " is unfinished: the run before this one was stopped, broke off or is still"
                    + " at work; what it saw counts up to its last entry"));
  }

  /** Runs the engine; a run that broke or was stopped leaves its segment unfinished. */
  private RunEngine.Result examine(
      List<Check<?>> checks, LedgerWriter writer, List<Release> known) {
    RunEngine engine =
        new RunEngine(
            checks,
            data::plan,
            new BoxedLive(
                Installation.classPath(),
                Installation.jdk(),
                BoxMain.class.getName(),
                System::getenv),
            Options.reading(clock).withCeiling(effect),
            progress);
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(engine, done, writer.id()), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    boolean whole = false;
    try {
      RunEngine.Result result = engine.run(project, writer.id(), new LedgerJournal(writer));
      whole = !result.stopped();
      ReleaseTruth.declared(project, known, clock.instant(), notes).forEach(writer::release);
      return result;
    } finally {
      if (whole) {
        writer.close();
      } else {
        writer.abort();
      }
      done.countDown();
      unhook(hook);
    }
  }

  private LedgerWriter begin(Ledger ledger) {
    return ledger.begin(
        project.settings().projectId(),
        project.git().branch(),
        project.git().revision(),
        TOOL,
        clock.instant());
  }

  /** On Ctrl-C: no new work, the segment is left in order, at most two seconds. */
  private void stop(RunEngine engine, CountDownLatch done, String segment) {
    engine.stop();
    try {
      done.await(2, TimeUnit.SECONDS);
      notes.accept(
          noLedger
              ? "brisach: stopped"
              : "brisach: stopped; segment " + segment + " is unfinished");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is being ended already; the hook itself called us to an end
    }
  }

  private Map<Stage, String> missing(List<Check<?>> checks) {
    Map<Stage, String> missing = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      boolean any = checks.stream().anyMatch(check -> check.info().stages().contains(stage));
      if (!any) {
        missing.put(stage, "this version of Brisach has no check of this stage");
      } else if (stage == Stage.TEST && project.settings().environments().isEmpty()) {
        missing.put(stage, "no environment in brisach.yaml");
      }
    }
    return missing;
  }

  /** Notes about a policy that differs from the default, for every report. */
  static List<String> policyNotes(Project project) {
    List<String> lines = new ArrayList<>();
    project
        .settings()
        .ageLimits()
        .forEach((stage, limit) ->
            lines.add(
                "age limit of "
                    + stage.word()
                    + (limit.limit() == null
                        ? ": none (set in brisach.yaml)"
                        : ": " + limit.limit() + " (set in brisach.yaml)")));
    return lines.stream().sorted().toList();
  }
}
