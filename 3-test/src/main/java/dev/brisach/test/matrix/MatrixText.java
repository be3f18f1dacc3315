package dev.brisach.test.matrix;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The matrix as the file {@code matrix.yaml}. */
final class MatrixText {
  static final String KEY = "operations";
  private static final String HEAD =
      """
      # Who may call what: roles, operations, and whose object it is.
      # Written by 'brisach test generate' from the API file. It is yours: what you change stays.
      # allow and deny are statements; allow? and deny? are guesses. Take the question mark away to
      # agree, or write the other word: a breach of a statement may be proved, one of a guess is
      # likely. own and other say whose object it is.
      version: 1
      """;
  private static final Blocks BLOCKS = new Blocks(KEY, "the API file has no such operation");

  private MatrixText() {}

  static String write(@Nullable String existing, AccessMatrix matrix) {
    SequencedMap<String, List<String>> blocks = new LinkedHashMap<>();
    matrix
        .cells()
        .forEach((operation, row) -> {
          List<String> lines = new ArrayList<>();
          row.forEach(
              (role, cells) -> lines.add("    " + Blocks.scalar(role) + ": " + words(cells)));
          blocks.put(Blocks.scalar(operation), lines);
        });
    return BLOCKS.merge(existing, HEAD, blocks);
  }

  private static String words(Map<Ownership, Expected> cells) {
    Expected none = cells.get(Ownership.NONE);
    if (none != null) {
      return none.word();
    }
    List<String> words = new ArrayList<>();
    for (Ownership ownership : Ownership.values()) {
      Expected cell = cells.get(ownership);
      if (cell != null) {
        words.add(ownership.word() + ": " + cell.word());
      }
    }
    return "{" + String.join(", ", words) + "}";
  }

  static AccessMatrix read(String file, Yaml.Mapping top) {
    LinkedHashMap<String, Map<String, Map<Ownership, Expected>>> cells = new LinkedHashMap<>();
    for (Yaml.Entry operation : top.map(KEY).entries().values()) {
      if (!(operation.value() instanceof Yaml.Mapping row)) {
        throw BrisachException.usage(
            file, operation.line(), "write roles below " + operation.key());
      }
      if (row.get("gone") != null) {
        continue;
      }
      Map<String, Map<Ownership, Expected>> roles = new LinkedHashMap<>();
      row.entries().values().forEach(role -> roles.put(role.key(), cell(file, role)));
      cells.put(operation.key(), roles);
    }
    return new AccessMatrix(cells);
  }

  private static Map<Ownership, Expected> cell(String file, Yaml.Entry role) {
    if (!(role.value() instanceof Yaml.Mapping own)) {
      return Map.of(Ownership.NONE, expected(file, role));
    }
    Map<Ownership, Expected> cells = new EnumMap<>(Ownership.class);
    for (Yaml.Entry entry : own.entries().values()) {
      Ownership ownership =
          switch (entry.key()) {
            case "own" -> Ownership.OWN;
            case "other" -> Ownership.OTHER;
            case "none" -> Ownership.NONE;
            default ->
                throw BrisachException.usage(
                    file, entry.line(), "write own or other, not " + entry.key());
          };
      cells.put(ownership, expected(file, entry));
    }
    return cells;
  }

  static Expected expected(String file, Yaml.Entry entry) {
    Expected read =
        entry.value() instanceof Yaml.Scalar scalar ? Expected.of(scalar.value()) : null;
    if (read == null) {
      throw BrisachException.usage(
          file, entry.line(), "write allow, deny or unstated behind " + entry.key());
    }
    return read;
  }
}
