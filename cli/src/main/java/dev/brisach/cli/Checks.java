package dev.brisach.cli;

import dev.brisach.code.java.JavaChecks;
import dev.brisach.code.secrets.SecretChecks;
import dev.brisach.core.Check;
import dev.brisach.deploy.DeployChecks;
import dev.brisach.deploy.identity.RunningIdentity;
import dev.brisach.deploy.probe.ProbeChecks;
import dev.brisach.engine.guard.WeakeningCheck;
import dev.brisach.pack.PackageStage;
import dev.brisach.test.TestChecks;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.TestFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every check of every stage, in life-cycle order: the one place that lists them. */
final class Checks {
  private Checks() {}

  /** All checks, with the outside data that they need and without any team's word. */
  static List<Check<?>> all(OutsideData data) {
    return all(data, Team.SILENT);
  }

  /** All checks; those of stage Test go by what the team's files say. */
  static List<Check<?>> all(OutsideData data, Team team) {
    List<Check<?>> all = new ArrayList<>();
    all.addAll(SecretChecks.all());
    all.addAll(JavaChecks.all());
    all.add(new WeakeningCheck(data.base()));
    all.addAll(TestChecks.all(team));
    all.addAll(PackageStage.checks(data::advisories, Installation.mavenRepository()));
    all.addAll(DeployChecks.all());
    all.add(new RunningIdentity(data.released()));
    return all;
  }

  /** The checks of running services alone, which need no rules to be read. */
  static List<Check<?>> live(OutsideData data, Team team) {
    List<Check<?>> live = new ArrayList<>(TestChecks.all(team));
    live.addAll(ProbeChecks.all());
    live.add(new RunningIdentity(data.released()));
    return live;
  }

  /** What the team's test files below a project say; a usage error where one is broken. */
  static Team team(Path root) {
    return new Team(TestFiles.read(root.resolve(Team.FOLDER)));
  }
}
