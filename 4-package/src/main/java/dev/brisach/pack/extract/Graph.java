package dev.brisach.pack.extract;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which package asks for which, by name: tells what production needs from what only tests need. */
final class Graph {
  private final Map<String, Set<String>> edges = new HashMap<>();

  void edge(String from, String to) {
    edges.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
  }

  /** All names reachable from these, themselves included. */
  Set<String> from(Collection<String> start) {
    Set<String> seen = new HashSet<>(start);
    ArrayDeque<String> open = new ArrayDeque<>(start);
    while (!open.isEmpty()) {
      for (String to : edges.getOrDefault(open.poll(), Set.of())) {
        if (seen.add(to)) {
          open.add(to);
        }
      }
    }
    return seen;
  }
}
