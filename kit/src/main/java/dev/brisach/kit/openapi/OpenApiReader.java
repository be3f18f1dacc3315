package dev.brisach.kit.openapi;

import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.tree.YamlFront;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAPI 3.x and Swagger 2.0, YAML or JSON. References within the file are followed, others
 * are left out; cycles are bounded.
 */
public final class OpenApiReader implements Front<ApiModel> {
  /** The one instance. */
  public static final OpenApiReader OPENAPI = new OpenApiReader();

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final int MAX_REFERENCES = 20;

  private OpenApiReader() {}

  @Override
  public ApiModel parse(SourceFile file) {
    List<Yaml> documents = file.parse(YamlFront.YAML);
    if (documents.isEmpty() || !(documents.getFirst() instanceof Yaml.Mapping top)) {
      throw new Unreadable(1, "not an OpenAPI file");
    }
    if (!(top.get("paths") instanceof Yaml.Mapping paths)) {
      throw new Unreadable(top.line(), "an OpenAPI file without 'paths'");
    }
    List<ApiModel.Operation> operations = new ArrayList<>();
    for (Yaml.Entry path : paths.entries().values()) {
      if (path.key().startsWith("/") && path.value() instanceof Yaml.Mapping item) {
        operations(top, path.key(), resolve(top, item), operations);
      }
    }
    return new ApiModel(file.path(), servers(top), schemes(top), operations);
  }

  private static void operations(
      Yaml.Mapping top, String path, Yaml.Mapping item, List<ApiModel.Operation> into) {
    for (Yaml.Entry entry : item.entries().values()) {
      if (METHODS.contains(entry.key()) && entry.value() instanceof Yaml.Mapping operation) {
        into.add(
            new ApiModel.Operation(
                entry.key().toUpperCase(Locale.ROOT),
                path,
                login(top, operation),
                parameters(top, item, operation),
                entry.line()));
      }
    }
  }

  private static ApiModel.Login login(Yaml.Mapping top, Yaml.Mapping operation) {
    Yaml security = operation.get("security");
    if (security == null) {
      security = top.get("security");
    }
    if (!(security instanceof Yaml.Sequence alternatives)) {
      return ApiModel.Login.UNSTATED;
    }
    boolean open =
        alternatives.items().isEmpty()
            || alternatives.items().stream()
                .anyMatch(one -> one instanceof Yaml.Mapping map && map.entries().isEmpty());
    return open ? ApiModel.Login.OPEN : ApiModel.Login.NEEDED;
  }

  private static List<ApiModel.Parameter> parameters(
      Yaml.Mapping top, Yaml.Mapping item, Yaml.Mapping operation) {
    Map<String, ApiModel.Parameter> found = new LinkedHashMap<>();
    for (Yaml.Mapping owner : List.of(item, operation)) {
      for (Yaml node : owner.list("parameters")) {
        if (node instanceof Yaml.Mapping raw) {
          Yaml.Mapping parameter = resolve(top, raw);
          String name = parameter.text("name");
          String place = parameter.text("in");
          if (name != null && place != null) {
            found.put(place + " " + name, parameter(top, parameter, name, place));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static ApiModel.Parameter parameter(
      Yaml.Mapping top, Yaml.Mapping parameter, String name, String place) {
    Yaml.Mapping schema = resolve(top, parameter.map("schema"));
    String type = schema.text("type");
    boolean required =
        place.equals("path")
            || (parameter.get("required") instanceof Yaml.Scalar flag && flag.isTrue());
    return new ApiModel.Parameter(
        name,
        place,
        required,
        example(parameter, schema),
        type == null ? parameter.text("type") : type);
  }

  private static @Nullable String example(Yaml.Mapping parameter, Yaml.Mapping schema) {
    for (Yaml.Mapping owner : List.of(parameter, schema)) {
      for (String key : List.of("example", "default", "x-example")) {
        String value = owner.text(key);
        if (value != null) {
          return value;
        }
      }
      List<String> choices = owner.texts("enum");
      if (!choices.isEmpty()) {
        return choices.getFirst();
      }
      for (Yaml.Entry named : owner.map("examples").entries().values()) {
        if (named.value() instanceof Yaml.Mapping one && one.text("value") != null) {
          return one.text("value");
        }
      }
    }
    return null;
  }

  private static Yaml.Mapping resolve(Yaml.Mapping top, Yaml.Mapping node) {
    Yaml.Mapping at = node;
    for (int i = 0; i < MAX_REFERENCES; i++) {
      String reference = at.text("$ref");
      if (reference == null || !reference.startsWith("#/")) {
        return at;
      }
      String[] keys = reference.substring(2).split("/");
      for (int k = 0; k < keys.length; k++) {
        keys[k] = keys[k].replace("~1", "/").replace("~0", "~");
      }
      if (!(top.at(keys) instanceof Yaml.Mapping target)) {
        return at;
      }
      at = target;
    }
    return at;
  }

  private static List<String> servers(Yaml.Mapping top) {
    List<String> servers = new ArrayList<>();
    for (Yaml server : top.list("servers")) {
      if (server instanceof Yaml.Mapping map && map.text("url") != null) {
        servers.add(String.valueOf(map.text("url")));
      }
    }
    if (top.text("basePath") != null) {
      servers.add(String.valueOf(top.text("basePath")));
    }
    return servers;
  }

  private static List<String> schemes(Yaml.Mapping top) {
    List<String> names = new ArrayList<>();
    if (top.at("components", "securitySchemes") instanceof Yaml.Mapping map) {
      names.addAll(map.entries().keySet());
    }
    names.addAll(top.map("securityDefinitions").entries().keySet());
    return names;
  }
}
