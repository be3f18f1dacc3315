package dev.brisach.plan.model;

import dev.brisach.core.Location;
import java.util.List;

/** A zone of equal trust; a flow that leaves or enters it crosses a boundary. */
public record Boundary(String name, String title, List<String> members, Location place)
    implements Comparable<Boundary> {
  public Boundary {
    members = members.stream().sorted().distinct().toList();
  }

  @Override
  public int compareTo(Boundary other) {
    return name.compareTo(other.name);
  }
}
