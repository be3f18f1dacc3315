package dev.brisach.engine.live;

import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.sandbox.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A replay's result on its way out of a box, and how it is shown to programs. */
public final class ReplayJson {
  /** Name of the result's file in the folder that comes out of the box. */
  static final String FILE = "replay.json";

  private static final long MAX_BYTES = 1 << 20;

  private ReplayJson() {}

  /** Writes a result; steps that were not sent are left out. */
  public static void write(Replay.Result result, Proof proof, Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), JsonWriter.line(of(result, proof)));
  }

  /** A result as an object. */
  public static Json.Obj of(Replay.Result result, Proof proof) {
    List<Json> steps = new ArrayList<>();
    for (Replay.StepResult step : result.steps()) {
      steps.add(
          Json.object()
              .put("step", proof.steps().indexOf(step.step()))
              .put("role", step.step().role().word())
              .put("status", step.status())
              .put("excerpt", step.excerpt())
              .put("failed", step.failed())
              .build());
    }
    return Json.object()
        .put("verdict", result.verdict().word())
        .put("steps", new Json.Arr(steps))
        .build();
  }

  /** Reads a result as hostile input; {@link JsonFault} where it is none. */
  static Replay.Result read(Proof proof, Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      throw new JsonFault("the probe left no result");
    }
    Json.Obj json = JsonReader.readObject(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    List<Replay.StepResult> steps = new ArrayList<>();
    for (Json item : json.list("steps")) {
      if (item instanceof Json.Obj step) {
        int index = (int) step.number("step", -1);
        if (index < 0 || index >= proof.steps().size()) {
          throw new JsonFault("the proof has no step " + index);
        }
        steps.add(
            new Replay.StepResult(
                proof.steps().get(index),
                (int) step.number("status", 0),
                Words.plain(step.need("excerpt"), 400),
                step.texts("failed").stream().map(text -> Words.plain(text, 300)).toList()));
      }
    }
    Replay.Verdict verdict =
        switch (json.need("verdict")) {
          case "shown" -> Replay.Verdict.SHOWN;
          case "gone" -> Replay.Verdict.GONE;
          default -> Replay.Verdict.UNKNOWN;
        };
    return new Replay.Result(verdict, steps);
  }
}
