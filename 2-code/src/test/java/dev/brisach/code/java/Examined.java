package dev.brisach.code.java;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
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
import java.util.ArrayList;
import java.util.List;

/** What the checks say of one file. */
final class Examined implements Recorder, Context {
  final List<Finding> findings = new ArrayList<>();
  final List<String> unexamined = new ArrayList<>();

  /** One check on one file. */
  static Examined by(JavaCheck check, String path, String code) {
    return new Examined().examine(List.of(check), SourceFile.of(path, code));
  }

  /** All checks on one file of the main sources. */
  static Examined all(String code) {
    return new Examined()
        .examine(JavaChecks.all(), SourceFile.of("src/main/java/Example.java", code));
  }

  Examined examine(List<JavaCheck> checks, SourceFile file) {
    for (JavaCheck check : checks) {
      try {
        check.examine(file, this, this);
      } catch (Unreadable e) {
        unexamined.add(e.getMessage());
      }
    }
    return this;
  }

  /** The CWE ids found, sorted. */
  List<String> weaknesses() {
    return findings.stream()
        .flatMap(f -> f.weaknesses().stream())
        .map(w -> w.id())
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void unexamined(Asset asset, String reason) {
    unexamined.add(reason);
  }

  @Override
  public void covered(Asset asset) {
    // coverage is the engine's
  }

  @Override
  public void discovered(Asset asset, Asset container, String digest) {
    // not used by these checks
  }

  @Override
  public void reached(dev.brisach.core.Reached reached) {}

  @Override
  public void bound(Binding binding) {
    // not used by these checks
  }

  @Override
  public void dataVersion(DataVersion version) {
    // not used by these checks
  }

  @Override
  public void skip(String reason) {
    unexamined.add(reason);
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
  public void checkCancelled() {
    // never
  }
}
