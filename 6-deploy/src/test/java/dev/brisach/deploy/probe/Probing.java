package dev.brisach.deploy.probe;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Check;
import dev.brisach.core.Context;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.core.Threat;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.testkit.RawServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Runs one detector against a loopback server and keeps what it records. */
final class Probing implements Recorder, Context {
  final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> unexamined = new ConcurrentHashMap<>();
  private final Effect ceiling;

  private Probing(Effect ceiling) {
    this.ceiling = ceiling;
  }

  /** A service that gets the decoded value of the parameter {@code q} and answers whole. */
  static Probing of(Detector detector, String seed, Function<String, String> service) {
    return of(
        detector,
        Effect.TRAFFIC,
        Exchange.Request.of("GET", "/list?q=" + seed),
        line -> {
          int at = line.indexOf("q=");
          if (!line.contains("/list?q=") || at < 0) {
            return RawServer.http(404, "no such page");
          }
          String raw = line.substring(at + 2, line.lastIndexOf(' '));
          return service.apply(URLDecoder.decode(raw, StandardCharsets.UTF_8));
        });
  }

  /** A service that gets the first line of each request. */
  static Probing of(
      Detector detector, Effect ceiling, Exchange.Request seed, Function<String, String> answer) {
    return of(new DetectorCheck(detector), ceiling, List.of(seed), answer);
  }

  /** The same for any check, with several requests to begin with. */
  static Probing of(
      Check<LiveService> check,
      Effect ceiling,
      List<Exchange.Request> seeds,
      Function<String, String> answer) {
    Probing probing = new Probing(ceiling);
    try (RawServer server = RawServer.answering(answer)) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      check.examine(new LiveService(wire, null, List.of(), seeds), probing, probing);
    }
    return probing;
  }

  static Probing with(Effect ceiling) {
    return new Probing(ceiling);
  }

  /** A service that gets the body of each request. */
  static Probing whole(
      Detector detector, Effect ceiling, Exchange.Request seed, Function<String, String> answer) {
    Probing probing = new Probing(ceiling);
    RawServer.Talk talk =
        client -> {
          String head = RawServer.head(client);
          int length =
              head.lines()
                  .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                  .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                  .findFirst()
                  .orElse(0);
          byte[] body = client.getInputStream().readNBytes(length);
          String text = answer.apply(new String(body, StandardCharsets.UTF_8));
          client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        };
    try (RawServer server = RawServer.talking(talk)) {
      Wire wire = new Wire(server.uri(), Scope.LOOPBACK);
      new DetectorCheck(detector)
          .examine(new LiveService(wire, null, List.of(), List.of(seed)), probing, probing);
    }
    return probing;
  }

  static String html(String body) {
    return answer("Content-Type: text/html\r\n", 200, body);
  }

  static String answer(String headers, int status, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void covered(Asset asset) {}

  @Override
  public void unexamined(Asset asset, String reason) {
    unexamined.put(asset.name(), reason);
  }

  @Override
  public void discovered(Asset asset, Asset container, String digest) {}

  @Override
  public void reached(Reached reached) {}

  @Override
  public void bound(Binding binding) {}

  @Override
  public void dataVersion(DataVersion version) {}

  @Override
  public void skip(String reason) {
    unexamined.put("", reason);
  }

  @Override
  public List<Threat> threats() {
    return List.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }

  @Override
  public List<Evidence> earlier() {
    return List.of();
  }

  @Override
  public Environment environment() {
    return Environment.SOURCE;
  }

  @Override
  public Effect ceiling() {
    return ceiling;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.ofEpochSecond(1_790_000_000), ZoneOffset.UTC);
  }

  @Override
  public void checkCancelled() {}
}
