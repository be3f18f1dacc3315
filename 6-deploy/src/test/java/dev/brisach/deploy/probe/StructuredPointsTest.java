package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Effect;
import dev.brisach.core.json.Json;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Points in bodies that have a structure: operators in JSON, parts of a form. */
class StructuredPointsTest {
  private static Exchange.Request json(String body) {
    return Exchange.Request.of(
        "POST",
        "/find",
        List.of(new Exchange.Field("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static Exchange.Request form(String body) {
    return Exchange.Request.of(
        "POST",
        "/up",
        List.of(new Exchange.Field("Content-Type", "multipart/form-data; boundary=\"b1\"")),
        body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<InsertionPoint> points(Exchange.Request request) {
    Surface.Sample sample = new Surface.Sample(request, "", null);
    Surface.Operation operation =
        new Surface.Operation(
            dev.brisach.core.Asset.endpoint("POST", "http://127.0.0.1" + request.target()),
            "POST",
            request.target(),
            List.of(sample),
            Surface.Source.FORM,
            true);
    return InsertionPoint.of(operation, sample, List.of(), false);
  }

  private static String body(Exchange.Request request) {
    byte[] body = request.body();
    return body == null ? "" : new String(body, StandardCharsets.ISO_8859_1);
  }

  /** A store of one person, whose query is the body as it came. */
  private static String store(Json query, boolean operators) {
    Json name = query instanceof Json.Obj(Map<String, Json> members) ? members.get("name") : null;
    return switch (name) {
      case Json.Text(String text) -> told(text.equals("ann"));
      case Json.Obj(Map<String, Json> asked) when operators -> {
        boolean holds = true;
        for (Map.Entry<String, Json> one : asked.entrySet()) {
          boolean same = one.getValue() instanceof Json.Text(String text) && text.equals("ann");
          switch (one.getKey()) {
            case "$eq" -> holds &= same;
            case "$ne" -> holds &= !same;
            default -> {
              yield Probing.answer("", 400, "unknown operator");
            }
          }
        }
        yield told(holds);
      }
      case null, default -> Probing.answer("", 400, "a name is a text");
    };
  }

  private static String told(boolean found) {
    return RawServer.http(200, found ? "ann, room 12" : "nobody");
  }

  private static Probing probing(
      Detector detector, Exchange.Request seed, Function<String, String> service) {
    return Probing.whole(detector, Effect.CHANGE, seed, service);
  }

  @Test
  void anOperatorInJsonIsProved() {
    Probing probing =
        probing(
            new NosqlInjection(),
            json("{\"name\":\"ann\"}"),
            body -> store(PointFinder.json(body), true));

    assertThat(probing.findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("/name"));
  }

  @Test
  void aNameThatMustBeTextHasNoOperators() {
    assertThat(
            probing(
                    new NosqlInjection(),
                    json("{\"name\":\"ann\"}"),
                    body -> store(PointFinder.json(body), false))
                .findings)
        .isEmpty();
  }

  @Test
  void partsOfAFormAreFoundAndChangedAlone() {
    String body =
        "--b1\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ntea\r\n"
            + "--b1\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"a.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\n\u00ff\u0000x\r\n--b1--\r\n";

    List<InsertionPoint> points = points(form(body));

    assertThat(points)
        .extracting(point -> point.kind() + " " + point.name() + " " + point.value())
        .containsExactly(
            "PART title tea", "FILE_NAME doc a.txt", "PART_NAME title title", "PART_NAME doc doc");
    assertThat(body(points.get(0).with(Payload.pure("'\u00e9"))))
        .isEqualTo(body.replace("tea", "tea'\u00c3\u00a9"));
    assertThat(body(points.get(1).with(Payload.pure("\""))))
        .isEqualTo(body.replace("a.txt", "a.txt%22"));
    assertThat(body(points.get(3).with(Payload.pure("z"))))
        .isEqualTo(body.replace("\"doc\"", "\"docz\""));
  }

  @Test
  void aServiceThatFailsAtItsSampleIsNotSaidToHold() {
    Probing probing =
        probing(
            new LdapInjection(),
            json("{\"name\":\"ann\"}"),
            _ -> Probing.answer("", 500, "no database"));

    assertThat(probing.findings).isEmpty();
    assertThat(probing.unexamined.values())
        .singleElement()
        .satisfies(reason -> assertThat(reason).contains("500 to an ordinary request"));
  }
}
