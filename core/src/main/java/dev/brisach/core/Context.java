package dev.brisach.core;

import java.time.Clock;
import java.util.List;

/** What a check may know besides its subject. */
public interface Context {
  /** The threats of the model; empty where none was read. */
  List<Threat> threats();

  /** What belongs to which component. */
  List<Binding> bindings();

  /** Evidence of earlier phases of this run. */
  List<Evidence> earlier();

  /** The environment under examination; {@link Environment#SOURCE} for static checks. */
  Environment environment();

  /** The highest effect that this run allows. */
  Effect ceiling();

  /** The only source of time. */
  Clock clock();

  /**
   * Returns if the run goes on; throws {@link java.util.concurrent.CancellationException} if not.
   */
  void checkCancelled();
}
