package dev.brisach.cli;

import dev.brisach.deploy.DeployChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stage Deploy on its own. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "Safe configuration of what is rolled out.",
    subcommands = DeployCommand.Config.class)
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
      return StageScan.run(output, path, List.copyOf(DeployChecks.all()), "deploy-config/1");
    }
  }
}
