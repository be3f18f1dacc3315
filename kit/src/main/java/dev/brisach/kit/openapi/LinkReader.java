package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Link;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links of responses (OpenAPI 3.1.0 section 4.8.20), with their target found. */
final class LinkReader {
  private final Place root;
  private final References references;
  private final Map<String, Target> byId = new HashMap<>();

  private record Target(String method, String path) {}

  LinkReader(Place root, References references) {
    this.root = root;
    this.references = references;
    for (Yaml.Entry path : root.entries("paths")) {
      if (path.value() instanceof Yaml.Mapping item) {
        for (String method : OpenApiReader.METHODS) {
          String id = item.map(method).text("operationId");
          if (id != null) {
            byId.put(id, new Target(method.toUpperCase(Locale.ROOT), path.key()));
          }
        }
      }
    }
  }

  List<Link> read(Place response) {
    List<Link> links = new ArrayList<>();
    for (Yaml.Entry entry : response.entries("links")) {
      Place link = references.resolve(response.of(entry.value()));
      if (link != null) {
        links.add(link(entry.key(), link));
      }
    }
    return links;
  }

  private Link link(String name, Place place) {
    Yaml.Mapping map = place.map();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Yaml.Entry entry : map.map("parameters").entries().values()) {
      if (entry.value() instanceof Yaml.Scalar value) {
        parameters.put(entry.key(), value.value());
      }
    }
    String id = map.text("operationId");
    String reference = map.text("operationRef");
    Target target = id == null ? pointed(reference) : byId.get(id);
    if (target == null) {
      references.problem(
          place,
          "link '" + SchemaWords.shortened(name) + "' leads to no operation of " + root.file());
    }
    return new Link(
        name,
        id,
        target == null ? null : target.method(),
        target == null ? null : target.path(),
        parameters);
  }

  /** The operation of {@code #/paths/~1users~1{id}/get}. */
  private @Nullable Target pointed(@Nullable String reference) {
    if (reference == null || !reference.startsWith("#/paths/")) {
      return null;
    }
    String[] parts = reference.split("/", -1);
    if (parts.length != 4) {
      return null;
    }
    String path = Uris.decoded(parts[2]).replace("~1", "/").replace("~0", "~");
    return root.map().at("paths", path, parts[3]) == null
        ? null
        : new Target(parts[3].toUpperCase(Locale.ROOT), path);
  }
}
