package dev.brisach.cli;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Inventory;
import dev.brisach.core.Phase;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.engine.GitHead;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.live.BoxJob;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
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
  private static final int MAX_API = 16 << 20;

  private BoxMain() {}

  /** Examines as the job in the folder {@code args[0]} says. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Path.of(args[0]);
    BoxJob job = BoxJob.take(out);
    Clock clock = Clock.systemUTC();
    Environment environment = job.environment();
    Wire wire;
    try {
      wire = new Wire(URI.create(String.valueOf(environment.url())), Scope.LOOPBACK);
    } catch (IllegalArgumentException e) {
      System.err.println(environment.url() + " is no address of a service");
      System.exit(1);
      return;
    }
    ApiModel api = null;
    String missing = null;
    if (environment.openapi() != null) {
      try {
        api = api(environment.openapi());
      } catch (Unreadable e) {
        missing = environment.openapi() + ": " + e.getMessage();
      }
    }
    if (missing == null) {
      Wire impatient =
          new Wire(wire.base(), Scope.LOOPBACK, 1 << 16, Duration.ofSeconds(2)); // ask often
      missing = awaited(impatient, job.health(), job.startTimeout());
    }
    write(job, out, wire, api, missing, clock);
  }

  private static void write(
      BoxJob job,
      Path out,
      Wire wire,
      @Nullable ApiModel api,
      @Nullable String missing,
      Clock clock) {
    Environment environment = job.environment();
    Effect ceiling = job.ceiling();
    try (LedgerWriter writer =
        Ledger.open(out).begin(job.project(), null, null, "brisach-box", clock.instant())) {
      LiveRunner.Outcome outcome =
          LivePass.examine(
              Checks.all(OutsideData.none()).stream()
                  .<dev.brisach.core.Check<?>>map(check -> check)
                  .filter(check -> check.info().phase() == Phase.LIVE)
                  .toList(),
              new LiveService(wire, api, users(job, wire, clock), List.of()),
              missing,
              environment,
              writer.id(),
              new GitHead(null, null),
              new Options(ceiling, 1, job.perCheck(), job.perCheck(), clock));
      outcome.evidence().forEach(writer::evidence);
      TreeMap<dev.brisach.core.Asset, Inventory.Item> items = new TreeMap<>();
      outcome.discovered().forEach(item -> items.put(item.asset(), item));
      writer.inventory(new Inventory(items, new TreeMap<>()));
    }
  }

  /** The recipes stand in the project's settings, which the box sees as well. */
  private static List<Caller> users(BoxJob job, Wire wire, Clock clock) {
    Settings.Target target =
        SettingsReader.read(Path.of(BoxJob.PROJECT)).targets().get(job.environment().name());
    return target == null
        ? List.of()
        : LoggedIn.all(target.users(), job.credentials(), wire, clock, _ -> {});
  }

  private static ApiModel api(String path) throws IOException {
    Path root = Path.of(BoxJob.PROJECT);
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      throw new Unreadable(0, "there is no such file");
    }
    if (Files.size(file) > MAX_API) {
      throw new Unreadable(0, "is longer than " + MAX_API + " bytes");
    }
    try {
      return SourceFile.of(root.relativize(file).toString(), Files.readString(file))
          .parse(OpenApiReader.OPENAPI);
    } catch (CharacterCodingException e) {
      throw new Unreadable(0, "is not UTF-8 text");
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
