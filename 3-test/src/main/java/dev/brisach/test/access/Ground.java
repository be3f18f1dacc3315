package dev.brisach.test.access;

import dev.brisach.core.Asset;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Location;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.test.matrix.Expected;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of this package stand on: the operations, who may call them, and the judgements
 * so far, which are told only when the logins have been shown to hold until the end.
 */
final class Ground {
  private final LiveService service;
  private final ApiModel api;
  private final String check;
  private final Team team;
  private final String prefix;
  private final Samples samples = new Samples(7);
  private final Map<Asset, String> unexamined = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Reached> reached = new LinkedHashMap<>();
  private final Map<String, String> lost = new TreeMap<>();
  private final List<Caller> users = new ArrayList<>();

  /** What a check stands on; the API file says what the team states where the two differ. */
  Ground(LiveService service, ApiModel api, String check, Team team) {
    this.service = service;
    this.api = team.applied(api, service.users().stream().map(User::of).toList());
    this.check = check;
    this.team = team;
    this.prefix = Templates.prefix(api, service.wire().base());
  }

  /** The ground of a service, or null where the recorder was told why there is none. */
  static @Nullable Ground of(LiveService service, Recorder recorder, String check, Team team) {
    ApiModel api = service.api();
    if (api == null) {
      recorder.skip("no OpenAPI file: name it as 'openapi' of the environment");
      return null;
    }
    if (service.users().isEmpty()) {
      recorder.skip("no users: name two or more under 'users' of the environment");
      return null;
    }
    Ground ground = new Ground(service, api, check, team);
    ground.logIn();
    if (ground.users.isEmpty()) {
      ground.lost.values().forEach(recorder::skip);
      return null;
    }
    return ground;
  }

  private void logIn() {
    for (Caller user : service.users()) {
      Caller session = user.fresh();
      String unknown = session.unknown();
      if (unknown == null) {
        users.add(session);
      } else {
        lost.put(user.name(), unknown);
      }
    }
  }

  LiveService service() {
    return service;
  }

  ApiModel api() {
    return api;
  }

  /**
   * Users whose login was proved, each in a session of this check alone: what an earlier check left
   * in a session would be missing where a proof is sent again.
   */
  List<Caller> users() {
    return users;
  }

  /** Users who are to call an operation: those whom the team names, else all. */
  List<Caller> users(ApiModel.Operation operation) {
    List<String> named = team.callers(check, operation.call());
    return named.isEmpty()
        ? users
        : users.stream().filter(user -> named.contains(user.name())).toList();
  }

  /** What the team says. */
  Team team() {
    return team;
  }

  /** True where the team states that this caller may not do it to another user's object. */
  boolean denies(ApiModel.Operation operation, Caller caller) {
    return team.expects(check, operation.call()) == Expected.Access.DENY
        || team.foreign(operation, caller) == Expected.Access.DENY;
  }

  /** False where the team left the operation out, or allows what this check looks for there. */
  boolean asks(ApiModel.Operation operation, Context context) {
    String reason = team.leftOut(check, operation.call(), context.ceiling());
    if (reason != null) {
      unexamined(operation, reason);
    }
    return reason == null && team.expects(check, operation.call()) != Expected.Access.ALLOW;
  }

  /** The body to begin with: what the team wrote, else a sample; null where there is none. */
  Samples.@Nullable Sample body(ApiModel.Operation operation) {
    Samples.Sample sample = samples.body(operation);
    Json own = own(operation);
    return sample == null || own == null ? sample : samples.with(operation, sample, own);
  }

  /** The JSON that the team wrote for an operation, or null. */
  private @Nullable Json own(ApiModel.Operation operation) {
    String text = team.body(check, operation.call());
    try {
      return text == null ? null : JsonReader.read(text);
    } catch (JsonFault e) {
      return null; // sent as it is
    }
  }

  Asset endpoint(ApiModel.Operation operation) {
    return service.endpoint(operation.method(), prefix + operation.path());
  }

  Location location(ApiModel.Operation operation) {
    return Location.line(api.file(), operation.line());
  }

  /** A request for an operation; {@code given} is keyed {@code path.id}. */
  Exchange.Request request(ApiModel.Operation operation, Map<String, String> given) {
    return request(operation, given, null);
  }

  /** The same with a JSON value as its body. */
  Exchange.Request request(
      ApiModel.Operation operation, Map<String, String> given, @Nullable Json body) {
    Samples.Call call = samples.call(operation, given);
    Samples.Sample sample = call.body();
    Json sent = body == null ? own(operation) : body;
    if (sample != null && sent != null) {
      sample = samples.with(operation, sample, sent);
    }
    String text = sample == null ? null : sample.text();
    String written = team.body(check, operation.call());
    if (written != null && sent == null) {
      text = written;
    }
    List<Exchange.Field> fields = new ArrayList<>();
    call.headers().forEach((name, value) -> fields.add(new Exchange.Field(name, value)));
    return Exchange.Request.of(
        call.method(),
        prefix + call.target(),
        fields,
        text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  /** A request for an operation without a body. */
  Exchange.Request bare(ApiModel.Operation operation, Map<String, String> given) {
    return Exchange.Request.of(
        operation.method(), prefix + samples.call(operation, given).target());
  }

  /** Says that an operation did, or did not do, its work for somebody. */
  void reach(ApiModel.Operation operation, Caller caller, boolean there, String reason) {
    Asset endpoint = endpoint(operation);
    reached.merge(
        endpoint + " " + caller.name(),
        new Reached(endpoint, caller.name(), there, reason),
        (old, now) -> old.reached() ? old : now);
  }

  /** Says that something that was made stays behind. */
  void left(ApiModel.Operation operation, Caller caller, String what) {
    Asset endpoint = endpoint(operation);
    reached.put(
        endpoint + " " + caller.name(),
        new Reached(endpoint, caller.name(), true, "left behind: " + what));
  }

  void unexamined(ApiModel.Operation operation, String reason) {
    unexamined.putIfAbsent(endpoint(operation), reason);
  }

  void finding(Finding finding) {
    findings.add(finding);
  }

  /**
   * Tells all of it. Endpoints that nobody named as unexamined were judged, or there was nothing to
   * judge. A login that was lost on the way makes what was seen with it worthless.
   */
  void tell(Context context, Recorder recorder) {
    context.checkCancelled();
    String broken = null;
    for (Caller user : users) {
      String unknown = user.unknown();
      if (unknown != null) {
        broken = "the login of " + user.name() + " did not last: " + unknown;
      }
    }
    for (ApiModel.Operation operation : api.operations()) {
      Asset endpoint = endpoint(operation);
      recorder.discovered(endpoint, Asset.file(api.file()), "");
      String reason = broken == null ? unexamined.get(endpoint) : broken;
      if (reason == null) {
        recorder.covered(endpoint);
      } else {
        recorder.unexamined(endpoint, reason);
      }
    }
    strange(recorder);
    for (Surface.Operation page : service.learnt(Surface.OF).operations()) {
      if (page.open() && !page.writes() && page.source() != Surface.Source.API) {
        recorder.covered(page.endpoint()); // served to every stranger: it belongs to nobody
      }
    }
    if (broken == null) {
      findings.forEach(finding -> {
        recorder.covered(finding.asset());
        recorder.finding(finding);
      });
      tellReached(recorder);
    }
  }

  /** What the team speaks of and the API file does not have is not examined, and says so. */
  void strange(Recorder recorder) {
    for (String operation : team.strange(check, api)) {
      int space = operation.indexOf(' ');
      recorder.unexamined(
          service.endpoint(operation.substring(0, space), prefix + operation.substring(space + 1)),
          Team.FOLDER + " speaks of it, and the API file has no such operation");
    }
  }

  /** Tells which operations did their work for whom, and what stays behind. */
  void tellReached(Recorder recorder) {
    reached.values().forEach(recorder::reached);
  }

  /** True for a status of the two hundreds. */
  static boolean ok(Exchange exchange) {
    int status = exchange.response().status();
    return status >= 200 && status < 300;
  }

  /** True where the answer lets nobody in: 401, 403, or a redirect (to a login). */
  static boolean refused(Exchange exchange) {
    int status = exchange.response().status();
    return status == 401 || status == 403 || (status >= 300 && status < 400);
  }
}
