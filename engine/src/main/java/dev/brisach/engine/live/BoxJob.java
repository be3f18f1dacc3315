package dev.brisach.engine.live;

import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.core.ledger.CheckJson;
import dev.brisach.core.ledger.EvidenceJson;
import dev.brisach.core.ledger.ModelJson;
import dev.brisach.core.ledger.ProofJson;
import dev.brisach.kit.login.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the part of Brisach inside the box is told.
 *
 * @param health path that answers once the service is up
 * @param time for all checks together
 * @param credentials of the environment's users; why the file is for its owner's eyes only and gone
 *     as soon as it was read
 * @param checks ids of the checks to run
 * @param har HAR file with requests known beforehand, or null
 * @param earlier evidence of earlier phases of the run
 * @param proof requests to send again instead of all checks, or null
 */
public record BoxJob(
    String project,
    Environment environment,
    String health,
    Duration startTimeout,
    Duration time,
    Effect ceiling,
    Credentials credentials,
    List<String> checks,
    @Nullable String har,
    Model model,
    List<Evidence> earlier,
    @Nullable Proof proof) {
  /** Where the project stands inside. */
  public static final String PROJECT = "/app";

  /** Where results go, inside. */
  public static final String OUT = "/out";

  /** Name of the job's file below {@link #OUT}. */
  public static final String FILE = "job.json";

  /** Writes the job into the folder that becomes {@link #OUT}. */
  public void write(Path folder) throws IOException {
    Json.Builder job =
        Json.object()
            .put("project", project)
            .put("environment", CheckJson.of(environment))
            .put("health", health)
            .put("startTimeoutSeconds", startTimeout.toSeconds())
            .put("seconds", time.toSeconds())
            .put("ceiling", ceiling.word())
            .put("credentials", json(credentials.values()))
            .put("missing", json(credentials.missing()))
            .put("checks", checks)
            .put("har", har)
            .put("model", ModelJson.of(model))
            .put("earlier", new Json.Arr(earlier.stream().<Json>map(EvidenceJson::of).toList()));
    if (proof != null) {
      job.put("proof", ProofJson.of(proof));
    }
    Path file =
        Files.createFile(
            folder.resolve(FILE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, JsonWriter.line(job.build()).getBytes(StandardCharsets.UTF_8));
  }

  private static Json json(SortedMap<String, String> texts) {
    Json.Builder json = Json.object();
    texts.forEach(json::put);
    return json.build();
  }

  /** Reads what {@link #write} wrote and deletes it, since it holds credentials. */
  public static BoxJob take(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Json.Obj job = JsonReader.readObject(Files.readAllBytes(file));
    Files.delete(file);
    return new BoxJob(
        job.need("project"),
        CheckJson.readEnvironment(job.object("environment")),
        job.need("health"),
        Duration.ofSeconds(job.number("startTimeoutSeconds", 30)),
        Duration.ofSeconds(job.number("seconds", 300)),
        Effect.of(job.need("ceiling")),
        new Credentials(texts(job.object("credentials")), texts(job.object("missing"))),
        job.texts("checks"),
        job.text("har"),
        ModelJson.read(job.object("model")),
        job.list("earlier").stream().map(EvidenceJson::read).toList(),
        job.get("proof") instanceof Json.Obj proof ? ProofJson.read(proof) : null);
  }

  private static SortedMap<String, String> texts(Json.Obj json) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.members().keySet().forEach(name -> texts.put(name, json.need(name)));
    return texts;
  }
}
