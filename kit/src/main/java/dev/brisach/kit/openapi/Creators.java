package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Link;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Response;
import dev.brisach.kit.openapi.ObjectType.Basis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the operation that makes objects of a kind: by links, then path, then name and shape. */
final class Creators {
  private static final String BODY = "$response.body#";
  private static final Set<String> MAKING =
      Set.of("create", "add", "new", "register", "place", "submit", "insert", "make", "post");

  private final Map<String, List<Operation>> byShape;
  private final List<Maker> makers = new ArrayList<>();
  private final Map<String, Found> linked = new HashMap<>();

  /** A creator and where its answer holds the id, or null where that is not shown. */
  record Found(Operation operation, @Nullable String pointer, Basis basis) {}

  /** An operation that may make something, with the plain words that name it. */
  private record Maker(Operation operation, String shape, String last, String id) {
    static Maker of(Operation operation) {
      List<String> segments = PathTemplate.segments(operation.path());
      String last =
          segments.isEmpty() || segments.getLast().startsWith("{") ? "" : segments.getLast();
      String id = operation.operationId() == null ? last : operation.operationId();
      return new Maker(
          operation,
          ObjectTypes.shape(operation.path()),
          Nouns.plain(Nouns.singular(last)),
          Nouns.plain(id));
    }
  }

  Creators(ApiModel api, Map<String, List<Operation>> byShape) {
    this.byShape = byShape;
    for (Operation operation : api.operations()) {
      if (operation.method().equals("POST") || operation.method().equals("PUT")) {
        makers.add(Maker.of(operation));
        for (Response response : operation.successes()) {
          response.links().forEach(link -> link(operation, link));
        }
      }
    }
  }

  private void link(Operation operation, Link link) {
    if (link.path() == null) {
      return;
    }
    List<String> segments = PathTemplate.segments(link.path());
    for (int i = 0; i < segments.size(); i++) {
      String parameter = PathTemplate.parameter(segments.get(i));
      String expression =
          link.parameters().getOrDefault(parameter, link.parameters().get("path." + parameter));
      if (!parameter.isEmpty() && expression != null && expression.startsWith(BODY)) {
        String shape = ObjectTypes.shape(String.join("/", segments.subList(0, i + 1)));
        linked.putIfAbsent(
            shape, new Found(operation, expression.substring(BODY.length()), Basis.LINK));
      }
    }
  }

  /**
   * The creator of a kind, or null.
   *
   * @param shape of the object's own path
   * @param schema what reading one answers, or null where that is unknown
   */
  @Nullable Found find(String shape, String name, String parameter, @Nullable Schema schema) {
    Found link = linked.get(shape);
    if (link != null) {
      return link;
    }
    Found silent = null;
    for (Operation operation : byShape.getOrDefault(ObjectTypes.above(shape), List.of())) {
      if (operation.method().equals("POST")) {
        String pointer = Shapes.idPointer(operation, parameter, name);
        if (pointer != null) {
          return new Found(operation, pointer, Basis.PATH);
        }
        silent = new Found(operation, null, Basis.PATH);
      }
    }
    Found named = named(shape, name, parameter, schema);
    return named == null ? silent : named;
  }

  private @Nullable Found named(
      String shape, String name, String parameter, @Nullable Schema schema) {
    Found best = null;
    int bestScore = 0;
    for (Maker maker : makers) {
      int score = maker.shape().startsWith(shape) ? 0 : score(maker, Nouns.plain(name), schema);
      String pointer = score < 2 ? null : Shapes.idPointer(maker.operation(), parameter, name);
      if (pointer != null && score > bestScore) {
        best = new Found(maker.operation(), pointer, Basis.NAME);
        bestScore = score;
      }
    }
    return best;
  }

  /** How much speaks for an operation: its last word, its id's words, and its answer. */
  private static int score(Maker maker, String kind, @Nullable Schema schema) {
    int score = maker.last().equals(kind) ? 1 : 0;
    boolean named = maker.id().startsWith(kind) || maker.id().endsWith(kind);
    if (named
        && MAKING.stream()
            .anyMatch(word -> maker.id().equals(word + kind) || maker.id().equals(kind + word))) {
      score += 2;
    }
    boolean known = schema != null && schema != Schema.ANY && score > 0;
    return known && Shapes.core(maker.operation(), kind) == schema ? score + 2 : score;
  }
}
