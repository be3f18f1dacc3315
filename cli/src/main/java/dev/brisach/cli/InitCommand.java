package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a commented {@code brisach.yaml}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Write a commented brisach.yaml; an existing one is left alone.")
final class InitCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Override
  public Integer call() {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new BrisachException(ErrorCode.USAGE, path + ": there is no such folder");
    }
    Path file = folder.resolve(SettingsReader.FILE);
    if (Files.exists(file)) {
      throw new BrisachException(ErrorCode.USAGE, file + ": exists already, it was left as it is");
    }
    String name = folder.getFileName() == null ? "project" : folder.getFileName().toString();
    try {
      Files.writeString(file, text(name.replace(' ', '-')));
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": cannot be written: " + e.getMessage(), e);
    }
    output.note("Wrote " + file + ". Next: brisach plan bootstrap, then brisach run.");
    return Exit.OK;
  }

  /** The file for a project of this name; every commented line is a valid example. */
  static String text(String id) {
    return """
    # Settings of Brisach for this project. Everything here has a default; `brisach config` shows
    # the effective values and where each comes from.
    project:
      id: %s
      # baseBranch: main          # protected branch that policy and decisions are read from in CI

    # Paths that are not part of the product: their findings are listed and never gated.
    # notShipped: [docs/, examples/]

    # A folder with advisories of your own in OSV layout (<Ecosystem>/*.json), instead of those
    # that `brisach update` keeps for all projects.
    # advisories: security/advisories

    # Where the service runs. With `start`, it is started in a throw-away box; with a URL alone it
    # is examined from outside, and an address besides loopback needs a scope.
    # environments:
    #   box:
    #     start: [java, -jar, target/app.jar]
    #     url: http://127.0.0.1:8080
    #     health: /health
    #     openapi: openapi.yaml
    #     startTimeout: 30s

    # scopes:
    #   - hosts: [staging.example]
    #     ports: [443]
    #     ceiling: traffic         # read < traffic < change < attack

    # How old evidence may be, by stage; `none` is no limit.
    # policy:
    #   ageLimits: {package: 24h, test: 30d}
    """
        .replace("%s", id);
  }
}
