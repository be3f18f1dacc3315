package dev.brisach.cli;

import dev.brisach.core.Asset;
import dev.brisach.core.Check;
import dev.brisach.core.Inventory;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.engine.GitHead;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.live.BoxJob;
import dev.brisach.engine.live.ReplayJson;
import dev.brisach.engine.live.ServiceReader;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Limits;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import dev.brisach.kit.wire.WireOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The probe inside the box: waits for the service, examines it, writes one ledger segment. Not a
 * command of the program.
 */
final class BoxMain {
  private BoxMain() {}

  /** Examines as the job in the folder {@code args[0]} says. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Path.of(args[0]);
    BoxJob job = BoxJob.take(out);
    Clock clock = Clock.systemUTC();
    Wire wire;
    try {
      wire = new Wire(URI.create(String.valueOf(job.environment().url())), Scope.LOOPBACK);
    } catch (IllegalArgumentException e) {
      System.err.println(job.environment().url() + " is no address of a service");
      System.exit(1);
      return;
    }
    Wire impatient = // asks often
        new Wire(
            wire.base(),
            Scope.LOOPBACK,
            WireOptions.usual()
                .withLimits(
                    Limits.usual()
                        .withTimeout(Duration.ofSeconds(2))
                        .withBreaker(0, Duration.ZERO)));
    String missing = awaited(impatient, job.health(), job.startTimeout());
    LiveService service = null;
    try {
      service = service(job, wire, clock);
    } catch (Unreadable e) {
      missing = e.getMessage();
    }
    if (job.proof() == null) {
      write(job, out, service, missing, clock);
    } else if (service == null || missing != null) {
      System.err.println(missing);
      System.exit(1);
    } else {
      ReplayJson.write(Replay.of(job.proof(), service, "bx" + clock.millis()), job.proof(), out);
    }
  }

  private static LiveService service(BoxJob job, Wire wire, Clock clock) {
    Path root = Path.of(BoxJob.PROJECT);
    Settings.Target target = SettingsReader.read(root).target(job.environment());
    return new ServiceReader(root)
        .read(wire, job.environment(), target, job.har(), job.credentials(), clock);
  }

  private static void write(
      BoxJob job, Path out, @Nullable LiveService service, @Nullable String missing, Clock clock) {
    try (LedgerWriter writer =
        Ledger.open(out).begin(job.project(), null, null, "brisach-box", clock.instant())) {
      LivePass.Visit visit =
          new LivePass.Visit(
              job.environment(),
              writer.id(),
              new GitHead(null, null),
              job.model(),
              job.earlier(),
              job.time(),
              new Options(job.ceiling(), 1, job.time(), job.time(), clock));
      Path root = Path.of(BoxJob.PROJECT);
      List<Check<?>> checks =
          Checks.live(OutsideData.inside(root), Checks.team(root)).stream()
              .<Check<?>>map(check -> check)
              .filter(check -> job.checks().contains(check.info().id()))
              .toList();
      LiveRunner.Outcome outcome =
          service == null || missing != null
              ? LivePass.skip(checks, String.valueOf(missing), visit)
              : LivePass.examine(checks, service, visit);
      outcome.evidence().forEach(writer::evidence);
      TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
      outcome.discovered().forEach(item -> items.put(item.asset(), item));
      writer.inventory(new Inventory(items, new TreeMap<>()));
    }
  }

  /** Null once the service answers; else why it is taken for dead. */
  private static @Nullable String awaited(Wire wire, String health, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    String last = "no answer";
    Path ended = Path.of(Box.STATE, Box.TARGET_EXIT);
    while (System.nanoTime() - end < 0) {
      try {
        Exchange exchange = wire.send(Exchange.Request.of("GET", health));
        if (exchange.response().status() < 500) {
          return null;
        }
        last = health + " answers " + exchange.response().status();
      } catch (WireException e) {
        last = e.getMessage();
      }
      if (Files.exists(ended)) {
        return "the service did not come up";
      }
      Thread.sleep(100);
    }
    return "the service did not come up within " + timeout.toSeconds() + " s: " + last;
  }
}
