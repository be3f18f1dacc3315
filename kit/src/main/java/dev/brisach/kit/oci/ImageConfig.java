package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an image is run and which layers it has (OCI image specification, config.md).
 *
 * @param created RFC 3339, or null
 * @param user {@code uid[:gid]} or a name; empty: root
 * @param ports such as {@code 8080/tcp}
 * @param diffIds digests of the layers' tars, unpacked, lowest first
 * @param history what made each layer
 */
public record ImageConfig(
    Platform platform,
    @Nullable String created,
    String user,
    List<String> entrypoint,
    List<String> command,
    List<String> variables,
    String folder,
    List<String> ports,
    Map<String, String> labels,
    List<Digest> diffIds,
    List<History> history) {
  /** Most bytes of a configuration. */
  public static final int MOST_BYTES = 4 << 20;

  /**
   * One step of how it was made.
   *
   * @param empty true where it made no layer
   */
  public record History(@Nullable String created, String by, boolean empty) {}

  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    variables = List.copyOf(variables);
    ports = List.copyOf(ports);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /** Reads a configuration of OCI or Docker. */
  public static ImageConfig read(byte[] bytes) throws OciException {
    if (bytes.length > MOST_BYTES) {
      throw new OciException("image configuration: longer than " + MOST_BYTES + " bytes");
    }
    Json.Obj json;
    try {
      json = JsonReader.readObject(bytes);
    } catch (JsonFault e) {
      throw new OciException("image configuration: not JSON as it should be: " + e.getMessage());
    }
    List<Digest> diffIds = new ArrayList<>();
    for (String text : json.object("rootfs").texts("diff_ids")) {
      diffIds.add(Digest.parse(text));
    }
    if (diffIds.size() > ManifestReader.MOST_LAYERS) {
      throw new OciException(
          "image configuration: more than " + ManifestReader.MOST_LAYERS + " layers");
    }
    Json.Obj run = json.object("config");
    Map<String, String> labels = new TreeMap<>();
    run.object("Labels")
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Text(String text)) {
            labels.put(name, text);
          }
        });
    return new ImageConfig(
        new Platform(orEmpty(json, "os"), orEmpty(json, "architecture"), json.text("variant")),
        json.text("created"),
        orEmpty(run, "User"),
        run.texts("Entrypoint"),
        run.texts("Cmd"),
        run.texts("Env"),
        orEmpty(run, "WorkingDir"),
        List.copyOf(run.object("ExposedPorts").members().keySet()),
        labels,
        diffIds,
        history(json));
  }

  private static List<History> history(Json.Obj json) {
    List<History> found = new ArrayList<>();
    for (Json item : json.list("history")) {
      if (item instanceof Json.Obj step) {
        found.add(
            new History(
                step.text("created"), orEmpty(step, "created_by"), step.flag("empty_layer")));
      }
    }
    return found;
  }

  private static String orEmpty(Json.Obj json, String name) {
    String text = json.text(name);
    return text == null ? "" : text;
  }

  /** Its bytes, the same each time. */
  public byte[] bytes() {
    Json.Builder run = Json.object().put("User", user.isEmpty() ? null : user);
    lines(run, "Entrypoint", entrypoint);
    lines(run, "Cmd", command);
    lines(run, "Env", variables);
    run.put("WorkingDir", folder.isEmpty() ? null : folder);
    if (!ports.isEmpty()) {
      Json.Builder open = Json.object();
      ports.forEach(port -> open.put(port, Json.object().build()));
      run.put("ExposedPorts", open.build());
    }
    if (!labels.isEmpty()) {
      run.put("Labels", Descriptor.json(labels));
    }
    List<Json> steps = new ArrayList<>();
    for (History step : history) {
      Json.Builder one = Json.object().put("created", step.created()).put("created_by", step.by());
      steps.add(step.empty() ? one.put("empty_layer", true).build() : one.build());
    }
    return JsonWriter.canonical(
        Json.object()
            .put("architecture", platform.architecture())
            .put("os", platform.os())
            .put("variant", platform.variant())
            .put("created", created)
            .put("config", run.build())
            .put("rootfs", Json.object().put("type", "layers").put("diff_ids", diffIds).build())
            .put("history", new Json.Arr(steps))
            .build());
  }

  private static void lines(Json.Builder run, String name, List<String> words) {
    if (!words.isEmpty()) {
      run.put(name, words);
    }
  }
}
