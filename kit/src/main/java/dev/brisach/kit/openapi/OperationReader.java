package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import dev.brisach.kit.openapi.ApiModel.Body;
import dev.brisach.kit.openapi.ApiModel.Content;
import dev.brisach.kit.openapi.ApiModel.Operation;
import dev.brisach.kit.openapi.ApiModel.Parameter;
import dev.brisach.kit.openapi.ApiModel.Requirement;
import dev.brisach.kit.openapi.ApiModel.Response;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one operation with all that stands below it. */
final class OperationReader {
  private final Place root;
  private final References references;
  private final SchemaReader schemas;
  private final List<SecurityScheme> security;
  private final LinkReader links;

  OperationReader(
      Place root, References references, SchemaReader schemas, List<SecurityScheme> security) {
    this.root = root;
    this.references = references;
    this.schemas = schemas;
    this.security = security;
    this.links = new LinkReader(root, references);
  }

  Operation read(String path, Place item, Yaml.Entry entry) {
    Place operation = item.of(entry.value());
    Yaml.Mapping map = operation.map();
    List<Place> given = parameters(item, operation);
    List<Requirement> needed = SecurityReader.requirements(root, operation, security, references);
    return new Operation(
        entry.key().toUpperCase(Locale.ROOT),
        path,
        SecurityReader.login(root, operation),
        parameters(path, entry, given),
        entry.line(),
        map.text("operationId"),
        map.text("summary"),
        map.texts("tags"),
        SecurityReader.roles(item, operation, needed, security),
        needed,
        body(operation, given),
        responses(operation));
  }

  /** The parameters of path item and operation, the latter's standing for the former's. */
  private List<Place> parameters(Place item, Place operation) {
    Map<String, Place> found = new LinkedHashMap<>();
    for (Place owner : List.of(item, operation)) {
      for (Place node : owner.items("parameters")) {
        Place parameter = references.resolve(node);
        if (parameter == null) {
          continue;
        }
        String name = parameter.map().text("name");
        String in = parameter.map().text("in");
        if (name == null || in == null) {
          references.problem(parameter, "a parameter needs 'name' and 'in'");
        } else {
          found.put(in + " " + name, parameter);
        }
      }
    }
    return List.copyOf(found.values());
  }

  private List<Parameter> parameters(String path, Yaml.Entry entry, List<Place> given) {
    List<Parameter> parameters = new ArrayList<>();
    for (Place place : given) {
      String in = String.valueOf(place.map().text("in"));
      if (!in.equals("body") && !in.equals("formData")) {
        parameters.add(parameter(place, String.valueOf(place.map().text("name")), in));
      }
    }
    for (String name : PathTemplate.names(path)) {
      boolean declared =
          parameters.stream()
              .anyMatch(one -> one.place().equals("path") && one.name().equals(name));
      if (!declared) {
        references.problem(
            root.file(), entry.line(), "path parameter '" + name + "' is not declared");
        parameters.add(new Parameter(name, "path", true, null, null, Schema.ANY, "simple", false));
      }
    }
    return parameters;
  }

  private Parameter parameter(Place place, String name, String in) {
    Yaml.Mapping map = place.map();
    Place content = place.at("content");
    Place inner = content == null ? null : first(content);
    boolean json = inner != null;
    Place owner = inner == null ? place : inner;
    Place its = owner.at("schema");
    Schema schema = its == null && json ? Schema.ANY : schemas.read(its == null ? place : its);
    Place resolved = its == null ? place : references.resolve(its);
    String type = resolved == null ? null : resolved.map().text("type");
    String style = json ? "json" : style(map, in);
    boolean explode =
        map.get("explode") == null
            ? style.equals("form") && !"csv".equals(map.text("collectionFormat")) && !swagger()
            : place.isTrue("explode");
    return new Parameter(
        name,
        in,
        in.equals("path") || place.isTrue("required"),
        Examples.text(owner, resolved, references),
        type,
        schema,
        style,
        explode || "multi".equals(map.text("collectionFormat")));
  }

  /** The first value of a mapping, or null. */
  private static @Nullable Place first(Place map) {
    return map.map().entries().values().stream()
        .findFirst()
        .map(entry -> map.of(entry.value()))
        .orElse(null);
  }

  private boolean swagger() {
    return root.map().get("swagger") != null;
  }

  private static String style(Yaml.Mapping map, String in) {
    String style = map.text("style");
    if (style != null) {
      return style;
    }
    return switch (String.valueOf(map.text("collectionFormat"))) {
      case "ssv" -> "spaceDelimited";
      case "tsv" -> "tabDelimited";
      case "pipes" -> "pipeDelimited";
      default -> in.equals("query") || in.equals("cookie") ? "form" : "simple";
    };
  }

  private @Nullable Body body(Place operation, List<Place> given) {
    Place stated = operation.at("requestBody");
    if (stated != null) {
      Place body = references.resolve(stated);
      return body == null ? null : new Body(body.isTrue("required"), contents(body));
    }
    List<String> consumes = texts(operation, "consumes");
    List<Place> fields = new ArrayList<>();
    for (Place place : given) {
      String in = place.map().text("in");
      if ("body".equals(in)) {
        Schema schema = schemas.read(place.at("schema"));
        Json example = Examples.first(place, references);
        return new Body(
            place.isTrue("required"),
            (consumes.isEmpty() ? List.of(MediaTypes.JSON) : consumes)
                .stream().map(type -> new Content(type, schema, example)).toList());
      }
      if ("formData".equals(in)) {
        fields.add(place);
      }
    }
    return fields.isEmpty() ? null : FormFields.body(fields, consumes, schemas);
  }

  private List<String> texts(Place operation, String key) {
    return (operation.map().get(key) == null ? root : operation).map().texts(key);
  }

  private List<Content> contents(Place owner) {
    List<Content> contents = new ArrayList<>();
    for (Yaml.Entry entry : owner.entries("content")) {
      Place content = references.resolve(owner.of(entry.value()));
      if (content != null) {
        contents.add(
            new Content(
                entry.key(),
                schemas.read(content.at("schema")),
                Examples.first(content, references)));
      }
    }
    return contents;
  }

  private List<Response> responses(Place operation) {
    List<Response> responses = new ArrayList<>();
    for (Yaml.Entry entry : operation.entries("responses")) {
      Place response = references.resolve(operation.of(entry.value()));
      if (response != null) {
        responses.add(
            new Response(
                entry.key(),
                response.map().get("content") == null
                    ? swaggerContents(operation, response)
                    : contents(response),
                headers(response),
                links.read(response)));
      }
    }
    return responses;
  }

  private List<Content> swaggerContents(Place operation, Place response) {
    Place its = response.at("schema");
    if (its == null) {
      return List.of();
    }
    Schema schema = schemas.read(its);
    List<String> produces = texts(operation, "produces");
    return (produces.isEmpty() ? List.of(MediaTypes.JSON) : produces)
        .stream().map(type -> new Content(type, schema, Examples.named(response, type))).toList();
  }

  private Map<String, Schema> headers(Place response) {
    Map<String, Schema> headers = new LinkedHashMap<>();
    for (Yaml.Entry entry : response.map().map("headers").entries().values()) {
      Place header = references.resolve(response.of(entry.value()));
      if (header != null) {
        Place schema = header.at("schema");
        headers.put(entry.key(), schemas.read(schema == null ? header : schema));
      }
    }
    return headers;
  }
}
