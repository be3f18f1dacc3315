package dev.brisach.test;

import dev.brisach.core.Binding;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Threat;
import java.time.Clock;
import java.util.List;

/**
 * What a check of this stage may know.
 *
 * @param boxed true where the service is one that we started
 */
public record Situation(Effect ceiling, boolean boxed) implements Context {
  private static final Environment BOX =
      new Environment("box", null, List.of("start"), null, List.of(), Effect.ATTACK);

  @Override
  public List<Threat> threats() {
    return List.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }

  @Override
  public List<Evidence> earlier() {
    return List.of();
  }

  @Override
  public Environment environment() {
    return boxed ? BOX : Environment.SOURCE;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void checkCancelled() {}
}
