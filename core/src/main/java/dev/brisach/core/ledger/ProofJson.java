package dev.brisach.core.ledger;

import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import java.util.List;

/** A proof in JSON, in ledger and reports alike; a step's request is called {@code request}. */
public final class ProofJson {
  private ProofJson() {}

  /** The proof as an object. */
  public static Json.Obj of(Proof proof) {
    return Json.object()
        .put("difference", proof.difference())
        .put("steps", new Json.Arr(proof.steps().stream().<Json>map(ProofJson::step).toList()))
        .build();
  }

  private static Json.Obj step(Proof.Step step) {
    Proof.Call call = step.call();
    Json.Builder request = Json.object().put("method", call.method()).put("target", call.target());
    if (!call.headers().isEmpty()) {
      request.put(
          "headers", new Json.Arr(call.headers().stream().<Json>map(ProofJson::header).toList()));
    }
    request.put("body", call.body());
    Json.Builder out =
        Json.object()
            .put("role", step.role().word())
            .put("identity", step.identity())
            .put("request", request.build());
    if (!step.captures().isEmpty()) {
      out.put(
          "captures",
          new Json.Arr(step.captures().stream().<Json>map(ProofJson::capture).toList()));
    }
    if (!step.expectations().isEmpty()) {
      out.put(
          "expects",
          new Json.Arr(step.expectations().stream().<Json>map(ProofJson::expectation).toList()));
    }
    return out.put("status", step.status()).put("excerpt", step.excerpt()).build();
  }

  private static Json.Obj header(Proof.Header header) {
    return Json.object().put("name", header.name()).put("value", header.value()).build();
  }

  private static Json.Obj capture(Proof.Capture capture) {
    return Json.object()
        .put("name", capture.name())
        .put("place", capture.place().word())
        .put("key", capture.key())
        .build();
  }

  private static Json.Obj expectation(Proof.Expectation expectation) {
    return Json.object()
        .put("kind", expectation.kind().word())
        .put("key", expectation.key())
        .put("value", expectation.value())
        .build();
  }

  /** Reads what {@link #of} wrote. */
  public static Proof read(Json json) {
    return Fields.read(
        json,
        "proof",
        in ->
            new Proof(
                in.text("difference"),
                in.list("steps", step -> Fields.read(step, "proof step", ProofJson::step))));
  }

  private static Proof.Step step(Fields in) {
    return new Proof.Step(
        Proof.Role.of(in.text("role")),
        in.text("identity", ""),
        Fields.read(in.value("request"), "request", ProofJson::call),
        in.list("captures", item -> Fields.read(item, "capture", ProofJson::capture)),
        in.list("expects", item -> Fields.read(item, "expectation", ProofJson::expectation)),
        in.integer("status", 0),
        in.text("excerpt", ""));
  }

  private static Proof.Call call(Fields in) {
    List<Proof.Header> headers =
        in.list(
            "headers",
            item ->
                Fields.read(
                    item, "header", h -> new Proof.Header(h.text("name"), h.text("value", ""))));
    return new Proof.Call(in.text("method"), in.text("target"), headers, in.maybe("body"));
  }

  private static Proof.Capture capture(Fields in) {
    return new Proof.Capture(
        in.text("name"), Proof.Capture.Place.of(in.text("place")), in.text("key"));
  }

  private static Proof.Expectation expectation(Fields in) {
    return new Proof.Expectation(
        Proof.Expectation.Kind.of(in.text("kind")), in.text("key", ""), in.text("value", ""));
  }
}
