package dev.brisach.test.matrix;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.yaml.Suggestions;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
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
      # likely. own and other say whose object it is; a word alone holds for all objects. A row that
      # you changed is your word against the API file; the other rows follow the API file.
      version: 1
      """;
  private static final List<String> TOP = List.of("version", KEY);
  private static final String OPERATIONS =
      "; a row is 'GET /path:' below 'operations:', with 'role: allow' below that";
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

  /** Operations whose rows are not letter by letter what was generated. */
  static Set<String> touched(String text, AccessMatrix matrix) {
    Set<String> untouched = BLOCKS.untouched(text);
    Set<String> touched = new LinkedHashSet<>(matrix.cells().keySet());
    touched.removeIf(operation -> untouched.contains(Blocks.scalar(operation)));
    return touched;
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
    for (Yaml.Entry key : top.entries().values()) {
      if (!TOP.contains(key.key())) {
        throw BrisachException.usage(
            file,
            key.line(),
            "unknown key '" + key.key() + "'" + Suggestions.hint(key.key(), TOP) + OPERATIONS);
      }
    }
    if (top.get(KEY) != null && !(top.get(KEY) instanceof Yaml.Mapping)) {
      throw BrisachException.usage(file, top.lineOf(KEY), "write operations below" + OPERATIONS);
    }
    LinkedHashMap<String, Map<String, Map<Ownership, Expected>>> cells = new LinkedHashMap<>();
    for (Yaml.Entry operation : top.map(KEY).entries().values()) {
      CaseText.operation(file, operation.line(), operation.key());
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
