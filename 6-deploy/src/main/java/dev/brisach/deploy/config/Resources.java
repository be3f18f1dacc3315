package dev.brisach.deploy.config;

import java.util.List;

/**
 * All that a file configures.
 *
 * @param gaps parts that could not be read, each with its line and reason
 */
public record Resources(List<Resource> all, List<String> gaps) {
  public Resources {
    all = List.copyOf(all);
    gaps = List.copyOf(gaps);
  }

  /** A file with one resource and no gap. */
  public static Resources of(Resource resource) {
    return new Resources(List.of(resource), List.of());
  }
}
