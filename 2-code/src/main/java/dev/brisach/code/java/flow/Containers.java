package dev.brisach.code.java.flow;

import dev.brisach.code.java.flow.Invocations.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What builders, lists and maps hold, element by element while that can be known. */
final class Containers {
  private static final Set<String> BUILDERS =
      Set.of("StringBuilder", "StringBuffer", "StringJoiner", "StringWriter");
  private static final Set<String> LISTS =
      Set.of(
          "ArrayList",
          "LinkedList",
          "Vector",
          "Stack",
          "ArrayDeque",
          "HashSet",
          "LinkedHashSet",
          "TreeSet",
          "CopyOnWriteArrayList");
  private static final Set<String> MAPS =
      Set.of(
          "HashMap",
          "LinkedHashMap",
          "TreeMap",
          "ConcurrentHashMap",
          "Hashtable",
          "Properties",
          "EnumMap",
          "MapSqlParameterSource");

  private static final Set<String> READING =
      Set.of("forEach", "toString", "hashCode", "equals", "containsValue", "keys");

  private final Interpreter all;

  Containers(Interpreter all) {
    this.all = all;
  }

  /** A new container with what its constructor is given, or null for other classes. */
  @Nullable Value create(Site site, State state) {
    String type = site.type();
    Box.Kind kind =
        BUILDERS.contains(type)
            ? Box.Kind.BUILDER
            : LISTS.contains(type) ? Box.Kind.LIST : MAPS.contains(type) ? Box.Kind.MAP : null;
    if (kind == null) {
      return null;
    }
    Box box = Box.empty(kind);
    if (kind == Box.Kind.BUILDER) {
      boolean given = !site.args().isEmpty() && !site.arg(0).type().equals("int");
      box = box.withRest(given ? site.arg(0) : Value.constant("String", ""));
    } else if (!site.args().isEmpty() && !site.arg(0).type().equals("int")) {
      Box from = state.box(site.arg(0).ref());
      box = from != null && from.kind() == kind ? from : box.any(site.arg(0));
    }
    return put(type, box, state);
  }

  private Value put(String type, Box box, State state) {
    int ref = all.newRef();
    state.box(ref, box);
    return Value.object(type, ref).withTaint(box.all().taint());
  }

  /** The result of a call on, or making, a followed container; null for other calls. */
  @Nullable Value call(Site site, State state) {
    if (site.onType()) {
      return made(site, state);
    }
    Box box = state.box(site.receiver().ref());
    if (box == null) {
      return null;
    }
    return switch (box.kind()) {
      case BUILDER -> builder(site, box, state);
      case LIST -> list(site, box, state);
      case MAP -> map(site, box, state);
      case OBJECT -> null;
    };
  }

  private @Nullable Value made(Site site, State state) {
    boolean list =
        ((site.type().equals("List") || site.type().equals("Set")) && site.name().equals("of"))
            || (site.type().equals("Arrays") && site.name().equals("asList"));
    if (!list) {
      return null;
    }
    if (site.args().size() == 1 && site.arg(0).type().endsWith("[]")) {
      return site.arg(0);
    }
    Box box = Box.empty(Box.Kind.LIST);
    for (int i = 0; i < site.args().size(); i++) {
      box = box.with(Integer.toString(i), site.arg(i));
    }
    return put("List", box, state);
  }

  private @Nullable Value builder(Site site, Box box, State state) {
    Value text = box.rest();
    return switch (site.name()) {
      case "append", "add", "write" -> {
        if (site.args().isEmpty()) {
          yield null;
        }
        List<Part> parts =
            Part.concat(
                text.partsOr("…"),
                site.arg(0).partsOr(all.unit.code(site.argTrees().getFirst(), 80)));
        Value more = Expressions.texts(text, site.arg(0), parts).then(site.tree());
        yield changed(site, box.withRest(loose(more)), state);
      }
      case "insert" -> {
        List<Part> parts =
            Part.concat(
                site.arg(1).partsOr(all.unit.code(site.argTrees().getLast(), 80)),
                text.partsOr("…"));
        Value more = Expressions.texts(site.arg(1), text, parts).then(site.tree());
        yield changed(site, box.withRest(more.withoutConstants()), state);
      }
      case "setLength" -> {
        boolean empties = Long.valueOf(0).equals(site.arg(0).constant());
        yield changed(
            site, box.withRest(empties ? Value.constant("String", "") : loose(text)), state);
      }
      case "toString", "substring" -> site.args().isEmpty() ? text.typed("String") : partOf(text);
      case "reverse", "replace", "deleteCharAt", "delete", "setCharAt" -> {
        Taint taint = Taint.join(text.taint(), site.argTaint());
        yield changed(site, box.withRest(partOf(text).withTaint(taint)), state);
      }
      case "length", "indexOf", "lastIndexOf" -> Value.ofType("int");
      default -> null;
    };
  }

  private Value loose(Value text) {
    return all.statements.inLoop() ? text.withoutConstants() : text;
  }

  private static Value partOf(Value text) {
    return new Value("String", List.of(), text.taint(), text.random(), List.of(), 0);
  }

  /** The receiver after its box was replaced. */
  private static Value changed(Site site, Box box, State state) {
    state.box(site.receiver().ref(), box);
    Taint taint = box.all().taint();
    return new Value(
        site.receiver().type(),
        List.of(),
        taint,
        box.rest().random(),
        List.of(),
        site.receiver().ref());
  }

  private @Nullable Value list(Site site, Box box, State state) {
    return switch (site.name()) {
      case "add", "addLast", "offer", "push", "addElement" -> {
        boolean end = site.args().size() == 1;
        boolean known = end && box.exact() && !all.statements.inLoop();
        Value value = site.arg(end ? 0 : 1);
        changed(
            site,
            known ? box.with(Integer.toString(box.entries().size()), value) : box.any(value),
            state);
        yield Value.ofType("boolean");
      }
      case "addAll" -> {
        Box more = state.box(site.arg(0).ref());
        changed(site, box.any(more == null ? site.arg(0) : more.all()), state);
        yield Value.ofType("boolean");
      }
      case "set" -> {
        Object at = site.arg(0).constant();
        changed(
            site,
            at != null && box.exact()
                ? box.with(String.valueOf(at), site.arg(1))
                : box.any(site.arg(1)),
            state);
        yield Value.UNKNOWN;
      }
      case "get", "elementAt" -> at(site, box);
      case "remove" -> {
        Box after = without(box, site.arg(0).constant());
        changed(site, after, state);
        yield box.all();
      }
      case "getFirst", "getLast", "peek", "pop", "poll", "iterator", "stream", "next" ->
          elements(box);
      case "clear" -> changed(site, Box.empty(Box.Kind.LIST), state);
      case "toArray", "subList" -> site.receiver();
      case "size", "contains", "isEmpty", "indexOf" -> Value.ofType("int");
      default -> null;
    };
  }

  private static Value at(Site site, Box box) {
    Object at = site.arg(0).constant();
    return at != null && box.exact() ? box.setting(String.valueOf(at)) : elements(box);
  }

  private static Value elements(Box box) {
    Value any = box.all();
    return new Value("", List.of(), any.taint(), any.random(), List.of(), 0);
  }

  private static Box without(Box box, @Nullable Object index) {
    if (!(index instanceof Long at) || !box.exact()) {
      return box.blur();
    }
    Map<String, Value> shifted = new HashMap<>();
    for (int i = 0, to = 0; i < box.entries().size(); i++) {
      Value value = box.setting(Integer.toString(i));
      if (i != at) {
        shifted.put(Integer.toString(to++), value);
      }
    }
    return new Box(box.kind(), shifted, box.rest(), true);
  }

  private @Nullable Value map(Site site, Box box, State state) {
    return switch (site.name()) {
      case "put", "putIfAbsent", "setProperty", "addValue" -> {
        Object key = site.arg(0).constant();
        changed(
            site,
            key == null ? box.any(site.arg(1)) : box.with(String.valueOf(key), site.arg(1)),
            state);
        yield Value.UNKNOWN;
      }
      case "putAll" -> {
        changed(site, box.any(site.arg(0)), state);
        yield Value.UNKNOWN;
      }
      case "get", "getProperty", "remove", "getOrDefault" -> {
        Object key = site.arg(0).constant();
        if (key != null && box.has(String.valueOf(key))) {
          yield box.exact()
              ? box.setting(String.valueOf(key))
              : Value.join(box.setting(String.valueOf(key)), box.rest()).withoutConstants();
        }
        if (key != null && box.exact()) {
          yield KnownCalls.fallback(site);
        }
        Value any = elements(box);
        yield new Value(any.type(), List.of(), any.taint(), any.random(), site.arg(1).parts(), 0);
      }
      case "values", "entrySet", "keySet" -> elements(box);
      case "size", "isEmpty", "containsKey" -> Value.ofType("int");
      default -> {
        if (!READING.contains(site.name())) {
          changed(site, box.any(Value.UNKNOWN), state);
        }
        yield null;
      }
    };
  }
}
