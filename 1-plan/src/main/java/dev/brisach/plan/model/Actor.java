package dev.brisach.plan.model;

import dev.brisach.core.Location;
import java.util.List;
import java.util.Map;

/**
 * A person, or a group of persons, that uses the system. Begins flows; threats never stand at it.
 */
public record Actor(String name, String title, Location place)
    implements Element, Comparable<Actor> {
  @Override
  public Map<String, Fact> facts() {
    return Map.of("kind", new Fact(List.of("actor"), Fact.Origin.DECLARED, place));
  }

  @Override
  public int compareTo(Actor other) {
    return name.compareTo(other.name);
  }
}
