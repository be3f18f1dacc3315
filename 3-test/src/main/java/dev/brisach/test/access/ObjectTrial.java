package dev.brisach.test.access;

import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything one object of a user is tried with as another user. */
final class ObjectTrial {
  private static final int REPEATS = 3;

  private final Ground ground;
  private final Owned owned;
  private final Owned.Item item;
  private final Caller second;
  private final Way nowhere;
  private final Map<ApiModel.Operation, String> refusals = new LinkedHashMap<>();
  private boolean hidden;

  ObjectTrial(Ground ground, Owned owned, Owned.Item item, Caller second) {
    this.ground = ground;
    this.owned = owned;
    this.item = item;
    this.second = second;
    this.nowhere = item.way().with(item.type().parameter(), nonexistent(item.id()));
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
  record Reading(
      ApiModel.Operation operation,
      Exchange control,
      Exchange again,
      Exchange other,
      Exchange repeat,
      Exchange nothing) {}

  private @Nullable Reading read(ApiModel.Operation operation) throws WireException {
    if (!Owned.mayCall(operation, item.owner())) {
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
    Exchange nothing = second.send(ground.request(operation, nowhere.ids()));
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
      if (!Ground.ok(reading.repeat())) {
        ground.unexamined(
            operation,
            "unstable: answers "
                + status
                + ", then "
                + reading.repeat().response().status()
                + " to the same request");
        return;
      }
      if (!shows(reading)) {
        return; // an empty list, an error in words: not the first user's object
      }
      if (!Bodies.says(other)) {
        ground.unexamined(operation, "answers both users with nothing in it");
        return;
      }
      if (!hidden && !ground.denies(operation, second)) {
        ground.unexamined(
            operation,
            "nothing shows whether objects of kind '"
                + item.type().name()
                + "' belong to one user or to all");
        return;
      }
      ground.finding(words().read(reading));
    } else if (status >= 500) {
      ground.unexamined(operation, "answers " + status + " to another user");
    } else if (existenceTold(reading)) {
      ground.finding(words().existence(reading));
    }
  }

  /** Exists and not mine must look like does not exist (CWE-204), where ids can be guessed. */
  private boolean existenceTold(Reading reading) {
    boolean guessable = item.id().chars().allMatch(Character::isDigit);
    int none = reading.nothing().response().status();
    return guessable
        && reading.other().response().status() != none
        && none < 500
        && !Ground.ok(reading.nothing());
  }

  private ObjectFinding words() {
    String evidence =
        refusals.isEmpty()
            ? "the list of " + second.name() + " does not hold it"
            : refusals.keySet().iterator().next().call() + " refuses it";
    return new ObjectFinding(ground, item, second, evidence);
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
      boolean may = Owned.mayCall(list, item.owner()) && Owned.mayCall(list, second);
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

  /** Something shows, or the team states, that the object is not the second user's. */
  private boolean mine(ApiModel.Operation operation) {
    return hidden || ground.denies(operation, second);
  }

  /** A list that shows what the operation on the object itself refuses. */
  private void judgeList(Reading reading) {
    if (!refusals.isEmpty()) {
      ground.finding(words().read(reading));
    }
  }

  /** Tries to change the object as the second user; what is refused must work for the first. */
  private void write(ApiModel.Operation operation) throws WireException {
    if (item.made().isEmpty()) {
      ground.unexamined(operation, "no object of our own to write to");
      return;
    }
    if (!Owned.mayCall(operation, item.owner())) {
      return;
    }
    Owned.Item own = owned.another(item.type(), item.owner());
    Owned.Item victim = own == null ? item : own;
    Exchange nothing = second.send(ground.request(operation, nowhere.ids()));
    Exchange other = second.send(ground.request(operation, victim.ids()));
    int status = other.response().status();
    if (!Ground.ok(other)) {
      refused(operation, victim, nothing, other);
      return;
    }
    ground.reach(operation, second, true, "");
    if (Ground.ok(nothing)) {
      ground.unexamined(operation, "answers " + status + " for an id that nothing has, too");
      return;
    }
    ground.finding(words().written(operation, victim, other, nothing, mine(operation)));
  }

  /**
   * What the second user is refused must work for the first, else the refusal tells nothing. Where
   * the first is answered the same, and an id that nothing has is not, nobody asked whose it is.
   */
  private void refused(
      ApiModel.Operation operation, Owned.Item victim, Exchange nothing, Exchange other)
      throws WireException {
    int status = other.response().status();
    Exchange.Request request = ground.request(operation, victim.ids());
    Exchange control = item.owner().send(request);
    boolean worked = Ground.ok(control);
    ground.reach(operation, item.owner(), worked, "answers " + control.response().status());
    boolean differs = control.response().status() != status && !Ground.refused(control);
    if (worked || differs) {
      if (status >= 500) {
        ground.unexamined(operation, "answers " + status + " to another user");
      }
    } else if (mine(operation) && asTheOwner(operation, request, nothing, other, control)) {
      ground.finding(words().asOwner(operation, victim, other, control, nothing));
    } else {
      ground.unexamined(
          operation, item.owner().name() + "'s own object: answers " + control.response().status());
    }
  }

  /** The owner and the second user are answered alike, again and again, and unlike for nothing. */
  private boolean asTheOwner(
      ApiModel.Operation operation,
      Exchange.Request request,
      Exchange nothing,
      Exchange other,
      Exchange control)
      throws WireException {
    int none = nothing.response().status();
    if (Ground.refused(other) || none == other.response().status() || none >= 500) {
      return false;
    }
    Exchange again = item.owner().send(request);
    for (int i = 0; i < REPEATS; i++) {
      Exchange repeat = second.send(request);
      Exchange gone = second.send(ground.request(operation, nowhere.ids()));
      if (!same(control, again, repeat) || gone.response().status() != none) {
        return false;
      }
    }
    return same(control, again, other);
  }

  private static boolean same(Exchange control, Exchange again, Exchange other) {
    return control.response().status() == other.response().status()
        && again.response().status() == other.response().status()
        && (other.response().body().length == 0
            ? control.response().body().length == 0
            : Bodies.alike(control, again, other));
  }
}
