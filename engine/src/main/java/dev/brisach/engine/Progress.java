package dev.brisach.engine;

import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Phase;

/** Hears what a run is doing; called from several threads. */
public interface Progress {
  /** One thing that happened. */
  sealed interface Event {
    /** A phase begins. */
    record PhaseStarted(Phase phase) implements Event {}

    /** So many of the files were examined. */
    record Files(int done, int total) implements Event {}

    /** The threat model is known. */
    record Planned(Model model) implements Event {}

    /** A sweep is complete. */
    record Swept(Evidence evidence) implements Event {}
  }

  /** Hears an event. */
  void hear(Event event);

  /** Hears nothing. */
  static Progress silent() {
    return event -> {};
  }
}
