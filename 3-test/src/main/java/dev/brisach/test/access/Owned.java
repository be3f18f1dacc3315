package dev.brisach.test.access;

import dev.brisach.core.Effect;
import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonPointer;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.openapi.ObjectTypes;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.matrix.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects for users, or finds those that they have, and takes away again what it made. Only
 * these objects are ever written to.
 */
final class Owned {
  private static final int MAX_DEPTH = 3;
  private static final int MAX_PREPARED = 6;
  private static final List<String> SPARED =
      List.of(
          "login",
          "signin",
          "logout",
          "signout",
          "register",
          "signup",
          "password",
          "pay",
          "checkout",
          "transfer",
          "reset",
          "import",
          "backup",
          "delete",
          "token");

  /**
   * An object of somebody.
   *
   * @param ids values of path parameters, keyed {@code path.name}, that lead to it
   * @param id of the object itself
   * @param marker word that was put into it, or null where it was found, not made
   * @param made steps that make it and what it stands below; empty where it was found
   * @param names under which those steps capture ids, keyed as these
   */
  record Item(
      ObjectType type,
      Caller owner,
      Map<String, String> ids,
      String id,
      @Nullable String marker,
      List<Proof.Step> made,
      Map<String, String> names) {

    /** The way to this object. */
    Way way() {
      return new Way(ids, names, made);
    }
  }

  private final Ground ground;
  private final List<ObjectType> types;
  private final Map<String, Item> items = new HashMap<>();
  private final List<Item> created = new ArrayList<>();
  private final Map<String, Integer> named = new HashMap<>();
  private final Preparations preparations;
  private final boolean makes;
  private int count;

  /** Objects of a service; none are made where the ceiling keeps us from writing. */
  Owned(Ground ground, Effect ceiling) {
    this.ground = ground;
    this.types = ObjectTypes.of(ground.api());
    this.preparations = ground.service().learnt(Preparations.OF);
    this.makes = ceiling.compareTo(Effect.CHANGE) >= 0;
  }

  List<ObjectType> types() {
    return types;
  }

  /** An object of this kind that the user has, made once; null where none can be had. */
  @Nullable Item of(ObjectType type, Caller owner) throws WireException {
    return of(type, owner, 0);
  }

  private @Nullable Item of(ObjectType type, Caller owner, int depth) throws WireException {
    String key = owner.name() + " " + type.path();
    Item known = items.get(key);
    if (known == null && depth < MAX_DEPTH) {
      known = make(type, owner, depth);
      if (known == null) {
        known = found(type, owner, depth);
      }
      if (known != null) {
        items.put(key, known);
      }
    }
    return known;
  }

  /** Another object of this kind, made anew; null where none can be made. */
  @Nullable Item another(ObjectType type, Caller owner) throws WireException {
    return make(type, owner, 0);
  }

  /**
   * The way to where an operation works: an object of the caller for each path parameter; null
   * where one of them cannot be had.
   */
  @Nullable Way way(ApiModel.Operation operation, Caller owner) throws WireException {
    return parents(operation, owner, -1);
  }

  private @Nullable Way parents(ApiModel.Operation operation, Caller owner, int depth)
      throws WireException {
    Way way = Way.NONE;
    for (ApiModel.Parameter parameter : operation.in("path")) {
      ObjectType parent = typeOf(operation.path(), parameter.name());
      Item item = parent == null ? null : of(parent, owner, depth + 1);
      if (item == null) {
        return null;
      }
      way = way.and(item, parameter.name());
    }
    return way;
  }

  /** The kind of object whose id a path parameter holds, whatever the file calls it there. */
  @Nullable ObjectType typeOf(String path, String parameter) {
    int end = path.indexOf("{" + parameter + "}");
    String until = end < 0 ? path : path.substring(0, end + parameter.length() + 2);
    String shape = shape(until);
    return types.stream().filter(type -> shape(type.path()).equals(shape)).findFirst().orElse(null);
  }

  private static String shape(String path) {
    StringBuilder shape = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      shape.append('/').append(segment.startsWith("{") ? "{}" : segment);
    }
    return shape.toString();
  }

  private @Nullable Item make(ObjectType type, Caller owner, int depth) throws WireException {
    ApiModel.Operation creator = type.creator();
    if (!makes || creator == null || !mayCall(creator, owner) || spared(creator)) {
      return null;
    }
    Way way = parents(creator, owner, depth);
    if (way == null) {
      return null;
    }
    String marker = "bx" + Long.toHexString(0x9e3779b97f4a7c15L * ++count ^ System.nanoTime());
    Exchange.Request request = Marker.request(ground, creator, way.ids(), marker);
    Exchange answer = create(creator, owner, request);
    ground.reach(creator, owner, Ground.ok(answer), "answers " + answer.response().status());
    String id = Ground.ok(answer) ? id(type, answer) : null;
    if (id == null) {
      return null;
    }
    Map<String, String> ids = new LinkedHashMap<>(way.ids());
    ids.put("path." + type.parameter(), id);
    Map<String, String> names = new LinkedHashMap<>(way.names());
    Proof.Step made = Steps.step(Proof.Role.PREPARE, owner.name(), answer, Steps.status("2xx"));
    made = way.named(made, creator);
    if (type.idPointer() != null) {
      String name = name(type);
      names.put("path." + type.parameter(), name);
      Proof.Capture.Place json = Proof.Capture.Place.JSON;
      made = Steps.capturing(made, List.of(new Proof.Capture(name, json, type.idPointer())));
    }
    List<Proof.Step> steps = new ArrayList<>(way.made());
    steps.addAll(preparations.of(owner, creator));
    steps.add(made);
    boolean carries = Marker.holds(request, marker);
    Item item = new Item(type, owner, ids, id, carries ? marker : null, steps, names);
    created.add(item);
    return item;
  }

  /** A word for the id of an object of this kind that no other object of ours has. */
  private String name(ObjectType type) {
    StringBuilder word = new StringBuilder();
    type.name()
        .toLowerCase(Locale.ROOT)
        .chars()
        .filter(c -> c >= 'a' && c <= 'z')
        .limit(30)
        .forEach(c -> word.append((char) c));
    String base = word.isEmpty() || word.toString().equals("unique") ? "object" : word.toString();
    int number = named.merge(base, 1, Integer::sum);
    return number == 1 ? base : base + number;
  }

  /**
   * Sends a request that creates something. Where it is refused, other things of the same kind may
   * have to be there first: what the user may create beside it is created, and it is sent again.
   */
  Exchange create(ApiModel.Operation creator, Caller owner, Exchange.Request request)
      throws WireException {
    Exchange answer = owner.send(request);
    boolean open = !Ground.ok(answer) && answer.response().status() < 500;
    if (open && makes && !owner.isStranger() && !preparations.futile(owner, creator)) {
      List<Proof.Step> steps = prepare(creator, owner);
      Exchange again = steps.isEmpty() ? answer : owner.send(request);
      preparations.tried(owner, creator, Ground.ok(again) ? steps : List.of());
      return again;
    }
    return answer;
  }

  /** What must be there before the user can create something by this operation, as far as known. */
  List<Proof.Step> before(ApiModel.Operation creator, Caller owner) {
    return preparations.of(owner, creator);
  }

  private List<Proof.Step> prepare(ApiModel.Operation creator, Caller owner) throws WireException {
    List<Proof.Step> steps = new ArrayList<>();
    for (ApiModel.Operation other : ground.api().operations()) {
      boolean fits =
          other.method().equals("POST")
              && !other.equals(creator)
              && other.in("path").isEmpty()
              && other.tags().stream().anyMatch(creator.tags()::contains)
              && mayCall(other, owner)
              && !spared(other)
              && steps.size() < MAX_PREPARED;
      if (fits) {
        Exchange answer = owner.send(ground.request(other, Map.of()));
        if (Ground.ok(answer)) {
          steps.add(Steps.step(Proof.Role.PREPARE, owner.name(), answer, Steps.status("2xx")));
        }
      }
    }
    return steps;
  }

  /** True where calling it for its own sake could end a session, spend or send something. */
  static boolean spared(ApiModel.Operation operation) {
    return SPARED.stream().anyMatch(bare(operation.path())::contains);
  }

  private static String bare(String path) {
    return path.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private @Nullable String id(ObjectType type, Exchange answer) {
    if (type.idPointer() != null) {
      String id = JsonPointer.value(answer.response().body(), type.idPointer());
      if (id != null && !id.isEmpty()) {
        return id;
      }
    }
    String location = answer.response().header("location");
    if (location != null && !location.endsWith("/")) {
      return location.substring(location.lastIndexOf('/') + 1);
    }
    return Bodies.text(Bodies.member(Bodies.json(answer), "id"));
  }

  /** An object that the user's own list shows. */
  private @Nullable Item found(ObjectType type, Caller owner, int depth) throws WireException {
    Item seed = seed(type, owner, depth);
    if (seed != null) {
      return seed;
    }
    for (ApiModel.Operation list : type.lists()) {
      boolean may = list.method().equals("GET") && mayCall(list, owner);
      Way way = may ? parents(list, owner, depth) : null;
      if (way == null) {
        continue;
      }
      Exchange answer = owner.send(ground.request(list, way.ids()));
      ground.reach(list, owner, Ground.ok(answer), "answers " + answer.response().status());
      for (Json.Obj item : Bodies.items(Ground.ok(answer) ? Bodies.json(answer) : null)) {
        String id = Bodies.text(item.get(type.parameter()));
        id = id == null ? Bodies.text(item.get("id")) : id;
        if (id != null) {
          Map<String, String> ids = new LinkedHashMap<>(way.ids());
          ids.put("path." + type.parameter(), id);
          return new Item(type, owner, ids, id, null, List.of(), Map.of());
        }
      }
    }
    return null;
  }

  /** An object that the team's files name. */
  private @Nullable Item seed(ObjectType type, Caller owner, int depth) throws WireException {
    List<ApiModel.Operation> takers = new ArrayList<>(type.readers());
    takers.addAll(type.writers());
    if (type.deleter() != null) {
      takers.add(type.deleter());
    }
    List<String> calls = takers.stream().map(ApiModel.Operation::call).toList();
    for (String id : ground.team().seeds(calls, owner.name())) {
      Way way = Way.NONE;
      for (ApiModel.Parameter above : takers.getFirst().in("path")) {
        ObjectType parent = typeOf(takers.getFirst().path(), above.name());
        Item item = parent == null || parent.equals(type) ? null : of(parent, owner, depth + 1);
        way = item == null ? way : way.and(item, above.name());
      }
      way = way.with(type.parameter(), id);
      return new Item(type, owner, way.ids(), id, null, List.of(), Map.of());
    }
    return null;
  }

  /** True where the API file does not keep this user from the operation. */
  static boolean mayCall(ApiModel.Operation operation, Caller caller) {
    return operation.roles().isEmpty()
        || operation.roles().stream().anyMatch(User.of(caller).roles()::contains);
  }

  /**
   * Takes away what was made, the newest first; what could not be is told as reached with words.
   */
  void cleanUp() {
    for (int i = created.size() - 1; i >= 0; i--) {
      Item item = created.get(i);
      ApiModel.Operation deleter = item.type().deleter();
      String left = "no operation removes it";
      if (deleter != null) {
        left = "";
        for (Caller caller : remover(item, deleter)) {
          try {
            Exchange answer = caller.send(ground.request(deleter, item.ids()));
            left = Ground.ok(answer) ? "" : "removing it answers " + answer.response().status();
          } catch (WireException e) {
            left = e.getMessage();
          }
          if (left.isEmpty()) {
            break;
          }
        }
      }
      ApiModel.Operation creator = item.type().creator();
      if (!left.isEmpty() && creator != null) {
        ground.left(creator, item.owner(), item.type().name() + " " + item.id() + ": " + left);
      }
    }
    created.clear();
  }

  private List<Caller> remover(Item item, ApiModel.Operation deleter) {
    List<Caller> callers = new ArrayList<>();
    if (mayCall(deleter, item.owner())) {
      callers.add(item.owner());
    }
    ground.users().stream()
        .filter(user -> !user.equals(item.owner()) && mayCall(deleter, user))
        .forEach(callers::add);
    return callers;
  }
}
