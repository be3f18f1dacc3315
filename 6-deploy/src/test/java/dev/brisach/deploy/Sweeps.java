package dev.brisach.deploy;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Check;
import dev.brisach.core.Context;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Threat;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Runs one check over one file, as the engine does, and keeps what it records. */
public final class Sweeps implements Recorder, Context {
  private static final List<Check<?>> ALL = DeployChecks.all();

  /** What was found. */
  public final List<Finding> findings = new ArrayList<>();

  /** Why parts were not judged. */
  public final List<String> unexamined = new ArrayList<>();

  /** What was looked at, where a check lists it. */
  public final List<Asset> covered = new ArrayList<>();

  /** Why nothing was looked at. */
  public final List<String> skipped = new ArrayList<>();

  /** The result of a check on a file. */
  public static Sweeps ofService(Check<LiveService> check, LiveService service) {
    Sweeps sweeps = new Sweeps();
    check.examine(service, sweeps, sweeps);
    return sweeps;
  }

  /** Runs a check over one file. */
  public static Sweeps of(Check<SourceFile> check, SourceFile file) {
    Sweeps sweep = new Sweeps();
    String type = check.info().subject().type();
    if (type == null || file.entry().is(type)) {
      try {
        check.examine(file, sweep, sweep);
      } catch (Unreadable e) {
        sweep.unexamined.add(e.getMessage());
      }
    }
    return sweep;
  }

  /** The result of all checks of the stage on a file. */
  public static Sweeps ofAll(SourceFile file) {
    Sweeps all = new Sweeps();
    for (Check<?> each : ALL) {
      if (each.subjectType() == SourceFile.class) {
        @SuppressWarnings("unchecked")
        Check<SourceFile> check = (Check<SourceFile>) each;
        Sweeps one = of(check, file);
        all.findings.addAll(one.findings);
        all.unexamined.addAll(one.unexamined);
      }
    }
    return all;
  }

  /** The rules that found something, sorted, each once. */
  public List<String> rules() {
    return findings.stream().map(Finding::rule).sorted().distinct().toList();
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void covered(Asset asset) {
    covered.add(asset);
  }

  @Override
  public void unexamined(Asset asset, String reason) {
    unexamined.add(reason);
  }

  @Override
  public void discovered(Asset asset, Asset container, String digest) {}

  @Override
  public void reached(dev.brisach.core.Reached reached) {}

  @Override
  public void bound(Binding binding) {}

  @Override
  public void dataVersion(DataVersion version) {}

  @Override
  public void skip(String reason) {
    skipped.add(reason);
  }

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
    return Environment.SOURCE;
  }

  @Override
  public Effect ceiling() {
    return Effect.READ;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void checkCancelled() {}
}
