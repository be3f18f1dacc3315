package dev.brisach.engine;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Covered;
import dev.brisach.core.DataVersion;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Fingerprint;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome;
import dev.brisach.core.Outcome.Unexamined;
import dev.brisach.core.Reached;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one check records in one run and environment, and makes one sweep per stage of it.
 */
final class Sweep implements Recorder {
  /** Most findings of one check that are kept; beyond that the rest is named as unexamined. */
  static final int MAX_FINDINGS = 20_000;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.location() == null ? "" : f.location().file())
          .thenComparingInt(f -> f.location() == null ? 0 : f.location().line())
          .thenComparingInt(f -> f.location() == null ? 0 : f.location().column())
          .thenComparing(Finding::rule)
          .thenComparing(f -> f.asset().toString())
          .thenComparing(Finding::message);

  private final CheckInfo check;
  private final Instant started;
  private final String environment;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Asset, String> unexamined = new TreeMap<>();
  private final Set<Asset> covered = new TreeSet<>();
  private final List<Inventory.Item> discovered = new ArrayList<>();
  private final Map<String, Reached> reached = new TreeMap<>();
  private final Set<Binding> bindings = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> skips = new TreeSet<>();
  private @Nullable DataVersion data;
  private @Nullable String failure;
  private int filesSeen;

  Sweep(CheckInfo check, Instant started) {
    this(check, started, Environment.SOURCE.name());
  }

  Sweep(CheckInfo check, Instant started, String environment) {
    this.check = check;
    this.started = started;
    this.environment = environment;
  }

  CheckInfo check() {
    return check;
  }

  @Override
  public synchronized void finding(Finding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    } else {
      unexamined.put(finding.asset(), "more than " + MAX_FINDINGS + " findings of this check");
    }
  }

  @Override
  public synchronized void covered(Asset asset) {
    covered.add(asset);
  }

  @Override
  public synchronized void unexamined(Asset asset, String reason) {
    unexamined.putIfAbsent(asset, reason);
  }

  @Override
  public synchronized void discovered(Asset asset, Asset container, String digest) {
    discovered.add(new Inventory.Item(asset, digest, List.of(), List.of(container), environment));
  }

  /** A place that was reached once stays reached. */
  @Override
  public synchronized void reached(Reached one) {
    reached.merge(
        one.endpoint() + " " + one.identity(), one, (old, now) -> old.reached() ? old : now);
  }

  @Override
  public synchronized void bound(Binding binding) {
    bindings.add(binding);
  }

  @Override
  public synchronized void dataVersion(DataVersion version) {
    data = version;
  }

  @Override
  public synchronized void skip(String reason) {
    skips.add(reason);
  }

  /** One more file of the check's subject kind was handed to it. */
  synchronized void fileSeen() {
    filesSeen++;
  }

  /** A remark in words; never a colour. */
  synchronized void note(String words) {
    notes.add(words);
  }

  /** The check broke on the whole subject. */
  synchronized void failed(String error) {
    failure = error;
  }

  /**
   * The check was stopped before its end. What it judged until then stands; operations that it
   * named and did not come to are unexamined.
   */
  synchronized void cutShort(String reason) {
    if (covered.isEmpty() && findings.isEmpty()) {
      failure = reason;
      return;
    }
    discovered.stream()
        .map(Inventory.Item::asset)
        .filter(asset -> asset.kind() == check.subject().kind() && !covered.contains(asset))
        .forEach(asset -> unexamined.putIfAbsent(asset, "not come to: " + reason));
  }

  synchronized List<Inventory.Item> discoveredItems() {
    return List.copyOf(discovered);
  }

  synchronized List<Binding> discoveredBindings() {
    return List.copyOf(bindings);
  }

  /** The evidence of this sweep, one for each stage of the check. */
  synchronized List<Evidence> evidence(String run, GitHead git, Map<Asset, String> digests) {
    Outcome outcome = outcome(digests);
    List<Evidence> all = new ArrayList<>();
    for (Stage stage : check.stages()) {
      all.add(
          new Evidence(
              run + "/" + check.id() + "/" + stage.word() + "/" + environment,
              run,
              git.branch(),
              git.revision(),
              check.id(),
              check.version(),
              data,
              stage,
              environment,
              check.subject(),
              check.weaknesses(),
              check.templates(),
              outcome,
              started,
              List.copyOf(reached.values()),
              List.copyOf(notes)));
    }
    return all;
  }

  private Outcome outcome(Map<Asset, String> digests) {
    if (failure != null) {
      return new Outcome.Failed(failure);
    }
    Covered where = where();
    if (where == null) {
      String reason =
          skips.isEmpty()
              ? "there is no " + words(check) + " to look at"
              : String.join("; ", skips);
      return new Outcome.Skipped(reason);
    }
    List<Unexamined> missed = new ArrayList<>();
    unexamined.forEach((asset, reason) -> missed.add(new Unexamined(asset, reason)));
    return new Outcome.Examined(where, missed, distinct(digests));
  }

  private @Nullable Covered where() {
    Set<Asset> all = new TreeSet<>(covered);
    unexamined.keySet().stream()
        .filter(asset -> asset.kind() == check.subject().kind())
        .forEach(all::add);
    // operations that were all tried in vain are named one by one, not as "nothing to look at"
    boolean tried = !all.isEmpty() && check.subject().kind() == AssetKind.ENDPOINT;
    if (!covered.isEmpty() || tried) {
      return new Covered.Listed(check.subject(), List.copyOf(all));
    }
    if (filesSeen > 0 && check.subject().kind() == AssetKind.FILE) {
      return new Covered.Subtree(check.subject(), "", filesSeen);
    }
    return null;
  }

  private static String words(CheckInfo check) {
    String type = check.subject().type();
    String kind = check.subject().kind().word();
    return type == null ? kind : type + " " + kind;
  }

  /** Findings in order, with digests; equal fingerprints are told apart by their order. */
  private List<Finding> distinct(Map<Asset, String> digests) {
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(ORDER);
    Map<String, Integer> times = new HashMap<>();
    Set<String> places = new HashSet<>();
    List<Finding> result = new ArrayList<>(sorted.size());
    for (Finding finding : sorted) {
      if (finding.location() != null
          && !places.add(finding.fingerprint() + "@" + finding.location())) {
        continue;
      }
      int count = times.merge(finding.fingerprint(), 1, Integer::sum);
      Finding kept = count == 1 ? finding : again(finding, count);
      String digest = digests.get(finding.asset());
      result.add(digest == null || kept.digest() != null ? kept : kept.withDigest(digest));
    }
    return result;
  }

  private static Finding again(Finding f, int count) {
    return new Finding(
        f.rule(),
        f.severity(),
        f.confidence(),
        f.weaknesses(),
        f.asset(),
        f.digest(),
        f.location(),
        f.title(),
        f.message(),
        f.fix(),
        f.lesson(),
        f.path(),
        f.details(),
        f.proof(),
        Fingerprint.of(f.fingerprint(), Integer.toString(count)));
  }
}
