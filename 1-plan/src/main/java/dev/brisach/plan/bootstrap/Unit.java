package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.plan.model.Fact;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A component in the making: what one or several files say of one deployable thing or library. */
final class Unit implements Comparable<Unit> {
  /** Folder of its manifest, empty for the root; {@code -} and a name where it has no files. */
  final String folder;

  final Location place;
  final Map<String, Fact> facts = new TreeMap<>();
  final Map<String, Location> technology = new TreeMap<>();
  final Set<String> signs = new TreeSet<>();
  final Set<String> uses = new TreeSet<>();
  final Set<String> images = new TreeSet<>();
  String name;
  String kind = "";
  String ecosystem = "";
  boolean deployable;

  Unit(String folder, String name, Location place) {
    this.folder = folder;
    this.name = name;
    this.place = place;
  }

  boolean hasFiles() {
    return !folder.startsWith("-");
  }

  void fact(String trait, Location place, String... words) {
    facts.putIfAbsent(trait, Fact.seen(place, words));
  }

  @Override
  public int compareTo(Unit other) {
    return folder.compareTo(other.folder);
  }

  @Override
  public String toString() {
    return name + " (" + folder + ")";
  }
}
