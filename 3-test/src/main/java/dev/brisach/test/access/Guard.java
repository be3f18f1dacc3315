package dev.brisach.test.access;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Tries whether a service lets in who shows no credential, or a worthless one.
 *
 * @param ground makes requests
 * @param nowhere its answer to a path that does not exist, or null where it gives none
 */
record Guard(
    LiveService service,
    ApiModel api,
    Ground ground,
    @Nullable Exchange nowhere,
    Insiders insiders,
    Recorder recorder) {

  /**
   * Judges one operation.
   *
   * @param way to the objects in its path
   * @param reading true where calling it changes nothing, so that it may be called again and again
   */
  void call(
      ApiModel.Operation operation,
      Asset endpoint,
      Way way,
      Exchange.Request request,
      boolean reading) {
    try {
      Exchange first = service.wire().send(request);
      Exchange repeat = reading && Answer.succeeded(first) ? service.wire().send(request) : first;
      Answer answer = Answer.of(first, repeat, nowhere);
      recorder.reached(
          new Reached(
              endpoint,
              "",
              answer instanceof Answer.Served,
              "answers " + first.response().status()));
      Caller user = insiders.allowed(operation);
      Exchange control = reading && user != null ? control(user, endpoint, request) : null;
      switch (answer) {
        case Answer.Refused _ -> refused(operation, endpoint, way, request, first, control);
        case Answer.Unclear(String reason) -> recorder.unexamined(endpoint, reason);
        case Answer.Served(Confidence confidence) ->
            served(operation, endpoint, way, first, confidence, control, user);
      }
    } catch (WireException e) {
      recorder.unexamined(endpoint, e.getMessage());
    }
  }

  private Exchange control(Caller user, Asset endpoint, Exchange.Request request)
      throws WireException {
    Exchange control = user.send(request);
    recorder.reached(
        new Reached(
            endpoint,
            user.name(),
            Answer.succeeded(control),
            "answers " + control.response().status()));
    return control;
  }

  /** A stranger is refused; what remains is whether anything that looks like a login opens it. */
  private void refused(
      ApiModel.Operation operation,
      Asset endpoint,
      Way way,
      Exchange.Request request,
      Exchange first,
      @Nullable Exchange control)
      throws WireException {
    Caller user = insiders.allowed(operation);
    if (user == null && !service.users().isEmpty() && insiders.problem() != null) {
      recorder.unexamined(
          endpoint, "refuses a stranger, and maybe everybody: " + insiders.problem());
      return;
    }
    if (control != null && control.response().status() == first.response().status()) {
      recorder.unexamined(
          endpoint,
          "answers "
              + first.response().status()
              + " to a user who logged in as to a stranger, which tells neither yes nor no");
      return;
    }
    Exchange.Request worthless = Rubbish.on(request, user, api.security());
    Exchange let = worthless == null ? first : service.wire().send(worthless);
    boolean twice = worthless != null && Answer.succeeded(let) && request.method().equals("GET");
    Exchange again = twice && worthless != null ? service.wire().send(worthless) : let;
    recorder.covered(endpoint);
    if (worthless != null
        && Answer.of(let, again, nowhere) instanceof Answer.Served(Confidence confidence)) {
      Confidence sure = compared(let, confidence, control);
      if (sure != null) {
        recorder.finding(
            new OpenFinding(api, ground, operation, endpoint, way, nowhere, control, user)
                .rubbish(let, sure));
      }
    }
  }

  private void served(
      ApiModel.Operation operation,
      Asset endpoint,
      Way way,
      Exchange first,
      Confidence confidence,
      @Nullable Exchange control,
      @Nullable Caller user) {
    Confidence sure = compared(first, confidence, control);
    if (sure == null) {
      recorder.unexamined(
          endpoint, "answers a stranger with something else than a user, both with success");
      return;
    }
    recorder.covered(endpoint);
    recorder.finding(
        new OpenFinding(api, ground, operation, endpoint, way, nowhere, control, user)
            .open(first, sure));
  }

  /**
   * How sure it is, once a user's answer is known; null where the user is told something else: a
   * page or an empty list for strangers is no breach.
   */
  private static @Nullable Confidence compared(
      Exchange seen, Confidence before, @Nullable Exchange control) {
    if (control == null) {
      return before;
    }
    if (!Answer.succeeded(control)) {
      return before == Confidence.PROVED ? Confidence.LIKELY : before;
    }
    return switch (Alike.of(seen.response(), control.response())) {
      case SAME -> before;
      case SHAPE -> before == Confidence.PROVED ? Confidence.LIKELY : before;
      case DIFFERENT -> null;
    };
  }
}
