package dev.brisach.test.access;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.test.matrix.Team;
import java.util.List;

/**
 * Words and proof of what another user may do to an object.
 *
 * @param evidence what shows that such objects belong to somebody
 */
record ObjectFinding(Ground ground, Owned.Item item, Caller second, String evidence) {

  /** The second user is shown it. */
  Finding read(ObjectTrial.Reading reading) {
    ApiModel.Operation operation = reading.operation();
    String call = operation.call();
    String marker = item.marker();
    boolean marked = marker != null && reading.control().response().text().contains(marker);
    Proof.Expectation shown = marked ? Steps.has(String.valueOf(marker)) : Steps.status("2xx");
    String first = item.owner().name();
    boolean named = marked || holds(reading.other(), item.id());
    return begin(operation, Severity.HIGH, named ? Confidence.PROVED : Confidence.LIKELY)
        .says(
            "Objects of another user can be read",
            call
                + " gives "
                + second.name()
                + " the "
                + item.type().name()
                + " of "
                + first
                + (marked ? ", with the word that " + first + " put into it" : "")
                + "; "
                + evidence(operation))
        .fix(
            "Look the object up together with its owner, for example WHERE id = ? AND user_id = ?,"
                + " and answer 404 where there is none")
        .proof(
            proof(
                second.name() + " is shown what belongs to " + first,
                operation,
                item,
                step(Proof.Role.CONTROL, first, reading.control(), Steps.status("2xx"), shown),
                step(Proof.Role.ATTACK, reading.other(), Steps.status("2xx"), shown),
                step(Proof.Role.REPEAT, reading.repeat(), Steps.status("2xx"), shown)))
        .lesson(lesson(call))
        .identity(call, "read")
        .build();
  }

  /** Whether an answer names the object by its id, as a whole word. */
  private static boolean holds(Exchange exchange, String id) {
    String text = exchange.response().text();
    for (int at = text.indexOf(id); at >= 0 && !id.isEmpty(); at = text.indexOf(id, at + 1)) {
      int end = at + id.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private String evidence(ApiModel.Operation operation) {
    return ground.denies(operation, second) ? Team.FOLDER + " denies it" : evidence;
  }

  /** The second user changes it. */
  Finding written(
      ApiModel.Operation operation,
      Owned.Item victim,
      Exchange other,
      Exchange nothing,
      boolean hidden) {
    String call = operation.call();
    return begin(operation, Severity.HIGH, hidden ? Confidence.PROVED : Confidence.LIKELY)
        .says(
            "Objects of another user can be changed",
            call
                + " answers "
                + other.response().status()
                + " when "
                + second.name()
                + " does it to the "
                + item.type().name()
                + " of "
                + item.owner().name()
                + ", and "
                + nothing.response().status()
                + " for one that does not exist")
        .fix("Look the object up together with its owner before it is changed")
        .proof(
            proof(
                second.name() + " may change what belongs to " + item.owner().name(),
                operation,
                victim,
                step(Proof.Role.CONTROL, nothing, Steps.status(nothing)),
                step(Proof.Role.ATTACK, other, Steps.status("2xx"))))
        .lesson(lesson(call))
        .identity(call, "write")
        .build();
  }

  /** The second user gets just as far with it as its owner, which is short of success. */
  Finding asOwner(
      ApiModel.Operation operation,
      Owned.Item victim,
      Exchange other,
      Exchange control,
      Exchange nothing) {
    String call = operation.call();
    String first = item.owner().name();
    int status = other.response().status();
    // a service may look at the body first and at the owner afterwards
    boolean body = status == 400 || status == 415 || status == 422;
    return begin(operation, Severity.HIGH, body ? Confidence.HEURISTIC : Confidence.LIKELY)
        .says(
            "Nobody seems to ask whose object it is",
            call
                + " answers "
                + status
                + " to "
                + second.name()
                + " for the "
                + item.type().name()
                + " of "
                + first
                + " as it does to "
                + first
                + ", and "
                + nothing.response().status()
                + " for one that does not exist; "
                + evidence(operation))
        .fix("Look the object up together with its owner before anything else is done with it")
        .proof(
            proof(
                "owner and stranger are answered the same, one that does not exist otherwise",
                operation,
                victim,
                step(Proof.Role.CONTROL, first, control, Steps.status(control)),
                step(Proof.Role.CONTROL, nothing, Steps.status(nothing)),
                step(Proof.Role.ATTACK, other, Steps.status(other))))
        .lesson(lesson(call))
        .identity(call, "write")
        .build();
  }

  /** A refusal tells that it exists. */
  Finding existence(ObjectTrial.Reading reading) {
    ApiModel.Operation operation = reading.operation();
    String call = operation.call();
    return Finding.of(ForeignObjects.ID + ".existence", Severity.LOW, Confidence.PROVED)
        .cwe(204)
        .at(ground.endpoint(operation), ground.location(operation))
        .says(
            "Refusals tell which objects exist",
            call
                + " answers "
                + reading.other().response().status()
                + " for an object of another user and "
                + reading.nothing().response().status()
                + " for one that does not exist")
        .fix("Answer both alike, with 404, after the check whose object it is")
        .detail("endpoint", call)
        .proof(
            proof(
                "the status tells another user's object from one that does not exist",
                operation,
                item,
                step(Proof.Role.CONTROL, reading.nothing(), Steps.status(reading.nothing())),
                step(Proof.Role.ATTACK, reading.other(), Steps.status(reading.other()))))
        .identity(call, "existence")
        .build();
  }

  private Finding.Builder begin(
      ApiModel.Operation operation, Severity severity, Confidence confidence) {
    return Finding.of(ForeignObjects.ID, severity, confidence)
        .cwe(639)
        .at(ground.endpoint(operation), ground.location(operation))
        .detail("endpoint", operation.call());
  }

  private Proof.Step step(Proof.Role role, Exchange exchange, Proof.Expectation... expected) {
    return step(role, second.name(), exchange, expected);
  }

  private static Proof.Step step(
      Proof.Role role, String who, Exchange exchange, Proof.Expectation... expected) {
    return Steps.step(role, who, exchange, expected);
  }

  /** The steps that make an object, then these. */
  private static Proof proof(
      String difference, ApiModel.Operation operation, Owned.Item of, Proof.Step... steps) {
    return new Proof(difference, of.way().steps(operation, List.of(steps)));
  }

  private static Lesson lesson(String call) {
    return new Lesson(
        call + " asks who is logged in, not whose object it is.",
        "Log in as one user and send the id of another user's object.",
        "Take the owner from the session and make it part of the query.",
        "Which of your queries find an object by an id from the request alone?",
        List.of(
            "https://cwe.mitre.org/data/definitions/639.html",
            "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/"));
  }
}
