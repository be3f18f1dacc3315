package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Problem;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code $ref} (RFC 6901 pointers) within a file and to files beside it, and collects what
 * is wrong with the file.
 */
final class References {
  private static final int MAX_STEPS = 20;
  private static final int MAX_FILES = 200;
  private static final int MAX_PROBLEMS = 200;

  private final String root;
  private final Beside beside;
  private final Map<String, Optional<Yaml>> files = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Problem> said = new HashSet<>();

  References(String file, Yaml root, Beside beside) {
    this.root = file;
    this.beside = beside;
    files.put(file, Optional.of(root));
  }

  /** Opens a file of the tree. */
  interface Beside {
    /** The file, or null where the tree has none such; may be {@link Unreadable}. */
    @Nullable SourceFile open(String path);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Notes what is wrong; an empty file is the one that was asked for. */
  void problem(String file, int line, String what) {
    Problem problem = new Problem(file.isEmpty() ? root : file, line, what);
    if (problems.size() == MAX_PROBLEMS) {
      problems.add(
          new Problem(file, 0, "more than " + MAX_PROBLEMS + " problems, the rest is left out"));
    } else if (problems.size() < MAX_PROBLEMS && said.add(problem)) {
      problems.add(problem);
    }
  }

  void problem(Place place, String what) {
    problem(place.file(), place.line(), what);
  }

  /** The reference of a node, or null. */
  static @Nullable String reference(Place place) {
    return place.map().get("$ref") instanceof Yaml.Scalar scalar ? scalar.value() : null;
  }

  /** What a place stands for, all references followed; null, with a problem, where they fail. */
  @Nullable Place resolve(Place from) {
    Place at = from;
    for (int i = 0; i < MAX_STEPS; i++) {
      String reference = reference(at);
      if (reference == null) {
        return at;
      }
      Place next = target(at, reference);
      if (next == null) {
        return null;
      }
      at = next;
    }
    problem(from, "reference " + shown(from) + " leads in a circle");
    return null;
  }

  /** One step along a reference. */
  @Nullable Place target(Place from, String reference) {
    int hash = reference.indexOf('#');
    String path = hash < 0 ? reference : reference.substring(0, hash);
    String pointer = hash < 0 ? "" : reference.substring(hash + 1);
    String file = path.isEmpty() ? from.file() : beside(from, path);
    Yaml root = file == null ? null : root(file, from);
    if (file == null || root == null) {
      return null;
    }
    Yaml node = node(root, pointer);
    if (node == null) {
      problem(from, "reference " + shown(from) + " leads nowhere");
      return null;
    }
    String name = unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
    return new Place(file, node, name.isEmpty() ? stem(file) : name);
  }

  private static String stem(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private @Nullable String beside(Place from, String path) {
    if (path.contains("://") || path.startsWith("//") || path.indexOf('\0') >= 0) {
      problem(from, "reference " + shown(from) + " leads out of the project and is not followed");
      return null;
    }
    List<String> parts = new ArrayList<>(List.of(from.file().split("/", -1)));
    parts.removeLast();
    if (path.startsWith("/")) {
      parts.clear();
    }
    for (String part : Uris.decoded(path).split("/", -1)) {
      if (part.equals("..") && parts.isEmpty()) {
        problem(from, "reference " + shown(from) + " leads out of the project and is not followed");
        return null;
      } else if (part.equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private @Nullable Yaml root(String file, Place from) {
    Optional<Yaml> known = files.get(file);
    if (known == null && files.size() >= MAX_FILES) {
      problem(from, "more than " + MAX_FILES + " files are referred to; " + file + " is left out");
      return null;
    }
    if (known == null) {
      known = Optional.ofNullable(opened(file));
      files.put(file, known);
    }
    if (known.isEmpty()) {
      problem(from, "reference " + shown(from) + ": " + file + " could not be read");
    }
    return known.orElse(null);
  }

  private @Nullable Yaml opened(String file) {
    try {
      SourceFile source = beside.open(file);
      return source == null ? null : Documents.root(source);
    } catch (Unreadable e) {
      problem(file, 0, e.getMessage());
      return null;
    }
  }

  private static @Nullable Yaml node(Yaml root, String pointer) {
    if (pointer.isEmpty() || pointer.equals("/")) {
      return root;
    }
    if (!pointer.startsWith("/")) {
      return null;
    }
    Yaml at = root;
    for (String part : pointer.substring(1).split("/", -1)) {
      String key = unescaped(part);
      at =
          switch (at) {
            case Yaml.Mapping mapping -> mapping.get(key);
            case Yaml.Sequence sequence -> item(sequence, key);
            case Yaml.Scalar _ -> null;
          };
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private static @Nullable Yaml item(Yaml.Sequence sequence, String key) {
    if (key.isEmpty() || key.length() > 6 || !key.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    int index = Integer.parseInt(key);
    return index < sequence.items().size() ? sequence.items().get(index) : null;
  }

  private static String unescaped(String part) {
    String plain = part.indexOf('%') < 0 ? part : Uris.decoded(part);
    return plain.indexOf('~') < 0 ? plain : plain.replace("~1", "/").replace("~0", "~");
  }

  private static String shown(Place from) {
    String reference = String.valueOf(reference(from));
    return "'" + (reference.length() > 120 ? reference.substring(0, 120) + "…" : reference) + "'";
  }
}
