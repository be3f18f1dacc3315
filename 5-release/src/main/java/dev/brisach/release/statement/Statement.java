package dev.brisach.release.statement;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A claim about artifacts: in-toto Statement v1 (in-toto/attestation, {@code spec/v1}). Version
 * 0.1, which has the same members, is read too.
 *
 * @param subjects what it is about
 * @param predicateType a URI that says what kind of claim it is
 * @param predicate the claim
 */
public record Statement(List<Subject> subjects, String predicateType, Json.Obj predicate) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String OLD_TYPE = "https://in-toto.io/Statement/v0.1";
  private static final int MOST_SUBJECTS = 1024;
  private static final int MOST_DIGESTS = 32;

  public Statement {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new StatementFault("the statement has no subject");
    }
  }

  /**
   * One artifact.
   *
   * @param name what it is called; means nothing, only the digests count
   * @param digests by algorithm, in lower hexadecimal digits
   */
  public record Subject(String name, Map<String, String> digests) {
    public Subject {
      digests = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    Json.Obj json() {
      Json.Builder digest = Json.object();
      digests.forEach(digest::put);
      return Json.object().put("name", name).put("digest", digest.build()).build();
    }
  }

  /** Reads a payload; other members than those of the specification are passed over, as it asks. */
  public static Statement read(byte[] payload) {
    Json.Obj object;
    try {
      object = JsonReader.readObject(payload);
    } catch (JsonFault e) {
      throw new StatementFault("the statement is no valid JSON object");
    }
    String type = object.text("_type");
    if (!TYPE.equals(type) && !OLD_TYPE.equals(type)) {
      throw new StatementFault("the statement's _type is unknown: in-toto Statement v1 is read");
    }
    String predicateType = object.text("predicateType");
    if (predicateType == null || predicateType.isEmpty() || predicateType.length() > 500) {
      throw new StatementFault("the statement's predicateType is missing");
    }
    if (!(object.get("predicate") instanceof Json.Obj predicate)) {
      throw new StatementFault("the statement's predicate is missing");
    }
    List<Json> items = object.list("subject");
    if (items.size() > MOST_SUBJECTS) {
      throw new StatementFault("the statement has more than " + MOST_SUBJECTS + " subjects");
    }
    List<Subject> subjects = new ArrayList<>();
    for (Json item : items) {
      subjects.add(subject(item));
    }
    return new Statement(subjects, predicateType, predicate);
  }

  private static Subject subject(Json item) {
    if (!(item instanceof Json.Obj object) || !(object.get("digest") instanceof Json.Obj digest)) {
      throw new StatementFault("a subject of the statement has no digest");
    }
    if (digest.members().isEmpty() || digest.members().size() > MOST_DIGESTS) {
      throw new StatementFault(
          "a subject of the statement needs 1 to " + MOST_DIGESTS + " digests");
    }
    Map<String, String> digests = new LinkedHashMap<>();
    digest
        .members()
        .forEach((algorithm, value) -> {
          if (!(value instanceof Json.Text(String hex))) {
            throw new StatementFault("a digest of the statement is no text");
          }
          digests.put(algorithm, hex);
        });
    String name = object.text("name");
    return new Subject(name == null ? "" : name, digests);
  }

  /** A statement about one artifact of this digest. */
  public static Statement of(String name, String sha256, Predicate predicate) {
    return new Statement(
        List.of(new Subject(name, Map.of("sha256", sha256))),
        predicate.type(),
        predicate.content());
  }

  /** Canonical JSON: the same statement is always the same bytes. */
  public byte[] payload() {
    return JsonWriter.canonical(frame().put("predicate", predicate).build());
  }

  private Json.Builder frame() {
    return Json.object()
        .put("_type", TYPE)
        .put("subject", new Json.Arr(subjects.stream().<Json>map(Subject::json).toList()))
        .put("predicateType", predicateType);
  }

  /**
   * A payload whose predicate is taken as it is written, byte for byte, so that a document made by
   * another tool keeps its numbers and its order.
   *
   * @param predicate a JSON object which {@link Predicate#read} accepted
   */
  public static byte[] payload(String name, String sha256, Predicate predicate, byte[] text) {
    Statement statement = of(name, sha256, predicate);
    byte[] frame = JsonWriter.canonical(statement.frame().build());
    ByteArrayOutputStream out = new ByteArrayOutputStream(frame.length + text.length + 20);
    out.write(frame, 0, frame.length - 1);
    out.writeBytes(",\"predicate\":".getBytes(StandardCharsets.UTF_8));
    out.writeBytes(
        new String(text, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8));
    out.write('}');
    return out.toByteArray();
  }
}
