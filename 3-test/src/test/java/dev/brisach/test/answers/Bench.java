package dev.brisach.test.answers;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import dev.brisach.testkit.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a check against a loopback server and keeps what it recorded, and what was sent. */
public record Bench(Recorded seen, List<String> sent) {
  private static final int MOST_BODY = 200_000;

  Bench() {
    this(new Recorded(), new ArrayList<>());
  }

  /** The server's function gets head and body of a request; an answer of null is silence. */
  static Bench run(
      Check<LiveService> check,
      @Nullable String api,
      Effect ceiling,
      Function<String, @Nullable String> answer) {
    Bench bench = new Bench();
    List<String> sent = java.util.Collections.synchronizedList(new ArrayList<>());
    try (RawServer server =
        RawServer.talking(client -> {
          String head = RawServer.head(client);
          int length = 0;
          for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
              length = Integer.parseInt(line.substring(15).strip());
            }
          }
          byte[] body = client.getInputStream().readNBytes(Math.min(MOST_BODY, length));
          sent.add(head.substring(0, head.indexOf("\r\n")));
          String text =
              answer.apply(head + new String(body, java.nio.charset.StandardCharsets.ISO_8859_1));
          if (text == null) {
            Thread.sleep(5000);
          } else {
            RawServer.say(client, text);
          }
        })) {
      bench.examine(check, server.uri(), api, ceiling);
    }
    bench.sent.addAll(sent);
    return bench;
  }

  /** Runs a check against a service that is up. */
  public static Bench at(Check<LiveService> check, URI uri) {
    Bench bench = new Bench();
    bench.examine(check, uri, null, Effect.TRAFFIC);
    return bench;
  }

  private void examine(Check<LiveService> check, URI uri, @Nullable String api, Effect ceiling) {
    Wire wire = new Wire(uri, Scope.LOOPBACK, 100_000, Duration.ofMillis(1500));
    LiveService service =
        new LiveService(
            wire,
            api == null ? null : SourceFile.of("openapi.yaml", api).parse(OpenApiReader.OPENAPI));
    check.examine(service, new Situation(ceiling, false), seen);
  }

  static String answer(int status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  public Map<String, String> unexamined() {
    return seen.unexamined();
  }

  public List<String> covered() {
    return seen.covered();
  }

  public List<Finding> findings() {
    return seen.findings();
  }

  List<Integer> cwes() {
    return findings().stream()
        .flatMap(finding -> finding.weaknesses().stream())
        .map(weakness -> Integer.parseInt(weakness.id().substring(4)))
        .sorted()
        .toList();
  }
}
