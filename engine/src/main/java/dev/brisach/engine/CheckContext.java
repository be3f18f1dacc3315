package dev.brisach.engine;

import dev.brisach.core.Binding;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import dev.brisach.core.Threat;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The context of one call of a check, with its own deadline. */
record CheckContext(
    Model model,
    List<Evidence> earlier,
    Environment environment,
    Effect ceiling,
    Clock clock,
    long deadlineNanos,
    BooleanSupplier stopped)
    implements Context {
  @Override
  public List<Threat> threats() {
    return model.threats();
  }

  @Override
  public List<Binding> bindings() {
    return model.bindings();
  }

  @Override
  public void checkCancelled() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the run was stopped");
    }
    if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the time limit of the check is over");
    }
  }
}
