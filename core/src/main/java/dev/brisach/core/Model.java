package dev.brisach.core;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the threat model says, in the form that assurance needs.
 *
 * @param draft true where Brisach made it up from the repository; it never holds PLAN
 * @param elements components, flows and data, with their titles
 * @param notShipped path selectors (as in {@link Binding}) of what is not part of the product: its
 *     findings are listed and never gated
 */
public record Model(
    boolean draft,
    SortedMap<Asset, String> elements,
    List<Binding> bindings,
    List<Threat> threats,
    List<Story> stories,
    List<String> notShipped) {
  public Model {
    elements = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(elements));
    bindings = bindings.stream().sorted().distinct().toList();
    threats = List.copyOf(threats);
    stories = List.copyOf(stories);
    notShipped = List.copyOf(notShipped);
  }

  /** A draft without any element. */
  public static Model empty() {
    return new Model(true, new TreeMap<>(), List.of(), List.of(), List.of(), List.of());
  }
}
