package dev.brisach.pack;

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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a check recorded. */
final class Recording implements Recorder, Context {
  final List<Finding> findings = new ArrayList<>();
  final List<Asset> covered = new ArrayList<>();
  final Map<Asset, String> unexamined = new TreeMap<>();
  final Map<Asset, String> discovered = new TreeMap<>();
  final List<String> skips = new ArrayList<>();
  final List<DataVersion> versions = new ArrayList<>();

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
    unexamined.put(asset, reason);
  }

  @Override
  public void discovered(Asset asset, Asset container, String digest) {
    discovered.put(asset, container + " " + digest);
  }

  @Override
  public void reached(dev.brisach.core.Reached reached) {}

  @Override
  public void bound(Binding binding) {
    throw new AssertionError("no bindings are found here");
  }

  @Override
  public void dataVersion(DataVersion version) {
    versions.add(version);
  }

  @Override
  public void skip(String reason) {
    skips.add(reason);
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
