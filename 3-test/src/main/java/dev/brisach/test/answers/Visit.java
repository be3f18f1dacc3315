package dev.brisach.test.answers;

import dev.brisach.core.Proof;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LivePart;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came back from one sample request: the baseline that every check of this package starts
 * from, asked once for all of them.
 *
 * @param caller who asked
 * @param exchange the answer, or null where there was none
 * @param reason why there was none; else empty
 * @param before what the caller had made beside it by then, which it may stand on
 */
record Visit(
    Sampled sampled,
    Caller caller,
    @Nullable Exchange exchange,
    String reason,
    List<Proof.Step> before) {
  private static final int MOST_BEFORE = 6;

  private static final Set<String> LEAVING =
      Set.of("logout", "log-out", "signout", "sign-out", "logoff", "log_out", "sign_out");

  private static final LivePart<Caller> VISITOR = Visit::visitor;
  private static final LivePart<List<Visit>> READING = Visit::read;
  private static final LivePart<List<Made>> MADE = _ -> new ArrayList<>();

  Visit {
    before = List.copyOf(before);
  }

  /** A request that made something for the caller. */
  private record Made(ApiModel.Operation operation, Proof.Step step) {}

  /** Every reading sample, asked once. */
  static List<Visit> reading(LiveService service) {
    return service.learnt(READING);
  }

  /** The first user in a session of its own where it can log in, else a stranger. */
  static Caller caller(LiveService service) {
    return service.learnt(VISITOR);
  }

  private static Caller visitor(LiveService service) {
    if (service.users().isEmpty()) {
      return service.stranger();
    }
    Caller fresh = service.users().getFirst().fresh();
    return fresh.unknown() == null ? fresh : service.stranger();
  }

  private static List<Visit> read(LiveService service) {
    List<Visit> visits = new ArrayList<>();
    for (Sampled sampled : Sampled.of(service)) {
      if (sampled.reading()) {
        visits.add(of(service, sampled));
      }
    }
    return List.copyOf(visits);
  }

  /** Asks now. */
  static Visit of(LiveService service, Sampled sampled) {
    Caller caller = leaves(sampled) ? service.stranger() : caller(service);
    List<Proof.Step> before = caller.isStranger() ? List.of() : before(service, sampled);
    try {
      Exchange exchange = caller.send(sampled.request());
      made(service, sampled, caller, exchange);
      return new Visit(sampled, caller, exchange, "", before);
    } catch (WireException e) {
      return new Visit(sampled, caller, null, e.getMessage(), before);
    }
  }

  private static void made(LiveService service, Sampled sampled, Caller caller, Exchange exchange) {
    ApiModel.Operation operation = sampled.operation();
    int status = exchange.response().status();
    if (operation == null || status < 200 || status >= 300) {
      return;
    }
    boolean makes =
        operation.method().equals("POST")
            && operation.in("path").isEmpty()
            && (operation.login() == ApiModel.Login.NEEDED
                || !exchange.response().all("set-cookie").isEmpty());
    List<Made> made = service.learnt(MADE);
    synchronized (made) {
      if (makes && made.stream().noneMatch(one -> one.operation().equals(operation))) {
        made.add(
            new Made(
                operation,
                Steps.step(Proof.Role.PREPARE, caller.name(), exchange, "", Steps.status("2xx"))));
      }
    }
  }

  /** What operations of the same kind had made before one that writes did its work first. */
  private static List<Proof.Step> before(LiveService service, Sampled sampled) {
    ApiModel.Operation operation = sampled.operation();
    if (operation == null || sampled.reading()) {
      return List.of();
    }
    List<Made> made = service.learnt(MADE);
    synchronized (made) {
      return made.stream()
          .takeWhile(one -> !one.operation().equals(operation)) // it stood without the later ones
          .filter(one -> one.operation().tags().stream().anyMatch(operation.tags()::contains))
          .limit(MOST_BEFORE)
          .map(Made::step)
          .toList();
    }
  }

  /** A proof that begins with what was made before. */
  Proof proof(String difference, Proof.Step... steps) {
    List<Proof.Step> all = new ArrayList<>(before);
    all.addAll(List.of(steps));
    return new Proof(difference, all);
  }

  /** A request that ends the session is no request to send with one. */
  private static boolean leaves(Sampled sampled) {
    String target = sampled.request().target().toLowerCase(Locale.ROOT);
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return LEAVING.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  private boolean guarded() {
    ApiModel.Operation operation = sampled.operation();
    return caller.isStranger() && operation != null && operation.login() == ApiModel.Login.NEEDED;
  }

  /** Why this baseline says nothing about the service in working order, or null where it does. */
  @Nullable String broken() {
    if (exchange == null) {
      return reason;
    }
    int status = exchange.response().status();
    if (status >= 500) {
      return "answers " + status + " to an ordinary request";
    }
    return status == 401 || status == 403 || (status / 100 == 3 && guarded())
        ? "lets nobody in whom this run can log in as: answers " + status
        : null;
  }
}
