package dev.brisach.deploy.probe;

import dev.brisach.core.Check;
import java.util.ArrayList;
import java.util.List;

/** The checks that attack a running service. */
public final class ProbeChecks {
  private ProbeChecks() {}

  /** All of them; a new detector joins here. */
  public static List<Check<?>> all() {
    List<Check<?>> all = new ArrayList<>();
    detectors().forEach(detector -> all.add(new DetectorCheck(detector)));
    all.add(new StoredScript());
    all.add(new DomScript());
    all.add(new HostHeader());
    all.add(new ExposedFiles());
    return all;
  }

  static List<Detector> detectors() {
    return List.of(
        new SqlInjection(),
        new ReflectedScript(),
        new CommandInjection(),
        new PathTraversal(),
        new LdapInjection(),
        new XpathInjection(),
        new NosqlInjection(),
        new TemplateInjection(),
        new XmlEntities(),
        new RequestForgery(),
        new OpenRedirect(),
        new HeaderInjection());
  }
}
