package dev.brisach.engine;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one run: the file pass, the threat model, checks over the whole tree, then the live
 * phase of each environment. One broken check becomes {@code Failed} (or one unexamined file) and
 * the rest goes on.
 *
 * <p>Checks over single files see no threat model, since a draft needs the finished inventory.
 */
public final class RunEngine {
  private final List<Check<?>> checks;
  private final Planner planner;
  private final @Nullable LiveRunner live;
  private final RunState state;

  /** The thread that waits for a box or a service; interrupted when the run is stopped. */
  private @Nullable Thread inLive;

  /**
   * All that a run came to.
   *
   * @param warnings what a person should know about the model, one line each
   * @param faults checks that broke or could not finish, one line each: exit code 3
   * @param stopped true where the run was cancelled before its end
   */
  public record Result(
      SourceTree tree,
      Model model,
      Inventory inventory,
      List<Evidence> evidence,
      List<String> warnings,
      List<String> faults,
      boolean stopped) {}

  /** An engine over the given checks; {@code live} is null where no live phase can be run. */
  public RunEngine(
      List<Check<?>> checks,
      Planner planner,
      @Nullable LiveRunner live,
      Options options,
      Progress progress) {
    this.checks = List.copyOf(checks);
    this.planner = planner;
    this.live = live;
    this.state = new RunState(options, progress);
  }

  /**
   * Asks a running {@link #run} to come to an early, orderly end; may be called from any thread.
   */
  public void stop() {
    state.stop();
    synchronized (this) {
      if (inLive != null) {
        inLive.interrupt();
      }
    }
  }

  private synchronized void inLive(@Nullable Thread thread) {
    inLive = thread;
    if (thread == null) {
      Thread.interrupted(); // an interrupted thread must not write to the journal's files
    }
  }

  /** Runs once; a fault in the project's own files is a usage error. */
  public Result run(Project project, String run, Journal journal) {
    try (state) {
      journal.catalogue(checks.stream().map(Check::info).toList());
      List<Environment> environments = new ArrayList<>(project.settings().environments().values());
      journal.environments(environments);
      return phases(project, run, journal, environments);
    }
  }

  private Result phases(
      Project project, String run, Journal journal, List<Environment> environments) {
    state.progress().hear(new Progress.Event.PhaseStarted(Phase.STATIC));
    List<FilePass.Worker> fileWorkers = fileWorkers();
    SourceTree tree = new FilePass(state, fileWorkers).run(project.root());
    Planner.Plan plan = plan(project, tree);
    state.progress().hear(new Progress.Event.Planned(plan.model()));
    List<Sweep> sweeps = new ArrayList<>();
    fileWorkers.forEach(worker -> sweeps.add(worker.sweep()));
    sweeps.addAll(treePass(tree, plan.model()));

    Map<Asset, Inventory.Item> items = items(tree, sweeps);
    Map<Asset, String> digests = new HashMap<>();
    items.values().forEach(item -> digests.put(item.asset(), item.digest()));
    List<Evidence> evidence = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      for (Evidence one : sweep.evidence(run, project.git(), digests)) {
        evidence.add(one);
        journal.evidence(one);
        state.progress().hear(new Progress.Event.Swept(one));
      }
    }
    Model model = withDiscovered(plan.model(), sweeps);
    journal.model(model);
    if (!state.stopped()) {
      livePhase(project, run, journal, environments, tree, model, evidence, items);
    }
    Inventory inventory = new Inventory(new TreeMap<>(items), tree.notRead());
    journal.inventory(inventory);
    return new Result(
        tree, model, inventory, evidence, plan.warnings(), state.faults(), state.stopped());
  }

  private Planner.Plan plan(Project project, SourceTree tree) {
    Planner.Plan plan = planner.plan(tree);
    List<String> notShipped = new ArrayList<>(project.settings().notShipped());
    notShipped.addAll(plan.model().notShipped());
    Model model = plan.model();
    return new Planner.Plan(
        new Model(
            model.draft(),
            model.elements(),
            model.bindings(),
            model.threats(),
            model.stories(),
            notShipped),
        plan.warnings());
  }

  private List<FilePass.Worker> fileWorkers() {
    List<FilePass.Worker> workers = new ArrayList<>();
    for (Check<?> check : checks) {
      if (check.subjectType() == SourceFile.class) {
        @SuppressWarnings("unchecked")
        Check<SourceFile> fileCheck = (Check<SourceFile>) check;
        workers.add(
            new FilePass.Worker(
                fileCheck, new Sweep(check.info(), state.options().clock().instant())));
      }
    }
    return workers;
  }

  private List<Sweep> treePass(SourceTree tree, Model model) {
    List<Sweep> sweeps = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    for (Check<?> check : checks) {
      if (check.subjectType() == SourceTree.class) {
        @SuppressWarnings("unchecked")
        Check<SourceTree> treeCheck = (Check<SourceTree>) check;
        Sweep sweep = new Sweep(check.info(), state.options().clock().instant());
        sweeps.add(sweep);
        long deadline = System.nanoTime() + state.options().perSubject().toNanos();
        running.add(
            state
                .pool()
                .submit(() ->
                    state
                        .watchdog()
                        .guard(deadline, () -> call(treeCheck, tree, model, sweep, deadline))));
      }
    }
    RunState.join(running);
    return sweeps;
  }

  private void call(
      Check<SourceTree> check, SourceTree tree, Model model, Sweep sweep, long deadline) {
    try {
      check.examine(tree, state.context(model, deadline), sweep);
    } catch (Unreadable e) {
      sweep.failed(e.getMessage());
    } catch (CancellationException e) {
      state.broke(check.info().id(), e);
      sweep.failed(RunState.reason(e));
    } catch (BrisachException e) {
      state.broke(check.info().id(), e);
      sweep.failed(e.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      state.broke(check.info().id(), e);
      sweep.failed("the check broke: " + RunState.reason(e));
    }
  }

  private static Map<Asset, Inventory.Item> items(SourceTree tree, List<Sweep> sweeps) {
    Map<Asset, Inventory.Item> items = new HashMap<>();
    for (FileEntry entry : tree.entries()) {
      items.put(
          entry.asset(),
          new Inventory.Item(
              entry.asset(),
              entry.digest(),
              List.copyOf(entry.types()),
              List.of(),
              Environment.SOURCE.name()));
    }
    for (Sweep sweep : sweeps) {
      for (Inventory.Item item : sweep.discoveredItems()) {
        items.merge(item.asset(), item, RunEngine::joined);
      }
    }
    return items;
  }

  private static Inventory.Item joined(Inventory.Item a, Inventory.Item b) {
    TreeSet<Asset> containers = new TreeSet<>(a.containers());
    containers.addAll(b.containers());
    return new Inventory.Item(
        a.asset(), a.digest(), a.types(), List.copyOf(containers), a.environment());
  }

  private static Model withDiscovered(Model model, List<Sweep> sweeps) {
    List<Binding> bindings = new ArrayList<>(model.bindings());
    sweeps.forEach(sweep -> bindings.addAll(sweep.discoveredBindings()));
    return new Model(
        model.draft(),
        model.elements(),
        bindings,
        model.threats(),
        model.stories(),
        model.notShipped());
  }

  private void livePhase(
      Project project,
      String run,
      Journal journal,
      List<Environment> environments,
      SourceTree tree,
      Model model,
      List<Evidence> evidence,
      Map<Asset, Inventory.Item> items) {
    List<Check<?>> liveChecks =
        checks.stream()
            .<Check<?>>map(check -> check)
            .filter(check -> check.info().phase() == Phase.LIVE)
            .toList();
    if (live == null || liveChecks.isEmpty()) {
      return;
    }
    state.progress().hear(new Progress.Event.PhaseStarted(Phase.LIVE));
    for (Environment environment : environments) {
      LiveRunner.Job job =
          new LiveRunner.Job(
              project,
              run,
              environment,
              tree,
              model,
              List.copyOf(evidence),
              liveChecks,
              state.options());
      LiveRunner.Outcome outcome = examine(live, job);
      if (outcome == null) {
        return;
      }
      outcome.discovered().forEach(item -> items.merge(item.asset(), item, RunEngine::joined));
      noteUnreached(environment, outcome.evidence());
      for (Evidence one : outcome.evidence()) {
        evidence.add(one);
        journal.evidence(one);
        state.progress().hear(new Progress.Event.Swept(one));
        if (one.outcome() instanceof Outcome.Failed(String error)) {
          state.fault(one.check() + " in " + environment.name() + ": " + error);
        }
      }
    }
  }

  /**
   * Somebody asked for an environment to be examined and nothing in it could be: something that is
   * needed is missing, which a pipeline must not take for a pass.
   */
  private void noteUnreached(Environment environment, List<Evidence> evidence) {
    if (state.options().ceiling().compareTo(Effect.TRAFFIC) < 0
        || environment.ceiling().compareTo(Effect.TRAFFIC) < 0) {
      return;
    }
    Map<String, Integer> reasons = new TreeMap<>();
    for (Evidence one : evidence) {
      if (!(one.outcome() instanceof Outcome.Skipped(String why))) {
        return;
      }
      reasons.merge(why, 1, Integer::sum);
    }
    reasons.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(most ->
            state.fault(environment.name() + ": nothing of it was examined: " + most.getKey()));
  }

  /** Null where the run was stopped meanwhile. */
  private LiveRunner.@Nullable Outcome examine(LiveRunner runner, LiveRunner.Job job) {
    inLive(Thread.currentThread());
    try {
      LiveRunner.Outcome outcome = state.stopped() ? null : runner.examine(job);
      return state.stopped() ? null : outcome;
    } catch (CancellationException e) {
      if (state.stopped()) {
        return null;
      }
      throw e;
    } finally {
      inLive(null);
    }
  }
}
