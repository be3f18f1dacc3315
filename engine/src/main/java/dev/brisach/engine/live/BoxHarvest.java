package dev.brisach.engine.live;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Location;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.sandbox.Canary;
import dev.brisach.kit.sandbox.Words;
import dev.brisach.kit.surface.Surface;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a box's segment what a probe may say there, and nothing else: one sweep for each check
 * that was sent and each of its stages, about endpoints of the environment's own address. All else
 * in the segment (other checks, models, decisions, files, packages) is left where it is.
 */
final class BoxHarvest {
  private static final int MAX_REASON = 500;
  private static final int MAX_ITEMS = 20_000;

  /** Of the probe's notes these are taken: how much it sent, and what its crawl left out. */
  private static final Pattern COUNT = Pattern.compile("\\d{1,9} requests in \\d{1,6} s");

  /**
   * What became of the service.
   *
   * @param exit exit code where it ended by itself, else null
   * @param lastWords last line that it printed
   * @param canary what became of files that no honest service writes
   */
  record Fate(@Nullable Integer exit, String lastWords, Canary canary) {
    /** In words, to follow a reason. */
    String words() {
      String end =
          exit == null
              ? "; its last words: " + lastWords
              : "; it ended with exit code " + exit + ", its last words: " + lastWords;
      return canary.touched() ? end + "; canary files " + canary.words() : end;
    }
  }

  private final LiveRunner.Job job;
  private final Fate fate;

  private BoxHarvest(LiveRunner.Job job, Fate fate) {
    this.job = job;
    this.fate = fate;
  }

  static LiveRunner.Outcome accept(LiveRunner.Job job, Run run, Fate fate) {
    return new BoxHarvest(job, fate).accept(run);
  }

  private record Key(String check, Stage stage) {}

  private LiveRunner.Outcome accept(Run run) {
    Map<Key, Evidence> said = new HashMap<>();
    Set<Key> twice = new HashSet<>();
    for (Evidence one : run.evidence()) {
      Key key = new Key(one.check(), one.stage());
      if (said.put(key, one) != null) {
        twice.add(key); // two answers to one question: neither is believed
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Check<?> check : job.checks()) {
      Map<Stage, Evidence> skipped = new HashMap<>();
      LivePass.skip(
              List.of(check),
              "the box gave no result that can be accepted",
              LivePass.Visit.of(job, job.environment(), Duration.ZERO))
          .evidence()
          .forEach(one -> skipped.put(one.stage(), one));
      for (Stage stage : check.info().stages()) {
        Key key = new Key(check.info().id(), stage);
        Evidence one = said.get(key);
        boolean believed = one != null && !twice.contains(key) && speaksFor(check.info(), one, job);
        evidence.add(believed && one != null ? own(one, check.info()) : mine(skipped, stage));
      }
    }
    return new LiveRunner.Outcome(evidence, items(run));
  }

  private static Evidence mine(Map<Stage, Evidence> skipped, Stage stage) {
    return java.util.Objects.requireNonNull(skipped.get(stage));
  }

  private List<Inventory.Item> items(Run run) {
    Map<Asset, Inventory.Item> items = new TreeMap<>();
    for (Inventory.Item item : run.inventory().items().values()) {
      if (ours(item.asset(), job)
          && item.environment().equals(job.environment().name())
          && items.size() < MAX_ITEMS) {
        List<Asset> files =
            item.containers().stream()
                .filter(container -> container.kind() == AssetKind.FILE)
                .filter(container -> job.tree().get(container.name()) != null)
                .toList();
        items.put(
            item.asset(),
            new Inventory.Item(item.asset(), "", List.of(), files, job.environment().name()));
      }
    }
    return List.copyOf(items.values());
  }

  private static boolean speaksFor(CheckInfo check, Evidence one, LiveRunner.Job job) {
    return one.environment().equals(job.environment().name())
        && one.checkVersion() == check.version()
        && check.weaknesses().equals(one.weaknesses())
        && switch (one.outcome()) {
          case Outcome.Examined examined ->
              covered(examined.covered(), check, job)
                  && examined.unexamined().stream().allMatch(u -> ours(u.asset(), job))
                  && examined.findings().stream().allMatch(f -> allowed(f, check, job));
          case Outcome.Skipped _, Outcome.Failed _ -> true;
        };
  }

  private static boolean covered(Covered covered, CheckInfo check, LiveRunner.Job job) {
    return switch (covered) {
      case Covered.Listed listed ->
          listed.subject().equals(check.subject())
              && listed.assets().stream().allMatch(asset -> ours(asset, job));
      case Covered.Subtree _ -> false;
    };
  }

  private static boolean allowed(Finding finding, CheckInfo check, LiveRunner.Job job) {
    return ours(finding.asset(), job)
        && (finding.rule().equals(check.id()) || finding.rule().startsWith(check.id() + "."))
        && check.weaknesses().containsAll(finding.weaknesses())
        && known(finding.location(), job)
        && finding.path().stream().allMatch(step -> known(step.location(), job));
  }

  /** A place that the report may point at: in a file of the examined tree, or none. */
  private static boolean known(@Nullable Location location, LiveRunner.Job job) {
    return location == null || job.tree().get(location.file()) != null;
  }

  /** True for the environment's host, and an operation below its URL, to the letter. */
  private static boolean ours(Asset asset, LiveRunner.Job job) {
    String url = String.valueOf(job.environment().url());
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    String name = asset.name();
    if (asset.kind() == AssetKind.HOST) {
      return name.equals(LiveService.host(URI.create(url)));
    }
    int space = name.indexOf(' ');
    return asset.kind() == AssetKind.ENDPOINT
        && space > 0
        && name.startsWith(base + "/", space + 1)
        && Words.plain(name, name.length()).equals(name);
  }

  private Evidence own(Evidence one, CheckInfo check) {
    List<String> notes =
        new ArrayList<>(
            one.notes().stream().filter(note -> COUNT.matcher(note).matches()).limit(1).toList());
    one.notes().stream()
        .filter(note -> note.startsWith(Surface.NOTE))
        .limit(Surface.MOST_NOTES)
        .forEach(note -> notes.add(Words.plain(note, MAX_REASON)));
    Outcome outcome =
        switch (one.outcome()) {
          case Outcome.Examined examined -> {
            if (fate.exit() != null) {
              notes.add("the service did not stay up while it was examined" + fate.words());
            }
            if (fate.canary().touched()) {
              notes.add(
                  "the service wrote where none should; canary files " + fate.canary().words());
            }
            yield new Outcome.Examined(
                examined.covered(),
                examined.unexamined().stream()
                    .map(u -> new Outcome.Unexamined(u.asset(), plain(u.reason())))
                    .toList(),
                examined.findings());
          }
          case Outcome.Skipped(String reason) ->
              new Outcome.Skipped(
                  plain(reason) + (reason.contains("did not come up") ? fate.words() : ""));
          case Outcome.Failed(String error) -> new Outcome.Failed(plain(error));
        };
    return new Evidence(
        job.run() + "/" + check.id() + "/" + one.stage().word() + "/" + one.environment(),
        job.run(),
        job.project().git().branch(),
        job.project().git().revision(),
        check.id(),
        check.version(),
        null,
        one.stage(),
        one.environment(),
        check.subject(),
        check.weaknesses(),
        check.templates(),
        outcome,
        job.options().clock().instant(),
        reached(one),
        notes);
  }

  private List<Reached> reached(Evidence one) {
    Set<String> identities = job.identities();
    return one.reached().stream()
        .filter(reached -> ours(reached.endpoint(), job))
        .filter(reached -> identities.contains(reached.identity()))
        .limit(MAX_ITEMS)
        .map(reached ->
            new Reached(
                reached.endpoint(),
                reached.identity(),
                reached.reached(),
                Words.plain(reached.reason(), MAX_REASON)))
        .toList();
  }

  private static String plain(String text) {
    String plain = Words.plain(text, MAX_REASON);
    return plain.isEmpty() ? "no reason given" : plain;
  }
}
