package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.Schema.Choice;
import dev.brisach.kit.openapi.Schema.Facts;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes schemas of nodes, each node once. A schema is handed out empty and filled in later from a
 * queue, so that depth of references costs no stack and cycles need no end; only the parts of
 * {@code allOf} are needed at once.
 */
final class SchemaReader {
  private static final int MAX_STEPS = 20;
  private static final int MAX_CHAIN = 60;
  private static final int MAX_LEVEL = 3;
  private static final int MAX_MERGED = 1_000_000;
  private static final Set<String> ANNOTATIONS =
      Set.of("$ref", "description", "summary", "title", "$comment", "externalDocs", "deprecated");

  private final References references;
  private final IdentityHashMap<Yaml, Schema> made = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Place> places = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Both> pairs = new IdentityHashMap<>();
  private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Schema> queue = new ArrayDeque<>();
  private int merged;

  /** Two schemas that have to be met together. */
  private record Both(Schema one, Schema two, int level) {}

  SchemaReader(References references) {
    this.references = references;
  }

  /** The schema at a place; filled in at the latest by {@link #finish}. */
  Schema read(@Nullable Place place) {
    if (place == null) {
      return Schema.ANY;
    }
    if (!(place.node() instanceof Yaml.Mapping)) {
      return flag(place);
    }
    Schema known = made.get(place.node());
    if (known != null) {
      return known;
    }
    Place target = follow(place);
    if (target == null) {
      Schema cut = new Schema(lastPart(References.reference(place)), place.line(), Facts.CUT);
      made.put(place.node(), cut);
      return cut;
    }
    if (!(target.node() instanceof Yaml.Mapping)) {
      return flag(target);
    }
    Schema schema = made.get(target.node());
    if (schema == null) {
      schema = new Schema(target.name(), target.line(), Facts.NONE);
      made.put(target.node(), schema);
      places.put(schema, target);
      queue.add(schema);
    }
    made.put(place.node(), schema);
    return schema;
  }

  /** Fills in all schemas that were handed out, and those that they lead to. */
  void finish() {
    while (!queue.isEmpty()) {
      force(queue.poll(), 0);
    }
  }

  private Schema flag(Place place) {
    if (place.node() instanceof Yaml.Scalar scalar && (scalar.isTrue() || scalar.isFalse())) {
      return scalar.isTrue() ? Schema.ANY : Schema.NOTHING;
    }
    if (!(place.node() instanceof Yaml.Scalar scalar && scalar.isNull())) {
      references.problem(place, "a schema is a mapping");
    }
    return Schema.ANY;
  }

  private static String lastPart(@Nullable String reference) {
    return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** Where a bare reference leads; one with more words beside it stands for itself. */
  private @Nullable Place follow(Place from) {
    Place at = from;
    for (int i = 0; i < MAX_STEPS; i++) {
      String reference = References.reference(at);
      if (reference == null || adds(at)) {
        return at;
      }
      Place next = references.target(at, reference);
      if (next == null) {
        return null;
      }
      at = next;
    }
    references.problem(from, "reference '" + References.reference(from) + "' leads in a circle");
    return null;
  }

  private static boolean adds(Place place) {
    return place.map().entries().keySet().stream()
        .anyMatch(key -> !ANNOTATIONS.contains(key) && !key.startsWith("x-"));
  }

  private Facts force(Schema schema, int depth) {
    Place place = places.remove(schema);
    Both both = pairs.remove(schema);
    if (place == null && both == null) {
      if (open.contains(schema)) {
        references.problem("", schema.line(), "schema " + schema.name() + " is part of itself");
      }
      return schema.facts();
    }
    open.add(schema);
    Facts facts = Facts.NONE;
    if (both != null) {
      facts = merge(force(both.one(), depth + 1), force(both.two(), depth + 1), both.level());
    } else if (place != null) {
      facts = facts(place, depth);
    }
    schema.fill(facts);
    open.remove(schema);
    return facts;
  }

  private Facts facts(Place place, int depth) {
    Facts facts = Facts.NONE;
    for (Place part : parts(place)) {
      if (depth >= MAX_CHAIN) {
        references.problem(part, "more than " + MAX_CHAIN + " schemas within each other's 'allOf'");
        break;
      }
      facts = merge(facts, force(read(part), depth + 1), 0);
    }
    Facts own = SchemaWords.facts(place, this, references);
    return facts.equals(Facts.NONE) ? own : merge(facts, own, 0);
  }

  /** What has to be met besides a schema's own words. */
  private List<Place> parts(Place place) {
    List<Place> parts = new ArrayList<>();
    String reference = References.reference(place);
    if (reference != null) {
      Place target = references.target(place, reference);
      if (target != null) {
        parts.add(target);
      }
    }
    parts.addAll(place.items("allOf"));
    for (String word : List.of("oneOf", "anyOf")) {
      List<Place> real = place.items(word).stream().filter(one -> !isNull(one)).toList();
      if (real.size() == 1) {
        parts.add(real.getFirst());
      }
    }
    return parts;
  }

  /** The choices of a schema; one that leaves no choice is a part instead. */
  List<Choice> choices(Place place) {
    List<Choice> choices = new ArrayList<>();
    for (String word : List.of("oneOf", "anyOf")) {
      List<Place> real = place.items(word).stream().filter(one -> !isNull(one)).toList();
      if (real.size() > 1) {
        choices.add(new Choice(word.equals("oneOf"), real.stream().map(this::read).toList()));
      }
    }
    return choices;
  }

  /** True for a schema that only null fits. */
  static boolean isNull(Place place) {
    return place.map().get("type") instanceof Yaml.Scalar type && type.value().equals("null");
  }

  private Facts merge(Facts one, Facts two, int level) {
    return new Facts(
        SchemaWords.types(one.types(), two.types()),
        two.format() == null ? one.format() : two.format(),
        one.nullable() || two.nullable(),
        one.readOnly() || two.readOnly(),
        one.writeOnly() || two.writeOnly(),
        one.cut() || two.cut(),
        SchemaWords.common(one.values(), two.values()),
        two.fallback() == null ? one.fallback() : two.fallback(),
        two.example() == null ? one.example() : two.example(),
        SchemaWords.narrower(one.bounds(), two.bounds()),
        properties(one.properties(), two.properties(), level),
        SchemaWords.union(one.required(), two.required()),
        two.items() == null ? one.items() : two.items(),
        two.additional() == null ? one.additional() : two.additional(),
        SchemaWords.joined(one.choices(), two.choices()),
        two.discriminator() == null ? one.discriminator() : two.discriminator(),
        two.xml() == null ? one.xml() : two.xml());
  }

  private Map<String, Schema> properties(
      Map<String, Schema> one, Map<String, Schema> two, int level) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.isEmpty() ? two : one;
    }
    merged += one.size() + two.size();
    if (merged > MAX_MERGED) {
      references.problem("", 0, "'allOf' expands to more than " + MAX_MERGED + " properties");
      return two;
    }
    Map<String, Schema> all = new LinkedHashMap<>(one);
    two.forEach((name, schema) -> all.merge(name, schema, (a, b) -> both(a, b, level)));
    return Collections.unmodifiableMap(all);
  }

  private Schema both(Schema one, Schema two, int level) {
    if (one == two || level >= MAX_LEVEL) {
      return two;
    }
    Schema schema = new Schema(two.name(), two.line(), Facts.NONE);
    pairs.put(schema, new Both(one, two, level + 1));
    queue.add(schema);
    return schema;
  }
}
