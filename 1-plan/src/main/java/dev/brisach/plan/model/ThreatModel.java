package dev.brisach.plan.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The system as a team describes it, or as a draft read from the repository. All lists are sorted
 * by name.
 *
 * @param draft true where no person has committed it
 * @param owner the team that answers for whatever names no owner of its own
 * @param notShipped path selectors of what is no part of the product
 */
public record ThreatModel(
    String title,
    boolean draft,
    @Nullable String owner,
    List<Component> components,
    List<DataAsset> data,
    List<Flow> flows,
    List<Boundary> boundaries,
    List<Actor> actors,
    List<String> notShipped) {
  public ThreatModel {
    components = components.stream().sorted().toList();
    data = data.stream().sorted().toList();
    flows = flows.stream().sorted().toList();
    boundaries = boundaries.stream().sorted().toList();
    actors = actors.stream().sorted().toList();
    notShipped = List.copyOf(notShipped);
  }

  /** The component of a name. */
  public Optional<Component> component(String name) {
    return components.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
