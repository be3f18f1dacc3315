package dev.brisach.plan.model;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Location;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One element calls another.
 *
 * @param name {@code from->to} unless the model names it
 * @param from name of the component or actor that begins the call
 * @param to name of the component that is called
 */
public record Flow(
    String name, String title, String from, String to, Map<String, Fact> facts, Location place)
    implements Element, Comparable<Flow> {
  public Flow {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** The asset {@code flow:name}. */
  public Asset asset() {
    return new Asset(AssetKind.FLOW, name);
  }

  @Override
  public int compareTo(Flow other) {
    return name.compareTo(other.name);
  }
}
