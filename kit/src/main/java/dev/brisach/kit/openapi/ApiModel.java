package dev.brisach.kit.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenAPI file says of a service.
 *
 * @param servers base URLs as written
 * @param schemes names of the declared security schemes
 */
public record ApiModel(
    String file, List<String> servers, List<String> schemes, List<Operation> operations) {
  /** Whether an operation needs a login, as the file states it. */
  public enum Login {
    /** A security requirement stands for it. */
    NEEDED,
    /** Stated to be open: {@code security: []}, or an empty alternative. */
    OPEN,
    /** The file says nothing of security for it. */
    UNSTATED
  }

  /**
   * One operation.
   *
   * @param path with templates, as written
   * @param line where it stands in the file
   */
  public record Operation(
      String method, String path, Login login, List<Parameter> parameters, int line) {
    public Operation {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A parameter in path or query.
   *
   * @param place {@code path}, {@code query}, {@code header} or {@code cookie}
   * @param example a value that the file itself offers, or null
   * @param type type word of its schema, or null
   */
  public record Parameter(
      String name,
      String place,
      boolean required,
      @Nullable String example,
      @Nullable String type) {}

  public ApiModel {
    servers = List.copyOf(servers);
    schemes = List.copyOf(schemes);
    operations = List.copyOf(operations);
  }
}
