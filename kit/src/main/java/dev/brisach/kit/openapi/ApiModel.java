package dev.brisach.kit.openapi;

import dev.brisach.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenAPI file says of a service.
 *
 * @param servers base URLs or base paths, variables filled with their defaults
 * @param security the declared ways to log in
 * @param problems what is wrong with the file, where the rest could still be read
 */
public record ApiModel(
    String file,
    List<String> servers,
    List<SecurityScheme> security,
    List<Operation> operations,
    List<Problem> problems) {
  /** Whether an operation needs a login, as the file states it. */
  public enum Login {
    /** A security requirement stands for it. */
    NEEDED,
    /** Stated to be open: {@code security: []}, or an empty alternative. */
    OPEN,
    /** The file says nothing of security for it. */
    UNSTATED
  }

  /** A fault of the file that does not keep the rest from being read; line 0 where unknown. */
  public record Problem(String file, int line, String what) {}

  /**
   * One way to be let in: all these schemes together.
   *
   * @param schemes scheme name to the scopes (OAuth 2, OpenID Connect) or roles (others, OpenAPI
   *     3.1) that it needs
   */
  public record Requirement(SequencedMap<String, List<String>> schemes) {
    public Requirement {
      schemes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(schemes));
    }
  }

  /**
   * One operation.
   *
   * @param path with templates, as written
   * @param line where it stands in the file
   * @param roles who may call it, as {@code x-roles} or a requirement of a scheme without scopes
   *     says; empty where the file names none
   * @param requirements alternatives, each enough; empty where open or unstated
   */
  public record Operation(
      String method,
      String path,
      Login login,
      List<Parameter> parameters,
      int line,
      @Nullable String operationId,
      @Nullable String summary,
      List<String> tags,
      List<String> roles,
      List<Requirement> requirements,
      @Nullable Body body,
      List<Response> responses) {
    public Operation {
      parameters = List.copyOf(parameters);
      tags = List.copyOf(tags);
      roles = List.copyOf(roles);
      requirements = List.copyOf(requirements);
      responses = List.copyOf(responses);
    }

    /** An operation of which no more is known. */
    public Operation(
        String method, String path, Login login, List<Parameter> parameters, int line) {
      this(
          method,
          path,
          login,
          parameters,
          line,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          List.of());
    }

    /** Method and path, as people name it. */
    public String call() {
      return method + " " + path;
    }

    /** Scopes and roles named in any requirement. */
    public SequencedSet<String> scopes() {
      SequencedSet<String> scopes = new LinkedHashSet<>();
      requirements.forEach(one -> one.schemes().values().forEach(scopes::addAll));
      return scopes;
    }

    /** The parameters of a place: {@code path}, {@code query}, {@code header}, {@code cookie}. */
    public List<Parameter> in(String place) {
      return parameters.stream().filter(one -> one.place().equals(place)).toList();
    }

    /** Responses that say it worked: 2xx, else {@code default} where no 2xx is declared. */
    public List<Response> successes() {
      List<Response> good = new ArrayList<>();
      responses.stream().filter(one -> one.status().startsWith("2")).forEach(good::add);
      if (good.isEmpty()) {
        responses.stream().filter(one -> one.status().equals("default")).forEach(good::add);
      }
      return good;
    }
  }

  /**
   * A parameter in path, query, header or cookie.
   *
   * @param place {@code path}, {@code query}, {@code header} or {@code cookie}
   * @param example a value that the file itself offers, or null
   * @param type type word of its schema, or null
   * @param schema {@link Schema#ANY} where the file has none
   * @param style how a list or an object is written: {@code form}, {@code simple}, {@code
   *     spaceDelimited}, {@code pipeDelimited}, {@code deepObject}, {@code matrix}, {@code label},
   *     {@code tabDelimited}, or {@code json} where it is a JSON text
   * @param explode true where each item is a parameter of its own
   */
  public record Parameter(
      String name,
      String place,
      boolean required,
      @Nullable String example,
      @Nullable String type,
      Schema schema,
      String style,
      boolean explode) {
    /** A parameter of which no more is known. */
    public Parameter(
        String name,
        String place,
        boolean required,
        @Nullable String example,
        @Nullable String type) {
      this(name, place, required, example, type, Schema.ANY, "form", true);
    }
  }

  /** A request body, by media type. */
  public record Body(boolean required, List<Content> contents) {
    public Body {
      contents = List.copyOf(contents);
    }
  }

  /**
   * A body of one media type.
   *
   * @param mediaType as written: {@code application/json}
   * @param example the first that stands beside the schema, or null
   */
  public record Content(String mediaType, Schema schema, @Nullable Json example) {
    /** True for {@code application/json}, {@code text/json} and {@code …+json}. */
    public boolean json() {
      return MediaTypes.json(mediaType);
    }
  }

  /**
   * One response.
   *
   * @param status {@code 200}, {@code 2XX}, {@code default}
   * @param headers by name
   */
  public record Response(
      String status, List<Content> contents, Map<String, Schema> headers, List<Link> links) {
    public Response {
      contents = List.copyOf(contents);
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      links = List.copyOf(links);
    }

    /** The schema of its JSON body, or null. */
    public @Nullable Schema jsonSchema() {
      return contents.stream().filter(Content::json).map(Content::schema).findFirst().orElse(null);
    }
  }

  /**
   * A declared way on from a response to another operation.
   *
   * @param method of the target; null where it cannot be told
   * @param path of the target; null where it cannot be told
   * @param parameters name, or {@code place.name}, to a runtime expression such as {@code
   *     $response.body#/id}
   */
  public record Link(
      String name,
      @Nullable String operationId,
      @Nullable String method,
      @Nullable String path,
      Map<String, String> parameters) {
    public Link {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  public ApiModel {
    servers = List.copyOf(servers);
    security = List.copyOf(security);
    operations = List.copyOf(operations);
    problems = List.copyOf(problems);
  }

  /** A model without problems, of whose security schemes only the names are known. */
  public ApiModel(
      String file, List<String> servers, List<String> schemes, List<Operation> operations) {
    this(
        file,
        servers,
        schemes.stream()
            .<SecurityScheme>map(name -> new SecurityScheme.Other(name, "unknown"))
            .toList(),
        operations,
        List.of());
  }

  /** Names of the declared security schemes. */
  public List<String> schemes() {
    return security.stream().map(SecurityScheme::name).toList();
  }

  /** The security scheme of a name, or null. */
  public @Nullable SecurityScheme scheme(String name) {
    return security.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  /** The operation of an id, or null. */
  public @Nullable Operation operation(String operationId) {
    return operations.stream()
        .filter(one -> operationId.equals(one.operationId()))
        .findFirst()
        .orElse(null);
  }
}
