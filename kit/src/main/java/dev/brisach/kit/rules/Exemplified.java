package dev.brisach.kit.rules;

import java.util.List;

/**
 * A check over files that carries its own examples: at least one bad one for every weakness it
 * lists, and a good one.
 */
public interface Exemplified {
  /** Bad and good examples. */
  List<Example> examples();
}
