package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.pack.advisory.AdvisoryImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the advisories of the user's cache up to date. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description = {
      "Compile advisories in OSV layout (<Ecosystem>/all.zip or *.json) into the user's cache, for",
      "all projects."
    })
final class UpdateCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Option(names = "--from", required = true, paramLabel = "DIR", description = "The folder.")
  private Path from = Path.of(".");

  @Override
  public Integer call() {
    Path cache = Installation.cache();
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, cache + ": cannot be made: " + e.getMessage(), e);
    }
    long start = System.nanoTime();
    AdvisoryImporter.Imported imported =
        AdvisoryImporter.importFolder(from, cache.resolve(OutsideData.INDEX));
    double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
      Json.Builder ecosystems = Json.object();
      imported.ecosystems().forEach((name, count) -> ecosystems.put(name, (long) count));
      output.json(
          Json.object()
              .put("schema", "update/1")
              .put("records", imported.records())
              .put("ecosystems", ecosystems.build())
              .put("rejected", imported.rejected())
              .put("seconds", seconds)
              .build());
      return Exit.OK;
    }
    imported.ecosystems().forEach((name, count) -> output.out().println(name + " " + count));
    output
        .out()
        .println(
            imported.records()
                + " records, "
                + imported.rejected()
                + " rejected, "
                + imported.exploited()
                + " known to be exploited, in "
                + seconds
                + " s");
    imported.reasons().forEach(reason -> output.note("rejected: " + reason));
    output.out().flush();
    return Exit.OK;
  }
}
