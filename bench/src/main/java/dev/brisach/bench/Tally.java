package dev.brisach.bench;

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
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.time.Clock;
import java.util.List;

/** Counts findings and drops all else, so that a check is measured without the engine. */
final class Tally implements Recorder, Context {
  private long findings;

  private Tally() {}

  /** How many findings these checks make of a file; one that cannot be read has none. */
  static long of(List<? extends Check<SourceFile>> checks, SourceFile file) {
    Tally tally = new Tally();
    try {
      for (Check<SourceFile> check : checks) {
        check.examine(file, tally, tally);
      }
    } catch (Unreadable e) {
      return 0;
    }
    return tally.findings;
  }

  @Override
  public void finding(Finding finding) {
    findings++;
  }

  @Override
  public void covered(Asset asset) {}

  @Override
  public void unexamined(Asset asset, String reason) {}

  @Override
  public void discovered(Asset asset, Asset container, String digest) {}

  @Override
  public void reached(dev.brisach.core.Reached reached) {}

  @Override
  public void bound(Binding binding) {}

  @Override
  public void dataVersion(DataVersion version) {}

  @Override
  public void skip(String reason) {}

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
