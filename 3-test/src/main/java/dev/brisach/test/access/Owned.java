package dev.brisach.test.access;

import dev.brisach.core.Proof;
import dev.brisach.core.json.Json;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.ObjectType;
import dev.brisach.kit.openapi.ObjectTypes;
import dev.brisach.kit.openapi.Samples;
import dev.brisach.kit.openapi.Schema;
import dev.brisach.kit.replay.Captures;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.nio.charset.StandardCharsets;
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
   * @param made steps that make it, the id captured by the type's name; empty where it was found
   */
  record Item(
      ObjectType type,
      Caller owner,
      Map<String, String> ids,
      String id,
      @Nullable String marker,
      List<Proof.Step> made) {}

  private final Ground ground;
  private final List<ObjectType> types;
  private final Map<String, Item> items = new HashMap<>();
  private final List<Item> created = new ArrayList<>();
  private final List<String> warmed = new ArrayList<>();
  private final Map<String, Map<String, Proof.Step>> before = new HashMap<>();
  private int count;

  Owned(Ground ground) {
    this.ground = ground;
    this.types = ObjectTypes.of(ground.api());
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

  private @Nullable Map<String, String> parents(
      ApiModel.Operation operation, @Nullable String own, Caller owner, int depth)
      throws WireException {
    Map<String, String> given = new LinkedHashMap<>();
    for (ApiModel.Parameter parameter : operation.in("path")) {
      if (parameter.name().equals(own)) {
        continue;
      }
      ObjectType parent = typeOf(operation.path(), parameter.name());
      Item item = parent == null ? null : of(parent, owner, depth + 1);
      if (item == null) {
        return null;
      }
      given.putAll(item.ids());
      given.put("path." + parameter.name(), item.id());
    }
    return given;
  }

  /** The kind of object whose id a path parameter holds. */
  @Nullable ObjectType typeOf(String path, String parameter) {
    int end = path.indexOf("{" + parameter + "}");
    String until = end < 0 ? path : path.substring(0, end + parameter.length() + 2);
    return types.stream().filter(type -> type.path().equals(until)).findFirst().orElse(null);
  }

  private @Nullable Item make(ObjectType type, Caller owner, int depth) throws WireException {
    ApiModel.Operation creator = type.creator();
    if (creator == null || !Ground.mayCall(creator, owner) || spared(creator)) {
      return null;
    }
    Map<String, String> given = parents(creator, null, owner, depth);
    if (given == null) {
      return null;
    }
    String marker = "bx" + Long.toHexString(0x9e3779b97f4a7c15L * ++count ^ System.nanoTime());
    Exchange.Request request = marked(creator, given, marker);
    Exchange answer = owner.send(request);
    if (!Ground.ok(answer) && answer.response().status() < 500) {
      warmUp(creator, owner);
      answer = owner.send(request);
    }
    ground.reach(creator, owner, Ground.ok(answer), "answers " + answer.response().status());
    if (!Ground.ok(answer)) {
      return null;
    }
    String id = id(type, answer);
    if (id == null) {
      return null;
    }
    boolean carries = answer.request().body() != null && holds(request, marker);
    Map<String, String> ids = new LinkedHashMap<>(given);
    ids.put("path." + type.parameter(), id);
    Item item = new Item(type, owner, ids, id, carries ? marker : null, steps(type, owner, answer));
    created.add(item);
    return item;
  }

  /** What had to be there first, then the request that made the object. */
  private List<Proof.Step> steps(ObjectType type, Caller owner, Exchange answer) {
    List<Proof.Capture> captures = new ArrayList<>();
    if (type.idPointer() != null) {
      captures.add(
          new Proof.Capture("object", Proof.Capture.Place.JSON, String.valueOf(type.idPointer())));
    }
    return List.of(
        Proofs.step(
            Proof.Role.PREPARE, owner.name(), answer, captures, List.of(Proofs.status("2xx"))));
  }

  private static boolean holds(Exchange.Request request, String marker) {
    byte[] body = request.body();
    return body != null && new String(body, StandardCharsets.UTF_8).contains(marker);
  }

  /** A sample request whose first free text holds the marker. */
  private Exchange.Request marked(
      ApiModel.Operation operation, Map<String, String> given, String marker) {
    Samples.Sample sample = ground.body(operation);
    if (sample == null || !(sample.value() instanceof Json.Obj object)) {
      return ground.request(operation, given);
    }
    return ground.request(operation, given, marked(operation, sample, object, marker));
  }

  private static Json marked(
      ApiModel.Operation operation, Samples.Sample sample, Json.Obj object, String marker) {
    Schema schema = schema(operation, sample);
    String field = schema == null ? null : free(schema, object);
    if (field != null) {
      return Bodies.with(object, field, new Json.Text(marker));
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Obj inner) {
        Schema of = schema == null ? null : schema.properties().get(member.getKey());
        String nested = of == null ? null : free(of, inner);
        if (nested != null) {
          return Bodies.with(
              object, member.getKey(), Bodies.with(inner, nested, new Json.Text(marker)));
        }
      }
    }
    return object;
  }

  static @Nullable Schema schema(ApiModel.Operation operation, Samples.Sample sample) {
    ApiModel.Body body = operation.body();
    if (body == null) {
      return null;
    }
    return body.contents().stream()
        .filter(content -> sample.contentType().startsWith(content.mediaType()))
        .map(ApiModel.Content::schema)
        .findFirst()
        .orElse(null);
  }

  /** A property that takes any text of some length, described ones before keys. */
  private static @Nullable String free(Schema schema, Json.Obj object) {
    String second = null;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      Schema of = schema.properties().get(member.getKey());
      boolean text = member.getValue() instanceof Json.Text;
      if (!text || (of != null && !takesText(of))) {
        continue;
      }
      String name = member.getKey().toLowerCase(Locale.ROOT);
      if (List.of("note", "text", "title", "description", "comment", "body", "message", "content")
          .contains(name)) {
        return member.getKey();
      }
      second = second == null && !name.contains("mail") ? member.getKey() : second;
    }
    return second;
  }

  private static boolean takesText(Schema schema) {
    int most = schema.bounds().maxLength();
    return schema.values().isEmpty()
        && schema.format() == null
        && schema.bounds().pattern() == null
        && (most < 0 || most >= 24);
  }

  /**
   * Other things of the same kind may have to be there first: what the user may create is created.
   */
  void warmUp(ApiModel.Operation creator, Caller owner) throws WireException {
    if (!warmed.contains(owner.name() + creator.call())) {
      warmed.add(owner.name() + creator.call());
      prepare(creator, owner);
    }
  }

  /** Creates once more what the user may create beside it. */
  void prepare(ApiModel.Operation creator, Caller owner) throws WireException {
    for (ApiModel.Operation other : ground.api().operations()) {
      boolean fits =
          other.method().equals("POST")
              && !other.equals(creator)
              && other.in("path").isEmpty()
              && other.tags().stream().anyMatch(creator.tags()::contains)
              && Ground.mayCall(other, owner)
              && !spared(other);
      if (fits) {
        Exchange answer = owner.send(ground.request(other, Map.of()));
        if (Ground.ok(answer)) {
          before
              .computeIfAbsent(owner.name() + creator.call(), _ -> new LinkedHashMap<>())
              .put(other.call(), Proofs.step(Proof.Role.PREPARE, owner.name(), answer));
        }
      }
    }
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
      String id = Captures.json(answer.response().body(), type.idPointer());
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
      Map<String, String> given = parents(list, null, owner, depth);
      if (given == null || !list.method().equals("GET") || !Ground.mayCall(list, owner)) {
        continue;
      }
      Exchange answer = owner.send(ground.request(list, given));
      ground.reach(list, owner, Ground.ok(answer), "answers " + answer.response().status());
      for (Json.Obj item : Bodies.items(Ground.ok(answer) ? Bodies.json(answer) : null)) {
        String id = Bodies.text(item.get(type.parameter()));
        id = id == null ? Bodies.text(item.get("id")) : id;
        if (id != null) {
          Map<String, String> ids = new LinkedHashMap<>(given);
          ids.put("path." + type.parameter(), id);
          return new Item(type, owner, ids, id, null, List.of());
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
      Map<String, String> given = parents(takers.getFirst(), type.parameter(), owner, depth);
      if (given != null) {
        Map<String, String> ids = new LinkedHashMap<>(given);
        ids.put("path." + type.parameter(), id);
        return new Item(type, owner, ids, id, null, List.of());
      }
    }
    return null;
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
    if (Ground.mayCall(deleter, item.owner())) {
      callers.add(item.owner());
    }
    ground.users().stream()
        .filter(user -> !user.equals(item.owner()) && Ground.mayCall(deleter, user))
        .forEach(callers::add);
    return callers;
  }
}
