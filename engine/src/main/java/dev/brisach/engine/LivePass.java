package dev.brisach.engine;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.kit.live.LiveService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs the live checks of one environment against a service that is there, one after the other. */
public final class LivePass {
  private LivePass() {}

  /**
   * Examines a service.
   *
   * @param missing why there is no service to examine, or null; every check is then skipped with it
   */
  public static LiveRunner.Outcome examine(
      List<Check<?>> checks,
      @Nullable LiveService service,
      @Nullable String missing,
      Environment environment,
      String run,
      GitHead git,
      Options options) {
    List<Evidence> evidence = new ArrayList<>();
    List<Inventory.Item> discovered = new ArrayList<>();
    try (RunState state = new RunState(options, Progress.silent())) {
      for (Check<?> check : checks) {
        Sweep sweep = new Sweep(check.info(), options.clock().instant(), environment.name());
        String forbidden = forbidden(check, environment, options);
        if (forbidden != null) {
          sweep.skip(forbidden);
        } else if (service == null || missing != null) {
          sweep.skip(missing == null ? "no running service" : missing);
        } else if (check.subjectType() == LiveService.class) {
          @SuppressWarnings("unchecked")
          Check<LiveService> live = (Check<LiveService>) check;
          call(live, service, environment, sweep, state);
        } else {
          sweep.skip("no subject of its kind in the live phase");
        }
        evidence.addAll(sweep.evidence(run, git, Map.of()));
        discovered.addAll(sweep.discoveredItems());
      }
    }
    return new LiveRunner.Outcome(evidence, discovered);
  }

  /** Why a check may not be run against this environment, or null where it may. */
  public static @Nullable String forbidden(
      Check<?> check, Environment environment, Options options) {
    Effect effect = check.info().effect();
    if (effect.compareTo(options.ceiling()) > 0) {
      return "needs --effect " + effect.word();
    }
    if (effect.compareTo(environment.ceiling()) > 0) {
      return "the environment's ceiling is "
          + environment.ceiling().word()
          + ", it needs "
          + effect.word();
    }
    return null;
  }

  private static void call(
      Check<LiveService> check,
      LiveService service,
      Environment environment,
      Sweep sweep,
      RunState state) {
    long deadline = System.nanoTime() + state.options().perSubject().toNanos();
    try {
      check.examine(service, state.context(Model.empty(), List.of(), environment, deadline), sweep);
    } catch (CancellationException e) {
      sweep.cutShort(RunState.reason(e));
    } catch (RuntimeException | StackOverflowError e) {
      sweep.failed("the check broke: " + RunState.reason(e));
    }
  }
}
