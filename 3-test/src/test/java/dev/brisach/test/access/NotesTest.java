package dev.brisach.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.brisach.core.Check;
import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.Recorded;
import dev.brisach.test.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A service that keeps notes of users, each flaw of it on and off. */
class NotesTest {
  private static final String API =
      """
      openapi: 3.0.3
      security: [{token: []}]
      components:
        securitySchemes: {token: {type: http, scheme: bearer}}
        schemas:
          Note:
            type: object
            properties:
              id: {type: integer}
              text: {type: string}
              pinned: {type: boolean}
      paths:
        /notes:
          post:
            requestBody:
              content:
                application/json:
                  schema:
                    type: object
                    required: [text]
                    properties: {text: {type: string}}
            responses:
              '201':
                content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
          get:
            responses:
              '200':
                content:
                  application/json:
                    schema: {type: array, items: {$ref: '#/components/schemas/Note'}}
        /notes/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          get:
            responses:
              '200':
                content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
          delete:
            responses: {'204': {}}
        /about:
          get: {security: [], responses: {'200': {}}}
        /totals:
          get:
            x-roles: [admin]
            responses: {'200': {}}
      """;
  private static final Pattern TEXT = Pattern.compile("\"text\": ?\"([^\"\\\\]{1,80})\"");
  private static final Pattern PINNED = Pattern.compile("\"pinned\": ?(true|false)");

  /** What is wrong with the service. */
  enum Flaw {
    NONE,
    /** Everybody reads and lists all notes. */
    SHARED,
    /** No note can be made or listed, there is one of kim, and everybody reads it. */
    FIXED,
    READS_OF_OTHERS,
    DELETES_OF_OTHERS,
    NO_ROLE,
    TAKES_ALL_FIELDS,
    BROKEN
  }

  private record Note(int id, String owner, String text, boolean pinned) {
    String json() {
      return "{\"id\":" + id + ",\"text\":\"" + text + "\",\"pinned\":" + pinned + "}";
    }
  }

  /** The service itself: status, a space, body. */
  private static final class Notes {
    private final Flaw flaw;
    private final Map<Integer, Note> notes = new TreeMap<>();
    private int last = 40;

    Notes(Flaw flaw) {
      this.flaw = flaw;
      if (flaw == Flaw.FIXED) {
        notes.put(7, new Note(7, "kim", "buy bread, milk and tea", false));
      }
    }

    synchronized String answer(String method, String path, @Nullable String user, String body) {
      if (flaw == Flaw.BROKEN) {
        return "500 {\"error\":\"broken\"}";
      }
      if (path.equals("/about") && method.equals("GET")) {
        return "200 {\"about\":\"notes\",\"since\":2024}";
      }
      if (user == null || !List.of("kim", "lee", "ada").contains(user)) {
        return path.startsWith("/no-such") ? "404 {}" : "401 {}";
      }
      if (path.equals("/totals") && method.equals("GET")) {
        boolean may = user.equals("ada") || flaw == Flaw.NO_ROLE;
        return may ? "200 {\"total\":731,\"currency\":\"EUR\"}" : "403 {}";
      }
      if (path.equals("/notes") && flaw == Flaw.FIXED) {
        return "405 {}";
      }
      if (path.equals("/notes")) {
        return method.equals("POST") ? added(user, body) : list(user);
      }
      Note note =
          path.startsWith("/notes/")
                  && path.length() > 7
                  && path.chars().skip(7).allMatch(Character::isDigit)
                  && path.length() < 16
              ? notes.get(Integer.parseInt(path.substring(7)))
              : null;
      if (note == null) {
        return "404 {}";
      }
      boolean mine = note.owner().equals(user);
      if (method.equals("DELETE")) {
        if (!mine && flaw != Flaw.DELETES_OF_OTHERS) {
          return "404 {}";
        }
        notes.remove(note.id());
        return "204 ";
      }
      boolean reads = flaw == Flaw.READS_OF_OTHERS || flaw == Flaw.SHARED || flaw == Flaw.FIXED;
      return mine || reads ? "200 " + note.json() : "404 {}";
    }

    private String added(String user, String body) {
      Matcher text = TEXT.matcher(body);
      if (!text.find()) {
        return "400 {}";
      }
      Matcher pinned = PINNED.matcher(body);
      boolean pin =
          flaw == Flaw.TAKES_ALL_FIELDS && pinned.find() && pinned.group(1).equals("true");
      Note note = new Note(++last, user, text.group(1), pin);
      notes.put(note.id(), note);
      return "201 " + note.json();
    }

    private String list(String user) {
      return notes.values().stream()
          .filter(note -> flaw == Flaw.SHARED || note.owner().equals(user))
          .map(Note::json)
          .collect(Collectors.joining(",", "200 [", "]"));
    }
  }

  /** A user whose token is the name. */
  private record User(Wire wire, String name, List<String> roles) implements Caller {
    @Override
    public Exchange.Request dressed(Exchange.Request request) {
      return request.with("Authorization", "Bearer " + name);
    }

    @Override
    public Exchange send(Exchange.Request request) throws WireException {
      return new Exchange(request, wire.send(dressed(request)).response());
    }

    @Override
    public @Nullable String unknown() {
      return null;
    }

    @Override
    public Caller fresh() {
      return this;
    }
  }

  static Recorded examine(Check<LiveService> check, Flaw flaw) throws IOException {
    Notes notes = new Notes(flaw);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          String bearer = exchange.getRequestHeaders().getFirst("Authorization");
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String said =
              notes.answer(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  bearer == null ? null : bearer.substring(7),
                  sent);
          byte[] body = said.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(
              Integer.parseInt(said.substring(0, 3)), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Wire wire =
          new Wire(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Scope.LOOPBACK);
      LiveService service =
          new LiveService(
              wire,
              SourceFile.of("openapi.yaml", API).parse(OpenApiReader.OPENAPI),
              List.of(
                  new User(wire, "kim", List.of()),
                  new User(wire, "lee", List.of()),
                  new User(wire, "ada", List.of("admin"))),
              List.of());
      Recorded seen = new Recorded();
      check.examine(service, new Situation(Effect.CHANGE, true), seen);
      for (Finding finding : seen.findings()) {
        assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
        assertThat(Replay.of(finding.proof(), service, "anew").verdict())
            .as(finding.message())
            .isEqualTo(Replay.Verdict.SHOWN);
      }
      return seen;
    } finally {
      server.stop(0);
    }
  }

  static List<String> endpoints(Recorded seen) {
    return seen.findings().stream().map(one -> one.details().get("endpoint")).toList();
  }

  @Test
  void aNoteOfAnotherUserThatIsReadIsProved() throws IOException {
    assertThat(endpoints(examine(new ForeignObjects(), Flaw.READS_OF_OTHERS)))
        .containsExactly("GET /notes/{id}");
  }

  @Test
  void aNoteOfAnotherUserThatIsDeletedIsProved() throws IOException {
    assertThat(endpoints(examine(new ForeignObjects(), Flaw.DELETES_OF_OTHERS)))
        .containsExactly("DELETE /notes/{id}");
  }

  @Test
  void aWorkOfAnotherRoleThatIsDoneIsProved() throws IOException {
    assertThat(endpoints(examine(new ForeignFunctions(), Flaw.NO_ROLE)))
        .containsExactly("GET /totals");
  }

  @Test
  void aFieldThatIsTakenFromTheRequestIsProved() throws IOException {
    var seen = examine(new MassAssignment(), Flaw.TAKES_ALL_FIELDS);

    assertThat(seen.findings())
        .singleElement()
        .satisfies(one -> assertThat(one.details()).containsEntry("parameter", "pinned"));
  }

  @Test
  void aSoundServiceHolds() throws IOException {
    var objects = examine(new ForeignObjects(), Flaw.NONE);
    var functions = examine(new ForeignFunctions(), Flaw.NONE);
    var fields = examine(new MassAssignment(), Flaw.NONE);

    assertThat(objects.findings()).isEmpty();
    assertThat(objects.covered()).contains("GET /notes/{id}", "DELETE /notes/{id}");
    assertThat(functions.findings()).isEmpty();
    assertThat(functions.covered()).contains("GET /totals");
    assertThat(fields.findings()).isEmpty();
    assertThat(fields.covered()).contains("POST /notes");
  }

  @Test
  void aServiceThatBreaksOnEverythingHoldsNothing() throws IOException {
    var objects = examine(new ForeignObjects(), Flaw.BROKEN);
    var functions = examine(new ForeignFunctions(), Flaw.BROKEN);
    var fields = examine(new MassAssignment(), Flaw.BROKEN);

    assertThat(objects.findings()).isEmpty();
    assertThat(objects.unexamined()).containsKeys("GET /notes/{id}", "DELETE /notes/{id}");
    assertThat(functions.findings()).isEmpty();
    assertThat(functions.unexamined()).containsKey("GET /totals");
    assertThat(fields.findings()).isEmpty();
    assertThat(fields.unexamined()).containsKey("POST /notes");
  }
}
