package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value looks like: the part of JSON Schema that OpenAPI 2.0 to 3.1 files use. References
 * are resolved, {@code allOf} is merged, {@code oneOf} and {@code anyOf} are kept as choices.
 *
 * <p>No record, since a schema may contain itself: the same part of a file is the same object, and
 * two schemas are equal when they are the same. Who walks into one must stop by depth or by what
 * was seen. Immutable once the file was read.
 */
public final class Schema {
  /** Any value at all. */
  public static final Schema ANY = new Schema("", 0, Facts.NONE);

  /** No value: {@code additionalProperties: false}. */
  public static final Schema NOTHING = new Schema("", 0, Facts.NONE);

  private final String name;
  private final int line;
  private Facts facts;

  Schema(String name, int line, Facts facts) {
    this.name = name;
    this.line = line;
    this.facts = facts;
  }

  /** Alternatives of which one fits. */
  public record Choice(boolean exactlyOne, List<Schema> schemas) {
    public Choice {
      schemas = List.copyOf(schemas);
    }
  }

  /**
   * The property whose value names the alternative.
   *
   * @param mapping value to reference or schema name, as written; often empty
   */
  public record Discriminator(String property, Map<String, String> mapping) {
    public Discriminator {
      mapping = Map.copyOf(mapping);
    }
  }

  /** How a value is written as XML. */
  public record Xml(@Nullable String name, boolean attribute, boolean wrapped) {}

  /**
   * Limits of numbers, texts, lists and objects; null or negative where the file sets none.
   *
   * @param pattern regular expression as written
   */
  public record Bounds(
      @Nullable Double minimum,
      boolean aboveMinimum,
      @Nullable Double maximum,
      boolean belowMaximum,
      @Nullable Double multipleOf,
      int minLength,
      int maxLength,
      @Nullable String pattern,
      int minItems,
      int maxItems,
      boolean unique,
      int minProperties,
      int maxProperties) {
    /** No limit. */
    public static final Bounds NONE =
        new Bounds(null, false, null, false, null, -1, -1, null, -1, -1, false, -1, -1);
  }

  /** All that is said of a value; filled in once all parts of the file are known. */
  record Facts(
      List<String> types,
      @Nullable String format,
      boolean nullable,
      boolean readOnly,
      boolean writeOnly,
      boolean cut,
      List<Json> values,
      @Nullable Json fallback,
      @Nullable Json example,
      Bounds bounds,
      Map<String, Schema> properties,
      Set<String> required,
      @Nullable Schema items,
      @Nullable Schema additional,
      List<Choice> choices,
      @Nullable Discriminator discriminator,
      @Nullable Xml xml) {
    static final Facts NONE =
        new Facts(
            List.of(),
            null,
            false,
            false,
            false,
            false,
            List.of(),
            null,
            null,
            Bounds.NONE,
            Map.of(),
            Set.of(),
            null,
            null,
            List.of(),
            null,
            null);

    static final Facts CUT =
        new Facts(
            List.of(),
            null,
            false,
            false,
            false,
            true,
            List.of(),
            null,
            null,
            Bounds.NONE,
            Map.of(),
            Set.of(),
            null,
            null,
            List.of(),
            null,
            null);
  }

  void fill(Facts known) {
    facts = known;
  }

  Facts facts() {
    return facts;
  }

  /** Its name among the file's schemas; empty where it stands inside something else. */
  public String name() {
    return name;
  }

  /** Where it stands in its file; 0 where it was made. */
  public int line() {
    return line;
  }

  /** Type words without {@code null}; empty where any type fits. */
  public List<String> types() {
    return facts.types();
  }

  /**
   * The one type to take it for: the first stated, else what its other words imply, else null where
   * nothing tells.
   */
  public @Nullable String kind() {
    if (!facts.types().isEmpty()) {
      return facts.types().getFirst();
    }
    if (!facts.properties().isEmpty() || facts.additional() != null) {
      return "object";
    }
    if (facts.items() != null) {
      return "array";
    }
    if (!facts.values().isEmpty()) {
      return SchemaCheck.type(facts.values().getFirst());
    }
    Bounds bounds = facts.bounds();
    if (facts.format() != null || bounds.pattern() != null || bounds.maxLength() >= 0) {
      return "string";
    }
    return bounds.minimum() == null && bounds.maximum() == null ? null : "number";
  }

  /** The format word, or null. */
  public @Nullable String format() {
    return facts.format();
  }

  /** True where null fits too. */
  public boolean nullable() {
    return facts.nullable();
  }

  /** True where only the service sets it: it has no place in a request. */
  public boolean readOnly() {
    return facts.readOnly();
  }

  /** True where only a caller sends it: it has no place in a response. */
  public boolean writeOnly() {
    return facts.writeOnly();
  }

  /** True where the file does not tell: a reference that leads nowhere or only to itself. */
  public boolean cut() {
    return facts.cut();
  }

  /** The only values that fit; empty where any do. */
  public List<Json> values() {
    return facts.values();
  }

  /** The stated default, or null. */
  public @Nullable Json fallback() {
    return facts.fallback();
  }

  /** The file's own first example, or null. */
  public @Nullable Json example() {
    return facts.example();
  }

  /** Limits. */
  public Bounds bounds() {
    return facts.bounds();
  }

  /** Properties of an object by name, in the file's order. */
  public Map<String, Schema> properties() {
    return facts.properties();
  }

  /** Names of properties that must be there. */
  public Set<String> required() {
    return facts.required();
  }

  /** What the items of an array look like; {@link #ANY} where the file does not say. */
  public Schema items() {
    return facts.items() == null ? ANY : facts.items();
  }

  /** What properties of other names look like; {@link #NOTHING} where there may be none. */
  public Schema additional() {
    return facts.additional() == null ? ANY : facts.additional();
  }

  /** True where the file names what other properties look like. */
  public boolean statesAdditional() {
    return facts.additional() != null && facts.additional() != NOTHING;
  }

  /** Choices that all have to be made; empty where there are none. */
  public List<Choice> choices() {
    return facts.choices();
  }

  /** The property that names the choice, or null. */
  public @Nullable Discriminator discriminator() {
    return facts.discriminator();
  }

  /** How it is written as XML, or null where nothing is said. */
  public @Nullable Xml xml() {
    return facts.xml();
  }

  /** True where the value fits, whichever way it goes. */
  public boolean accepts(Json value) {
    return faults(value, Direction.EITHER).isEmpty();
  }

  /** True where the value fits, sent this way. */
  public boolean accepts(Json value, Direction direction) {
    return faults(value, direction).isEmpty();
  }

  /** Why the value does not fit: JSON pointer and words; empty where it fits; at most 20. */
  public List<String> faults(Json value, Direction direction) {
    return SchemaCheck.faults(this, value, direction);
  }

  @Override
  public String toString() {
    return "Schema[" + (name.isEmpty() ? "line " + line : name) + " " + facts.types() + "]";
  }
}
