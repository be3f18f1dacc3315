package dev.brisach.kit.yaml;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML 1.2 (and so JSON) of unknown origin; size, depth and alias expansion are bounded.
 * Merge keys ({@code <<}) are applied. Of a repeated key the last one counts.
 */
public final class YamlReader {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 100;

  /** Most nodes that one file may expand to, aliases followed. */
  public static final int MAX_NODES = 500_000;

  private static final int MAX_CHARS = 8 << 20;

  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  private final boolean strict;
  private final int maxChars;
  private final int maxNodes;

  private YamlReader(boolean strict, int maxChars, int maxNodes) {
    this.strict = strict;
    this.maxChars = maxChars;
    this.maxNodes = maxNodes;
  }

  /** All documents of a file, empty ones left out; broken text is a {@link YamlFault}. */
  public static List<Yaml> readAll(String text) {
    return readAll(text, MAX_CHARS, MAX_NODES);
  }

  /** As {@link #readAll(String)}, with limits of the caller's own for a kind of large files. */
  public static List<Yaml> readAll(String text, int maxChars, int maxNodes) {
    return readAll(text, new YamlReader(false, maxChars, maxNodes));
  }

  private static List<Yaml> readAll(String text, YamlReader reader) {
    if (text.length() > reader.maxChars) {
      throw new YamlFault(0, "longer than " + reader.maxChars + " characters");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(1000)
            .setCodePointLimit(reader.maxChars)
            .build();
    List<Yaml> documents = new ArrayList<>();
    try {
      for (Node node : new Compose(settings).composeAllFromString(text)) {
        documents.add(reader.convert(node, 0));
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new YamlFault(line, firstLine(e.getProblem()));
    } catch (YamlEngineException | ClassCastException | IndexOutOfBoundsException e) {
      throw new YamlFault(0, firstLine(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new YamlFault(0, "nested too deeply");
    }
    return documents;
  }

  /** The only document of a file; none gives an empty mapping, several are a {@link YamlFault}. */
  public static Yaml read(String text) {
    return only(readAll(text));
  }

  /** As {@link #read}, for a user's own file: a key that stands twice is a {@link YamlFault}. */
  public static Yaml readStrict(String text) {
    return only(readAll(text, new YamlReader(true, MAX_CHARS, MAX_NODES)));
  }

  private static Yaml only(List<Yaml> documents) {
    if (documents.size() > 1) {
      throw new YamlFault(documents.get(1).line(), "one document was expected, this is another");
    }
    return documents.isEmpty() ? new Yaml.Mapping(1, 1, Map.of()) : documents.getFirst();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
  }

  private Yaml convert(Node node, int depth) {
    int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    int column = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
    if (depth > MAX_DEPTH) {
      throw new YamlFault(line, "nested deeper than " + MAX_DEPTH);
    }
    if (++nodes > maxNodes) {
      throw new YamlFault(line, "expands to more than " + maxNodes + " nodes");
    }
    if (open.put(node, true) != null) {
      throw new YamlFault(line, "an alias contains itself");
    }
    Yaml converted =
        switch (node) {
          case ScalarNode scalar ->
              new Yaml.Scalar(
                  line, column, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
          case SequenceNode sequence -> {
            List<Yaml> items = new ArrayList<>(sequence.getValue().size());
            for (Node item : sequence.getValue()) {
              items.add(convert(item, depth + 1));
            }
            yield new Yaml.Sequence(line, column, items);
          }
          case MappingNode mapping -> mapping(mapping, line, column, depth);
          default -> throw new YamlFault(line, "unknown node");
        };
    open.remove(node);
    return converted;
  }

  private Yaml mapping(MappingNode mapping, int line, int column, int depth) {
    Map<String, Yaml.Entry> own = new LinkedHashMap<>();
    Map<String, Yaml.Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<Mark> mark = tuple.getKeyNode().getStartMark();
      int keyLine = mark.map(Mark::getLine).orElse(line - 1) + 1;
      int keyColumn = mark.map(Mark::getColumn).orElse(column - 1) + 1;
      String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
      Yaml value = convert(tuple.getValueNode(), depth + 1);
      if (key.equals("<<")) {
        merge(value, merged);
      } else {
        Yaml.Entry before = own.put(key, new Yaml.Entry(key, keyLine, keyColumn, value));
        if (strict && before != null) {
          throw new YamlFault(keyLine, "key '" + key + "' already stands in line " + before.line());
        }
      }
    }
    merged.forEach(own::putIfAbsent);
    return new Yaml.Mapping(line, column, own);
  }

  private static void merge(Yaml value, Map<String, Yaml.Entry> into) {
    switch (value) {
      case Yaml.Mapping mapping -> mapping.entries().forEach(into::putIfAbsent);
      case Yaml.Sequence sequence -> sequence.items().forEach(item -> merge(item, into));
      case Yaml.Scalar _ -> {}
    }
  }
}
