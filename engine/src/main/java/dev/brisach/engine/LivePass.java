package dev.brisach.engine;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.surface.Surface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs the live checks of one environment against a service that is there, one after the other. */
public final class LivePass {
  /** Part of all the time that one check may take at most. */
  private static final int SHARE = 3;

  /**
   * What checks are told besides the service.
   *
   * @param model threats and bindings of the project
   * @param earlier evidence of earlier phases of this run
   * @param time for all checks together
   */
  public record Visit(
      Environment environment,
      String run,
      GitHead git,
      Model model,
      List<Evidence> earlier,
      Duration time,
      Options options) {
    /** A visit as a job says it. */
    public static Visit of(LiveRunner.Job job, Environment environment, Duration time) {
      return new Visit(
          environment,
          job.run(),
          job.project().git(),
          job.model(),
          job.earlier(),
          time,
          job.options());
    }
  }

  private LivePass() {}

  /** Examines a service. */
  public static LiveRunner.Outcome examine(
      List<Check<?>> checks, LiveService service, Visit visit) {
    return examine(checks, service, "", visit);
  }

  /** Skips every check, since there is no service to examine; the reason says why. */
  public static LiveRunner.Outcome skip(List<Check<?>> checks, String reason, Visit visit) {
    return examine(checks, null, reason, visit);
  }

  private static LiveRunner.Outcome examine(
      List<Check<?>> checks, @Nullable LiveService service, String missing, Visit visit) {
    List<Evidence> evidence = new ArrayList<>();
    List<Inventory.Item> discovered = new ArrayList<>();
    long end = System.nanoTime() + visit.time().toNanos();
    try (RunState state = new RunState(visit.options(), Progress.silent())) {
      for (Check<?> check : checks) {
        Sweep sweep =
            new Sweep(check.info(), visit.options().clock().instant(), visit.environment().name());
        String forbidden = forbidden(check, visit.environment(), visit.options());
        if (forbidden != null) {
          sweep.skip(forbidden);
        } else if (service == null) {
          sweep.skip(missing);
        } else if (check.subjectType() == LiveService.class) {
          @SuppressWarnings("unchecked")
          Check<LiveService> live = (Check<LiveService>) check;
          call(live, service, visit, sweep, state, end);
        } else {
          sweep.skip("no subject of its kind in the live phase");
        }
        evidence.addAll(sweep.evidence(visit.run(), visit.git(), Map.of()));
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
      Visit visit,
      Sweep sweep,
      RunState state,
      long end) {
    long begin = System.nanoTime();
    long sent = service.wire().sent();
    boolean crawled = service.known(Surface.OF) != null;
    long deadline = Math.min(end, begin + visit.time().toNanos() / SHARE);
    try {
      check.examine(
          service,
          state.context(visit.model(), visit.earlier(), visit.environment(), deadline),
          sweep);
    } catch (CancellationException e) {
      sweep.cutShort(RunState.reason(e));
    } catch (RuntimeException | StackOverflowError e) {
      sweep.failed("the check broke: " + RunState.reason(e));
    }
    sweep.note(
        (service.wire().sent() - sent)
            + " requests in "
            + Duration.ofNanos(System.nanoTime() - begin).toSeconds()
            + " s");
    Surface surface = service.known(Surface.OF);
    if (!crawled && surface != null) {
      surface.notes().forEach(sweep::note); // told once, by the check that first asked for it
    }
  }
}
