package dev.brisach.deploy.config;

import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is written in a configuration, with its line, in a shape that all formats share. What is not
 * known before the deployment (a template expression, an unset variable) is {@link Unknown}, so
 * that a rule neither passes nor fails on it.
 */
public sealed interface Fact {
  /** 1-based line where it stands. */
  int line();

  /**
   * Named members.
   *
   * @param open why members may be missing here and yet be set in the end; null where what is
   *     written is all there is
   */
  record Group(int line, Map<String, Fact> members, @Nullable String open) implements Fact {
    public Group {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member, or null. */
    public @Nullable Fact get(String name) {
      return members.get(name);
    }

    /** The text of a member, or null where it is missing or no text. */
    public @Nullable String text(String name) {
      return members.get(name) instanceof Word word && !word.isNull() ? word.text() : null;
    }

    /** A group member; an empty closed group where it is missing or of another kind. */
    public Group group(String name) {
      return members.get(name) instanceof Group group ? group : new Group(line, Map.of(), open);
    }

    /** The items of a member; a text counts as one item; else empty. */
    public List<Fact> items(String name) {
      return switch (members.get(name)) {
        case Items items -> items.items();
        case Word word -> word.isNull() ? List.of() : List.of(word);
        case Group _, Unknown _ -> List.of();
        case null -> List.of();
      };
    }

    /** The members as a list of groups with {@code label}, {@code name} and {@code value}. */
    public Items named() {
      List<Fact> list = new ArrayList<>();
      members.forEach((name, value) ->
          list.add(
              new Group(value.line(), Map.of(), null)
                  .with("label", name)
                  .with("name", name)
                  .with("value", value)));
      return new Items(line, list);
    }

    /** This group with a member more (or another value of it). */
    public Group with(String name, Fact value) {
      Map<String, Fact> more = new LinkedHashMap<>(members);
      more.put(name, value);
      return new Group(line, more, open);
    }

    /** This group with a text member more. */
    public Group with(String name, String text) {
      return with(name, new Word(line, text, false));
    }

    /** This group, with the reason why it may not be all. */
    public Group opened(String reason) {
      return new Group(line, members, reason);
    }
  }

  /** A list. */
  record Items(int line, List<Fact> items) implements Fact {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A text; {@code plain} where it stood without quotes, so that {@code null} is no text. */
  record Word(int line, String text, boolean plain) implements Fact {
    /** True for an empty or {@code null} value without quotes. */
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }

    /** True for the truth value, in any case. */
    public boolean isTrue() {
      return text.equalsIgnoreCase("true");
    }
  }

  /** Something whose value is decided later, for this reason. */
  record Unknown(int line, String reason) implements Fact {}

  /**
   * The facts of a YAML node.
   *
   * @param reading makes a fact of a scalar: a {@link Word} or an {@link Unknown}
   */
  static Fact of(Yaml node, Function<Yaml.Scalar, Fact> reading) {
    return switch (node) {
      case Yaml.Scalar scalar -> reading.apply(scalar);
      case Yaml.Sequence sequence -> {
        List<Fact> items = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> items.add(of(item, reading)));
        yield new Items(sequence.line(), items);
      }
      case Yaml.Mapping mapping -> {
        Map<String, Fact> members = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> members.put(key, of(entry.value(), reading)));
        yield new Group(mapping.line(), members, null);
      }
    };
  }

  /** The word of a scalar as it stands. */
  static Word word(Yaml.Scalar scalar) {
    return new Word(scalar.line(), scalar.value(), scalar.plain());
  }
}
