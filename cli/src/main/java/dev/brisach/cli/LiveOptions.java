package dev.brisach.cli;

import dev.brisach.core.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that examines a running service. */
final class LiveOptions {
  @Option(
      names = "--project",
      paramLabel = "PATH",
      description = "The project: its users, scopes and threat model (default: here).")
  private Path project = Path.of(".");

  @Option(
      names = {"--environment", "--env"},
      paramLabel = "NAME",
      description = "An environment of brisach.yaml; one with a start command runs in a box.")
  private @Nullable String environment;

  @Option(
      names = "--openapi",
      paramLabel = "FILE",
      description = "OpenAPI file of the service, below the project.")
  private @Nullable Path openapi;

  @Option(
      names = "--har",
      paramLabel = "FILE",
      description = "HAR file with requests to begin with, below the project.")
  private @Nullable Path har;

  @Option(
      names = "--effect",
      paramLabel = "EFFECT",
      description = "Most that may be done to the service: traffic (default), change, attack.")
  private Effect effect = Effect.TRAFFIC;

  @Option(
      names = "--check",
      paramLabel = "ID",
      split = ",",
      description = {
        "Send only this check; several with commas or again (default: all).",
        "Another ID lists those there are."
      })
  private List<String> checks = new ArrayList<>();

  @Option(names = "--no-ledger", description = "Keep nothing of what was seen.")
  private boolean noLedger;

  LiveScan.Aim aim(@Nullable String target) {
    return new LiveScan.Aim(project, target, environment, openapi, har, effect, checks);
  }

  Path project() {
    return project;
  }

  boolean keep() {
    return !noLedger;
  }
}
