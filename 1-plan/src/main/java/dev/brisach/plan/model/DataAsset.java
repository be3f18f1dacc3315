package dev.brisach.plan.model;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Location;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Data worth protecting, wherever it is stored or sent. */
public record DataAsset(String name, String title, Map<String, Fact> facts, Location place)
    implements Element, Comparable<DataAsset> {
  public DataAsset {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** The asset {@code data:name}. */
  public Asset asset() {
    return new Asset(AssetKind.DATA, name);
  }

  @Override
  public int compareTo(DataAsset other) {
    return name.compareTo(other.name);
  }
}
