package dev.brisach.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where live evidence is true: {@code source}, or a named place of {@code brisach.yaml}.
 *
 * @param url base URL of the running service; within a box it is the address inside the box
 * @param start command that starts the service; its presence makes the environment a box
 * @param openapi path of the OpenAPI file, relative to the project's root
 * @param logSources names of declared log sources
 * @param ceiling the highest effect that the environment's scope allows
 */
public record Environment(
    String name,
    @Nullable String url,
    List<String> start,
    @Nullable String openapi,
    List<String> logSources,
    Effect ceiling) {
  /** The source tree itself. */
  public static final Environment SOURCE =
      new Environment("source", null, List.of(), null, List.of(), Effect.READ);

  public Environment {
    start = List.copyOf(start);
    logSources = List.copyOf(logSources);
  }

  /** True where target and live phase run in a throw-away box of our own. */
  public boolean isBox() {
    return !start.isEmpty();
  }
}
