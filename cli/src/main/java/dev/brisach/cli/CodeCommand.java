package dev.brisach.cli;

import dev.brisach.code.java.JavaChecks;
import dev.brisach.code.secrets.SecretChecks;
import dev.brisach.core.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stage Code on its own. */
@Command(
    name = "code",
    mixinStandardHelpOptions = true,
    description = "Secrets and weaknesses in source code.",
    subcommands = {CodeCommand.Secrets.class, CodeCommand.Scan.class})
final class CodeCommand {
  @Command(
      name = "secrets",
      mixinStandardHelpOptions = true,
      description = "Find credentials; values are masked.")
  static final class Secrets implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      return StageScan.run(output, path, List.copyOf(SecretChecks.all()), "code-secrets/1");
    }
  }

  @Command(
      name = "scan",
      mixinStandardHelpOptions = true,
      description = "Find credentials and weaknesses in Java code.")
  static final class Scan implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      List<Check<?>> checks = new ArrayList<>(SecretChecks.all());
      checks.addAll(JavaChecks.all());
      return StageScan.run(output, path, checks, "code-scan/1");
    }
  }
}
