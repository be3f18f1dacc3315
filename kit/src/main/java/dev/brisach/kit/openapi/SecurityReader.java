package dev.brisach.kit.openapi;

import dev.brisach.kit.openapi.ApiModel.Login;
import dev.brisach.kit.openapi.ApiModel.Requirement;
import dev.brisach.kit.openapi.SecurityScheme.Flow;
import dev.brisach.kit.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Security schemes, and what operations require of them. */
final class SecurityReader {
  private SecurityReader() {}

  static List<SecurityScheme> schemes(Place root, References references) {
    List<SecurityScheme> schemes = new ArrayList<>();
    Place components = root.at("components");
    if (components != null) {
      schemes(components, "securitySchemes", references, schemes);
    }
    schemes(root, "securityDefinitions", references, schemes);
    return schemes;
  }

  private static void schemes(
      Place owner, String key, References references, List<SecurityScheme> into) {
    for (Yaml.Entry entry : owner.map().map(key).entries().values()) {
      Place place = references.resolve(owner.of(entry.value()));
      if (place != null) {
        into.add(scheme(entry.key(), place, references));
      }
    }
  }

  private static SecurityScheme scheme(String name, Place place, References references) {
    Yaml.Mapping map = place.map();
    String type = map.text("type");
    return switch (String.valueOf(type)) {
      case "apiKey" -> {
        String in = map.text("in");
        String key = map.text("name");
        if (in == null || key == null) {
          references.problem(place, "security scheme '" + name + "' needs 'in' and 'name'");
        }
        yield new SecurityScheme.ApiKey(
            name, in == null ? "header" : in, key == null ? "Authorization" : key);
      }
      case "http" -> {
        String scheme = map.text("scheme");
        yield new SecurityScheme.Http(
            name,
            scheme == null ? "bearer" : scheme.toLowerCase(Locale.ROOT),
            map.text("bearerFormat"));
      }
      case "basic" -> new SecurityScheme.Http(name, "basic", null); // Swagger 2.0
      case "oauth2" -> new SecurityScheme.OAuth2(name, flows(map));
      case "openIdConnect" -> new SecurityScheme.OpenIdConnect(name, map.text("openIdConnectUrl"));
      case "mutualTLS" -> new SecurityScheme.MutualTls(name);
      default -> {
        references.problem(place, "security scheme '" + name + "' is of no known type");
        yield new SecurityScheme.Other(name, String.valueOf(type));
      }
    };
  }

  private static List<Flow> flows(Yaml.Mapping map) {
    String old = map.text("flow");
    if (old != null) { // Swagger 2.0: one flow, other words
      String kind =
          switch (old) {
            case "accessCode" -> "authorizationCode";
            case "application" -> "clientCredentials";
            default -> old;
          };
      return List.of(flow(kind, map));
    }
    List<Flow> flows = new ArrayList<>();
    for (Yaml.Entry entry : map.map("flows").entries().values()) {
      if (entry.value() instanceof Yaml.Mapping flow && !entry.key().startsWith("x-")) {
        flows.add(flow(entry.key(), flow));
      }
    }
    return flows;
  }

  private static Flow flow(String kind, Yaml.Mapping map) {
    Map<String, String> scopes = new LinkedHashMap<>();
    for (Yaml.Entry scope : map.map("scopes").entries().values()) {
      scopes.put(scope.key(), scope.value() instanceof Yaml.Scalar text ? text.value() : "");
    }
    return new Flow(
        kind, map.text("authorizationUrl"), map.text("tokenUrl"), map.text("refreshUrl"), scopes);
  }

  /** The requirements of an operation: its own, else those of the whole file. */
  private static Yaml.@Nullable Sequence stated(Place root, Place operation) {
    Yaml security = operation.map().get("security");
    if (security == null) {
      security = root.map().get("security");
    }
    return security instanceof Yaml.Sequence alternatives ? alternatives : null;
  }

  static Login login(Place root, Place operation) {
    Yaml.Sequence alternatives = stated(root, operation);
    if (alternatives == null) {
      return Login.UNSTATED;
    }
    boolean open =
        alternatives.items().isEmpty()
            || alternatives.items().stream()
                .anyMatch(one -> one instanceof Yaml.Mapping map && map.entries().isEmpty());
    return open ? Login.OPEN : Login.NEEDED;
  }

  static List<Requirement> requirements(
      Place root, Place operation, List<SecurityScheme> schemes, References references) {
    Yaml.Sequence alternatives = stated(root, operation);
    List<Requirement> found = new ArrayList<>();
    if (alternatives == null) {
      return found;
    }
    Set<String> names = new LinkedHashSet<>(schemes.stream().map(SecurityScheme::name).toList());
    for (Yaml one : alternatives.items()) {
      if (one instanceof Yaml.Mapping map && !map.entries().isEmpty()) {
        LinkedHashMap<String, List<String>> needed = new LinkedHashMap<>();
        for (Yaml.Entry entry : map.entries().values()) {
          needed.put(entry.key(), map.texts(entry.key()));
          if (!names.contains(entry.key())) {
            references.problem(
                operation.file(),
                entry.line(),
                "security scheme '" + entry.key() + "' is not declared");
          }
        }
        found.add(new Requirement(needed));
      }
    }
    return found;
  }

  /** Roles that an operation, or else its path, names; those of schemes without scopes. */
  static List<String> roles(
      Place item, Place operation, List<Requirement> needed, List<SecurityScheme> schemes) {
    Set<String> roles = new LinkedHashSet<>();
    Place owner = operation.map().get("x-roles") == null ? item : operation;
    for (String word : owner.map().texts("x-roles")) {
      for (String role : word.split(",", -1)) {
        if (!role.isBlank()) {
          roles.add(role.strip());
        }
      }
    }
    for (Requirement one : needed) {
      one.schemes()
          .forEach((name, words) -> {
            if (!scoped(name, schemes)) {
              roles.addAll(words);
            }
          });
    }
    return List.copyOf(roles);
  }

  private static boolean scoped(String name, List<SecurityScheme> schemes) {
    return schemes.stream()
        .filter(scheme -> scheme.name().equals(name))
        .anyMatch(scheme ->
            scheme instanceof SecurityScheme.OAuth2
                || scheme instanceof SecurityScheme.OpenIdConnect);
  }
}
