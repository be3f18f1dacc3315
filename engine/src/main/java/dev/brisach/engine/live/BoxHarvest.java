package dev.brisach.engine.live;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes from a box's segment what a probe may say there, and nothing else: sweeps of the checks
 * that were sent, about endpoints of the environment's own address.
 */
final class BoxHarvest {
  private BoxHarvest() {}

  static LiveRunner.Outcome accept(LiveRunner.Job job, Run run, String lastWords) {
    Map<String, Check<?>> sent = BoxedLive.byId(job.checks());
    List<Evidence> evidence = new ArrayList<>();
    Set<String> answered = new HashSet<>();
    for (Evidence one : run.evidence()) {
      Check<?> check = sent.get(one.check());
      if (check != null
          && speaksFor(check.info(), one, job)
          && answered.add(one.check() + " " + one.stage())) {
        evidence.add(own(one, check.info(), job, lastWords));
      }
    }
    List<Check<?>> silent =
        job.checks().stream()
            .<Check<?>>map(check -> check)
            .filter(check ->
                check.info().stages().stream()
                    .anyMatch(stage -> !answered.contains(check.info().id() + " " + stage)))
            .toList();
    evidence.addAll(
        LivePass.examine(
                silent,
                null,
                "the box gave no result that can be accepted",
                job.environment(),
                job.run(),
                job.project().git(),
                job.options())
            .evidence());
    List<Inventory.Item> items = new ArrayList<>();
    for (Inventory.Item item : run.inventory().items().values()) {
      if (ours(item.asset(), job) && item.environment().equals(job.environment().name())) {
        items.add(item);
      }
    }
    return new LiveRunner.Outcome(evidence, items);
  }

  private static boolean speaksFor(CheckInfo check, Evidence one, LiveRunner.Job job) {
    return one.environment().equals(job.environment().name())
        && one.checkVersion() == check.version()
        && check.stages().contains(one.stage())
        && check.weaknesses().equals(one.weaknesses())
        && switch (one.outcome()) {
          case Outcome.Examined examined ->
              covered(examined.covered(), job)
                  && examined.unexamined().stream().allMatch(u -> ours(u.asset(), job))
                  && examined.findings().stream().allMatch(f -> allowed(f, check, job));
          case Outcome.Skipped _, Outcome.Failed _ -> true;
        };
  }

  private static boolean covered(Covered covered, LiveRunner.Job job) {
    return switch (covered) {
      case Covered.Listed listed -> listed.assets().stream().allMatch(asset -> ours(asset, job));
      case Covered.Subtree _ -> false;
    };
  }

  private static boolean allowed(Finding finding, CheckInfo check, LiveRunner.Job job) {
    return ours(finding.asset(), job)
        && finding.rule().startsWith(check.id())
        && check.weaknesses().containsAll(finding.weaknesses());
  }

  private static boolean ours(Asset asset, LiveRunner.Job job) {
    String url = String.valueOf(job.environment().url());
    return asset.kind() == AssetKind.ENDPOINT
        && asset.name().substring(asset.name().indexOf(' ') + 1).startsWith(url);
  }

  private static Evidence own(Evidence one, CheckInfo check, LiveRunner.Job job, String lastWords) {
    Outcome outcome = one.outcome();
    if (outcome instanceof Outcome.Skipped(String reason) && reason.contains("did not come up")) {
      outcome = new Outcome.Skipped(reason + "; its last words: " + lastWords);
    }
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
        List.of());
  }
}
