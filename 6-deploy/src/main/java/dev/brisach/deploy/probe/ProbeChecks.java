package dev.brisach.deploy.probe;

import dev.brisach.core.Check;
import java.util.List;

/** The checks that attack a running service. */
public final class ProbeChecks {
  private ProbeChecks() {}

  /** All of them; a new detector joins here. */
  public static List<Check<?>> all() {
    return detectors().stream().<Check<?>>map(DetectorCheck::new).toList();
  }

  static List<Detector> detectors() {
    return List.of(
        new SqlInjection(), new ReflectedScript(), new OpenRedirect(), new HeaderInjection());
  }
}
