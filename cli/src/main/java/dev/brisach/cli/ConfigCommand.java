package dev.brisach.cli;

import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the effective settings. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Show the effective settings of a project and where each comes from.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  @Override
  public Integer call() {
    Settings settings = Project.open(path).settings();
    if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
      Json.Builder values = Json.object();
      settings
          .origins()
          .forEach((key, origin) ->
              values.put(
                  key,
                  Json.object().put("value", origin.value()).put("from", origin.place()).build()));
      output.json(Json.object().put("schema", "config/1").put("values", values.build()).build());
      return Exit.OK;
    }
    int width = settings.origins().keySet().stream().mapToInt(String::length).max().orElse(0);
    for (Map.Entry<String, Settings.Origin> entry : settings.origins().entrySet()) {
      String key = entry.getKey() + " ".repeat(width - entry.getKey().length());
      String value = entry.getValue().value().isEmpty() ? "(none)" : entry.getValue().value();
      output.out().println(key + "  " + value + "  # " + entry.getValue().place());
    }
    output.out().flush();
    return Exit.OK;
  }
}
