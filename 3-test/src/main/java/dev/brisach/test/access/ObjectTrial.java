package dev.brisach.test.access;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything one object of a user is tried with as another user. */
final class ObjectTrial {
  private final Ground ground;
  private final Owned owned;
  private final Owned.Item item;
  private final Caller second;
  private final Map<String, String> nowhere;
  private final Map<ApiModel.Operation, String> refusals = new LinkedHashMap<>();
  private boolean hidden;

  ObjectTrial(Ground ground, Owned owned, Owned.Item item, Caller second) {
    this.ground = ground;
    this.owned = owned;
    this.item = item;
    this.second = second;
    this.nowhere = new LinkedHashMap<>(item.ids());
    nowhere.put("path." + item.type().parameter(), nonexistent(item.id()));
  }

  /** An id of the same shape that nothing has. */
  private static String nonexistent(String id) {
    if (!id.isEmpty() && id.length() < 10 && id.chars().allMatch(Character::isDigit)) {
      return "997" + id.substring(1) + "31";
    }
    StringBuilder other = new StringBuilder(id);
    for (int i = 0; i < other.length(); i++) {
      char c = other.charAt(i);
      if (c >= '0' && c <= '8') {
        other.setCharAt(i, (char) (c + 1));
      } else if ((c >= 'a' && c <= 'e') || (c >= 'g' && c <= 'y')) {
        other.setCharAt(i, (char) (c + 1));
      }
    }
    return other.toString();
  }

  void run(List<ApiModel.Operation> concerned) throws WireException {
    List<Reading> readings = new ArrayList<>();
    for (ApiModel.Operation operation : concerned) {
      if (operation.method().equals("GET")) {
        Reading reading = read(operation);
        if (reading != null) {
          readings.add(reading);
        }
      }
    }
    List<Reading> lists = lists();
    hidden = hidden || !refusals.isEmpty();
    readings.forEach(this::judge);
    lists.forEach(this::judgeList);
    for (ApiModel.Operation operation : concerned) {
      if (!operation.method().equals("GET")) {
        write(operation);
      }
    }
  }

  /** One operation as the first user, twice, as the second, and for an id that nothing has. */
  private record Reading(
      ApiModel.Operation operation,
      Exchange control,
      Exchange again,
      Exchange other,
      Exchange repeat,
      Exchange nothing) {}

  private @Nullable Reading read(ApiModel.Operation operation) throws WireException {
    if (!Ground.mayCall(operation, item.owner())) {
      return null;
    }
    Exchange.Request request = ground.request(operation, item.ids());
    Exchange control = item.owner().send(request);
    ground.reach(
        operation, item.owner(), Ground.ok(control), "answers " + control.response().status());
    if (!Ground.ok(control)) {
      ground.unexamined(
          operation, item.owner().name() + "'s own object: answers " + control.response().status());
      return null;
    }
    Exchange again = item.owner().send(request);
    Exchange other = second.send(request);
    Exchange repeat = Ground.ok(other) ? second.send(request) : other;
    Exchange nothing = second.send(ground.request(operation, nowhere));
    Reading reading = new Reading(operation, control, again, other, repeat, nothing);
    ground.reach(operation, second, true, "");
    if (!Ground.ok(other) && other.response().status() < 500) {
      refusals.put(operation, String.valueOf(other.response().status()));
    }
    return reading;
  }

  private void judge(Reading reading) {
    Exchange other = reading.other();
    ApiModel.Operation operation = reading.operation();
    int status = other.response().status();
    if (Ground.ok(other)) {
      if (!shows(reading)) {
        return; // an empty list, an error in words: not the first user's object
      }
      if (!hidden && !ground.denies(operation, second)) {
        ground.unexamined(
            operation,
            "nothing shows whether objects of kind '"
                + item.type().name()
                + "' belong to one user or to all");
        return;
      }
      ground.finding(finding(reading));
    } else if (status >= 500) {
      ground.unexamined(operation, "answers " + status + " to another user");
    } else {
      leak(reading);
    }
  }

  private boolean shows(Reading reading) {
    String marker = item.marker();
    boolean marked = marker != null && reading.control().response().text().contains(marker);
    if (marked) {
      return reading.other().response().text().contains(String.valueOf(marker))
          && reading.repeat().response().text().contains(String.valueOf(marker));
    }
    return Bodies.alike(reading.control(), reading.again(), reading.other())
        && Bodies.alike(reading.control(), reading.again(), reading.repeat())
        && !(Ground.ok(reading.nothing())
            && Bodies.alike(reading.other(), reading.repeat(), reading.nothing()));
  }

  /** The lists of the kind; one that shows the object to the first user only hides it. */
  private List<Reading> lists() throws WireException {
    List<Reading> shown = new ArrayList<>();
    String marker = item.marker();
    for (ApiModel.Operation list : item.type().lists()) {
      boolean may = Ground.mayCall(list, item.owner()) && Ground.mayCall(list, second);
      if (!may || !list.method().equals("GET") || list.login() == ApiModel.Login.OPEN) {
        continue;
      }
      Exchange.Request request = ground.request(list, item.ids());
      Exchange control = item.owner().send(request);
      Exchange other = second.send(request);
      boolean mine = Ground.ok(control) && lists(control);
      if (mine && Ground.ok(other)) {
        if (!lists(other)) {
          hidden = true;
        } else if (marker != null && other.response().text().contains(marker)) {
          shown.add(new Reading(list, control, control, other, second.send(request), other));
        }
      }
    }
    return shown;
  }

  private boolean lists(Exchange list) {
    String marker = item.marker();
    if (marker != null && list.response().text().contains(marker)) {
      return true;
    }
    return Bodies.items(Bodies.json(list)).stream()
        .anyMatch(one ->
            item.id().equals(Bodies.text(one.get("id")))
                || item.id().equals(Bodies.text(one.get(item.type().parameter()))));
  }

  /** A list that shows what the operation on the object itself refuses. */
  private void judgeList(Reading reading) {
    if (!refusals.isEmpty()) {
      ground.finding(finding(reading));
    }
  }

  /** Tries to change the object as the second user, and looks as the first what came of it. */
  private void write(ApiModel.Operation operation) throws WireException {
    if (item.made().isEmpty()) {
      ground.unexamined(operation, "no object of our own to write to");
      return;
    }
    if (!Ground.mayCall(operation, item.owner())) {
      return;
    }
    Owned.Item own = owned.another(item.type(), item.owner());
    Owned.Item victim = own == null ? item : own;
    Exchange nothing = second.send(ground.request(operation, nowhere));
    Exchange other = second.send(ground.request(operation, victim.ids()));
    int status = other.response().status();
    if (!Ground.ok(other)) {
      control(operation, victim, other);
      return;
    }
    ground.reach(operation, second, true, "");
    if (Ground.ok(nothing)) {
      ground.unexamined(operation, "answers " + status + " for an id that nothing has, too");
      return;
    }
    ground.finding(written(operation, victim, other, nothing));
  }

  /** What the second user is refused must work for the first, else the refusal tells nothing. */
  private void control(ApiModel.Operation operation, Owned.Item victim, Exchange other)
      throws WireException {
    int status = other.response().status();
    Exchange control = item.owner().send(ground.request(operation, victim.ids()));
    ground.reach(
        operation, item.owner(), Ground.ok(control), "answers " + control.response().status());
    boolean worked = Ground.ok(control);
    boolean differs = control.response().status() != status && !Ground.refused(control);
    if (status >= 500) {
      ground.unexamined(operation, "answers " + status + " to another user");
    } else if (!worked && !differs) {
      ground.unexamined(
          operation, item.owner().name() + "'s own object: answers " + control.response().status());
    }
  }

  /** Exists and not mine must look like does not exist (CWE-204), where ids can be guessed. */
  private void leak(Reading reading) {
    boolean guessable = item.id().chars().allMatch(Character::isDigit);
    int mine = reading.other().response().status();
    int none = reading.nothing().response().status();
    if (guessable && mine != none && none < 500 && !Ground.ok(reading.nothing())) {
      String call = reading.operation().call();
      ground.finding(
          Finding.of(ForeignObjects.ID + ".existence", Severity.LOW, Confidence.PROVED)
              .cwe(204)
              .at(ground.endpoint(reading.operation()), ground.location(reading.operation()))
              .says(
                  "Refusals tell which objects exist",
                  call
                      + " answers "
                      + mine
                      + " for an object of another user and "
                      + none
                      + " for one that does not exist")
              .fix("Answer both alike, with 404, after the check whose object it is")
              .detail("endpoint", call)
              .proof(
                  new Proof(
                      "the status tells another user's object from one that does not exist",
                      steps(
                          Proofs.step(
                              Proof.Role.CONTROL,
                              second.name(),
                              reading.nothing(),
                              Proofs.status(Integer.toString(none))),
                          Proofs.step(
                              Proof.Role.ATTACK,
                              second.name(),
                              reading.other(),
                              Proofs.status(Integer.toString(mine))))))
              .identity(call, "existence")
              .build());
    }
  }

  /** The steps that make the object, then these, with its id captured instead of written. */
  private List<Proof.Step> steps(Proof.Step... more) {
    List<Proof.Step> steps = new ArrayList<>(item.made());
    boolean captured = !item.made().isEmpty() && !item.made().getLast().captures().isEmpty();
    for (Proof.Step step : more) {
      Proof.Step one = captured ? Proofs.replaced(step, "/" + item.id(), "/${object}") : step;
      steps.add(one);
    }
    return steps;
  }

  private Finding finding(Reading reading) {
    String call = reading.operation().call();
    String marker = item.marker();
    boolean marked = marker != null && reading.control().response().text().contains(marker);
    Proof.Expectation shown = marked ? Proofs.has(String.valueOf(marker)) : Proofs.status("2xx");
    String first = item.owner().name();
    return Finding.of(ForeignObjects.ID, Severity.HIGH, Confidence.PROVED)
        .cwe(639)
        .at(ground.endpoint(reading.operation()), ground.location(reading.operation()))
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
                + evidence(reading.operation()))
        .fix(
            "Look the object up together with its owner, for example WHERE id = ? AND user_id = ?,"
                + " and answer 404 where there is none")
        .detail("endpoint", call)
        .proof(
            new Proof(
                second.name() + " is shown what belongs to " + first,
                steps(
                    Proofs.step(
                        Proof.Role.CONTROL, first, reading.control(), Proofs.status("2xx"), shown),
                    Proofs.step(
                        Proof.Role.ATTACK,
                        second.name(),
                        reading.other(),
                        Proofs.status("2xx"),
                        shown),
                    Proofs.step(
                        Proof.Role.REPEAT,
                        second.name(),
                        reading.repeat(),
                        Proofs.status("2xx"),
                        shown))))
        .lesson(lesson(call))
        .identity(call, "read")
        .build();
  }

  private String evidence(ApiModel.Operation operation) {
    if (ground.denies(operation, second)) {
      return Team.FOLDER + " denies it";
    }
    if (!refusals.isEmpty()) {
      return refusals.keySet().iterator().next().call() + " refuses it";
    }
    return "the list of " + second.name() + " does not hold it";
  }

  private Finding written(
      ApiModel.Operation operation, Owned.Item victim, Exchange other, Exchange nothing) {
    String call = operation.call();
    String first = item.owner().name();
    return Finding.of(
            ForeignObjects.ID,
            Severity.HIGH,
            hidden || ground.denies(operation, second) ? Confidence.PROVED : Confidence.LIKELY)
        .cwe(639)
        .at(ground.endpoint(operation), ground.location(operation))
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
                + first
                + ", and "
                + nothing.response().status()
                + " for one that does not exist")
        .fix("Look the object up together with its owner before it is changed")
        .detail("endpoint", call)
        .proof(
            new Proof(
                second.name() + " may change what belongs to " + first,
                steps(
                    Proofs.step(
                        Proof.Role.CONTROL,
                        second.name(),
                        nothing,
                        Proofs.status(Integer.toString(nothing.response().status()))),
                    Proofs.replaced(
                        Proofs.step(Proof.Role.ATTACK, second.name(), other, Proofs.status("2xx")),
                        "/" + victim.id(),
                        "/" + item.id()))))
        .lesson(lesson(call))
        .identity(call, "write")
        .build();
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
