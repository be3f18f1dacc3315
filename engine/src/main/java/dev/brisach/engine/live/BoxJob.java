package dev.brisach.engine.live;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.core.ledger.CheckJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the part of Brisach inside the box is told.
 *
 * @param health path that answers once the service is up
 * @param perCheck most time one check may take
 */
public record BoxJob(
    String project,
    Environment environment,
    String health,
    Duration startTimeout,
    Duration perCheck,
    Effect ceiling) {
  /** Where the project stands inside. */
  public static final String PROJECT = "/app";

  /** Where results go, inside. */
  public static final String OUT = "/out";

  /** Name of the job's file below {@link #OUT}. */
  public static final String FILE = "job.json";

  /** Writes the job into the folder that becomes {@link #OUT}. */
  public void write(Path folder) throws IOException {
    Json job =
        Json.object()
            .put("project", project)
            .put("environment", CheckJson.of(environment))
            .put("health", health)
            .put("startTimeoutSeconds", startTimeout.toSeconds())
            .put("perCheckSeconds", perCheck.toSeconds())
            .put("ceiling", ceiling.word())
            .build();
    Files.write(folder.resolve(FILE), JsonWriter.line(job).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #write} wrote. */
  public static BoxJob read(Path folder) throws IOException {
    Json.Obj job = JsonReader.readObject(Files.readAllBytes(folder.resolve(FILE)));
    return new BoxJob(
        job.need("project"),
        CheckJson.readEnvironment(job.object("environment")),
        job.need("health"),
        Duration.ofSeconds(job.number("startTimeoutSeconds", 30)),
        Duration.ofSeconds(job.number("perCheckSeconds", 60)),
        Effect.of(job.need("ceiling")));
  }
}
