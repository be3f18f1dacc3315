package dev.brisach.plan.model;

import dev.brisach.core.Asset;
import dev.brisach.core.Location;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of the system that runs, stores, builds or is used: a service, a data store, a pipeline,
 * an outside system.
 *
 * @param bound what of the physical world belongs to it
 * @param owner the team that answers for it; null where nobody is named
 */
public record Component(
    String name,
    String title,
    Map<String, Fact> facts,
    Bound bound,
    @Nullable String owner,
    Location place)
    implements Element, Comparable<Component> {
  /**
   * Selectors as in {@link dev.brisach.core.Binding}.
   *
   * @param code paths of files and folders
   * @param packages purls
   * @param images image names or digests
   * @param urls beginnings of URLs
   * @param logs log sources
   * @param pipeline files or names of build pipelines
   */
  public record Bound(
      List<String> code,
      List<String> packages,
      List<String> images,
      List<String> urls,
      List<String> logs,
      List<String> pipeline) {
    /** Bound to nothing. */
    public static final Bound NOTHING =
        new Bound(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Bound {
      code = List.copyOf(code);
      packages = List.copyOf(packages);
      images = List.copyOf(images);
      urls = List.copyOf(urls);
      logs = List.copyOf(logs);
      pipeline = List.copyOf(pipeline);
    }

    /** Files and nothing else. */
    public static Bound code(List<String> paths) {
      return new Bound(paths, List.of(), List.of(), List.of(), List.of(), List.of());
    }
  }

  public Component {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** The kind of the component, one of the words of {@link Traits}. */
  public String kind() {
    Fact kind = facts.get("kind");
    return kind == null || kind.words().isEmpty() ? "service" : kind.words().getFirst();
  }

  /** The asset {@code component:name}. */
  public Asset asset() {
    return Asset.component(name);
  }

  @Override
  public int compareTo(Component other) {
    return name.compareTo(other.name);
  }
}
