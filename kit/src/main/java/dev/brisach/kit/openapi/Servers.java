package dev.brisach.kit.openapi;

import dev.brisach.kit.yaml.Yaml;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that a file names; variables become their defaults. */
final class Servers {
  private Servers() {}

  static List<String> of(Place root, References references) {
    List<String> servers = new ArrayList<>();
    for (Place server : root.items("servers")) {
      String url = server.map().text("url");
      if (url == null) {
        references.problem(server, "a server needs a 'url'");
      } else {
        add(filled(url, server.map().map("variables")), server, references, servers);
      }
    }
    swagger(root, references, servers);
    return servers;
  }

  /** Swagger 2.0: host, base path and schemes. */
  private static void swagger(Place root, References references, List<String> servers) {
    String host = root.map().text("host");
    String path = root.map().text("basePath");
    if (host == null || root.map().text("swagger") == null) {
      if (path != null) {
        add(path, root, references, servers);
      }
      return;
    }
    List<String> schemes = root.map().texts("schemes");
    for (String scheme : schemes.isEmpty() ? List.of("https") : schemes) {
      add(scheme + "://" + host + (path == null ? "" : path), root, references, servers);
    }
  }

  private static void add(String url, Place at, References references, List<String> servers) {
    try {
      new URI(url);
      servers.add(url);
    } catch (URISyntaxException e) {
      references.problem(at, "server URL '" + SchemaWords.shortened(url) + "' is no address");
    }
  }

  private static String filled(String url, Yaml.Mapping variables) {
    String filled = url;
    for (Yaml.Entry variable : variables.entries().values()) {
      String value = variable.value() instanceof Yaml.Mapping map ? map.text("default") : null;
      if (value != null && filled.length() < 2000) {
        filled = filled.replace("{" + variable.key() + "}", value);
      }
    }
    return filled;
  }
}
