package dev.brisach.cli;

import dev.brisach.code.java.JavaChecks;
import dev.brisach.code.secrets.SecretChecks;
import dev.brisach.core.Check;
import dev.brisach.deploy.DeployChecks;
import dev.brisach.deploy.identity.RunningIdentity;
import dev.brisach.pack.PackageStage;
import dev.brisach.test.TestChecks;
import java.util.ArrayList;
import java.util.List;

/** Every check of every stage, in life-cycle order: the one place that lists them. */
final class Checks {
  private Checks() {}

  /** All checks, with the outside data that they need. */
  static List<Check<?>> all(OutsideData data) {
    List<Check<?>> all = new ArrayList<>();
    all.addAll(SecretChecks.all());
    all.addAll(JavaChecks.all());
    all.addAll(TestChecks.all());
    all.addAll(PackageStage.checks(data::advisories, Installation.mavenRepository()));
    all.addAll(DeployChecks.all());
    all.add(new RunningIdentity(data.released()));
    return all;
  }
}
