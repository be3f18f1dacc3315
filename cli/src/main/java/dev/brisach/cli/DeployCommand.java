package dev.brisach.cli;

import dev.brisach.core.Check;
import dev.brisach.core.Phase;
import dev.brisach.core.Stage;
import dev.brisach.deploy.DeployChecks;
import dev.brisach.deploy.identity.RunningIdentity;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stage Deploy on its own. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "Safe configuration of what is rolled out, and what a stranger can do to it.",
    subcommands = {
      DeployCommand.Config.class,
      DeployCommand.Probe.class,
      DeployCommand.Identity.class
    })
final class DeployCommand {
  @Command(
      name = "config",
      mixinStandardHelpOptions = true,
      description = "Judge Dockerfiles, Kubernetes manifests, compose files and GitHub workflows.")
  static final class Config implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      return StageScan.run(
          output,
          path,
          DeployChecks.all().stream()
              .<Check<?>>map(check -> check)
              .filter(check -> check.info().phase() == Phase.STATIC)
              .toList(),
          "deploy-config/1");
    }
  }

  @Command(
      name = "probe",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Crawl a running service and try the usual techniques of an attacker, each with proof.",
        "Loopback needs no scope; another address needs one in brisach.yaml.",
        "An installed Chromium runs pages without a network of its own; without one, cross-site",
        "scripting is at most likely."
      })
  static final class Probe implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private LiveOptions options = new LiveOptions();

    @Parameters(
        arity = "0..1",
        paramLabel = "URL",
        description = "The service (default: the environment of brisach.yaml).")
    private @Nullable String target;

    @Override
    public Integer call() {
      LiveScan.Seen seen = LiveScan.run(options.aim(target), Stage.DEPLOY, options.keep());
      return LiveOutput.print(output, seen, "deploy-probe/1");
    }
  }

  @Command(
      name = "identity",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Compare what runs in an environment with what was signed, attested and let through.",
        "The environment tells its digest by the key 'identity' of brisach.yaml; the key 'release'",
        "says whose signatures count and where they lie."
      })
  static final class Identity implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private LiveOptions options = new LiveOptions();

    @Override
    public Integer call() {
      LiveScan.Aim aim = options.aim(null).only(RunningIdentity.ID);
      LiveScan.Seen seen = LiveScan.run(aim, Stage.DEPLOY, options.keep());
      return LiveOutput.print(output, seen, "deploy-identity/1");
    }
  }
}
