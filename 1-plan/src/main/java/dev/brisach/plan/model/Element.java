package dev.brisach.plan.model;

import dev.brisach.core.Location;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element of the threat model with what is known of it. */
public sealed interface Element permits Component, Flow, DataAsset, Actor {
  /** The name by which the model speaks of it. */
  String name();

  /** A name for people. */
  String title();

  /** What is known, by the key of its trait; sorted. */
  Map<String, Fact> facts();

  /** Where it is declared, or was first seen. */
  Location place();

  /** The fact of a trait, or null where it is unknown. */
  default @Nullable Fact fact(String trait) {
    return facts().get(trait);
  }
}
