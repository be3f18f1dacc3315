package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.kit.openapi.Schema.Bounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one value; a schema within itself ends as early as its limits allow. */
final class SampleMaker {
  private static final int MAX_NODES = 2000;
  private static final int FULL_DEPTH = 4;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_ITEMS = 100;

  private final long seed;
  private final Direction direction;
  private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> unmet = new LinkedHashSet<>();
  private final SampleText texts;
  private int nodes;

  SampleMaker(long seed, Direction direction) {
    this.seed = seed;
    this.direction = direction;
    this.texts = new SampleText(seed, unmet);
  }

  Json make(Schema schema, String name) {
    return make(schema, name, name, 0);
  }

  /** Why a made value may not fit. */
  List<String> doubts(Schema schema, Json value) {
    List<String> faults = schema.faults(value, direction);
    if (faults.isEmpty()) {
      return List.of();
    }
    List<String> doubts = new ArrayList<>(unmet);
    faults.forEach(doubts::add);
    return doubts;
  }

  /**
   * An example made to fit: what has no place this way is left out; null where it still does not.
   */
  @Nullable Json fitted(Schema schema, Json example) {
    Json fitted = trimmed(schema, example, 0);
    return schema.accepts(fitted, direction) ? fitted : null;
  }

  private Json trimmed(Schema schema, Json value, int depth) {
    if (depth > MAX_DEPTH) {
      return value;
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> kept = new LinkedHashMap<>();
        members.forEach((name, member) -> {
          Schema property = schema.properties().get(name);
          if (property == null) {
            kept.put(name, member);
          } else if (direction.carries(property)) {
            kept.put(name, trimmed(property, member, depth + 1));
          }
        });
        yield new Json.Obj(kept);
      }
      case Json.Arr(List<Json> items) ->
          new Json.Arr(
              items.stream().map(item -> trimmed(schema.items(), item, depth + 1)).toList());
      case Json.Num _, Json.Bool _ when schema.types().equals(List.of("string")) ->
          new Json.Text(Samples.text(value));
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private Json make(Schema schema, String name, String at, int depth) {
    nodes++;
    Json offered = offered(schema);
    if (offered != null) {
      return offered;
    }
    if (depth > MAX_DEPTH || !open.add(schema)) {
      return least(schema);
    }
    String kind = schema.kind();
    Json value =
        kind == null && !schema.choices().isEmpty()
            ? chosen(schema, new Json.Null(), name, at, depth)
            : switch (String.valueOf(kind)) {
              case "object" -> chosen(schema, object(schema, at, depth), name, at, depth);
              case "array" -> array(schema, name, at, depth);
              case "integer", "number" -> number(schema, "integer".equals(kind), at);
              case "boolean" -> new Json.Bool(true);
              case "null" -> new Json.Null();
              default -> new Json.Text(texts.make(schema, name, at));
            };
    open.remove(schema);
    return value;
  }

  /** The file's own value, where it fits. */
  private @Nullable Json offered(Schema schema) {
    for (Json own : new Json[] {schema.example(), schema.fallback()}) {
      Json fitted = own == null || own instanceof Json.Null ? null : fitted(schema, own);
      if (fitted != null) {
        return fitted;
      }
    }
    return schema.values().stream()
        .filter(value -> !(value instanceof Json.Null) || schema.values().size() == 1)
        .findFirst()
        .orElse(null);
  }

  /** Where there must be an end. */
  private static Json least(Schema schema) {
    if (schema.nullable()) {
      return new Json.Null();
    }
    return "array".equals(schema.kind()) ? new Json.Arr(List.of()) : new Json.Obj(Map.of());
  }

  private Json.Obj object(Schema schema, String at, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Map.Entry<String, Schema> entry : schema.properties().entrySet()) {
      Schema property = entry.getValue();
      boolean needed = schema.required().contains(entry.getKey());
      boolean wanted = depth < FULL_DEPTH && nodes < MAX_NODES && !recurs(property);
      if (direction.carries(property) && property != Schema.NOTHING && (needed || wanted)) {
        members.put(
            entry.getKey(), make(property, entry.getKey(), at + "/" + entry.getKey(), depth + 1));
      }
    }
    for (String name : schema.required()) {
      if (!schema.properties().containsKey(name) && schema.additional() != Schema.NOTHING) {
        members.put(name, make(schema.additional(), name, at + "/" + name, depth + 1));
      }
    }
    int least = Math.min(Math.max(schema.bounds().minProperties(), 0), MAX_ITEMS);
    for (int i = 1; members.size() < least && i <= least; i++) {
      members.put("key" + i, make(schema.additional(), "key" + i, at + "/" + i, depth + 1));
    }
    return new Json.Obj(members);
  }

  private boolean recurs(Schema schema) {
    return open.contains(schema) || open.contains(schema.items());
  }

  private Json array(Schema schema, String name, String at, int depth) {
    Bounds bounds = schema.bounds();
    Schema items = schema.items();
    int least = Math.min(Math.max(bounds.minItems(), 0), MAX_ITEMS);
    boolean empty = bounds.maxItems() == 0 || (open.contains(items) && least == 0);
    int count = empty ? 0 : Math.max(least, 1);
    List<Json> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Json item =
          bounds.unique() && i < items.values().size()
              ? items.values().get(i)
              : make(items, name, at + "/" + i, depth + 1);
      made.add(item);
    }
    return new Json.Arr(made);
  }

  /** Adds what the first alternative that works out asks for. */
  private Json chosen(Schema schema, Json own, String name, String at, int depth) {
    Json value = own;
    for (Schema.Choice choice : schema.choices()) {
      Json before = value;
      boolean first = true;
      for (Schema one : choice.schemas()) {
        if (open.contains(one) || nodes > 2 * MAX_NODES) {
          continue;
        }
        Json made = joined(before, make(one, name, at, depth + 1), schema.discriminator(), one);
        if (first || schema.accepts(made, direction)) {
          value = made;
          first = false;
        }
        if (schema.accepts(value, direction)) {
          break;
        }
      }
    }
    return value;
  }

  private static Json joined(
      Json own, Json made, Schema.@Nullable Discriminator discriminator, Schema one) {
    if (!(made instanceof Json.Obj(Map<String, Json> members))) {
      return made;
    }
    Map<String, Json> all = new LinkedHashMap<>();
    if (own instanceof Json.Obj(Map<String, Json> its)) {
      all.putAll(its);
    }
    all.putAll(members);
    if (discriminator != null && !one.name().isEmpty()) {
      String word =
          discriminator.mapping().entrySet().stream()
              .filter(entry ->
                  entry.getValue().equals(one.name())
                      || entry.getValue().endsWith("/" + one.name()))
              .map(Map.Entry::getKey)
              .sorted()
              .findFirst()
              .orElse(one.name());
      all.put(discriminator.property(), new Json.Text(word));
    }
    return new Json.Obj(all);
  }

  private Json number(Schema schema, boolean whole, String at) {
    Bounds bounds = schema.bounds();
    double step = bounds.multipleOf() == null || bounds.multipleOf() <= 0 ? 1 : bounds.multipleOf();
    double wanted = (1 + Math.floorMod(SampleText.mixed(seed, at), 9L)) * step;
    Double low = bounds.minimum();
    Double high = bounds.maximum();
    double value = wanted;
    if (low != null && (value < low || (bounds.aboveMinimum() && value == low))) {
      value = Math.ceil(low / step) * step;
      value = bounds.aboveMinimum() && value <= low ? value + step : value;
    }
    if (high != null && (value > high || (bounds.belowMaximum() && value == high))) {
      value = Math.floor(high / step) * step;
      value = bounds.belowMaximum() && value >= high ? value - step : value;
      if (low != null && !whole && bounds.multipleOf() == null) {
        boolean below = value < low || (bounds.aboveMinimum() && value == low);
        value = below ? low + (high - low) / 2 : value;
      }
    }
    return new Json.Num(value);
  }
}
