package dev.brisach.deploy.config;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One rule as a check of its own, so that its silence speaks for its own weaknesses only. */
public final class RuleCheck implements Check<SourceFile>, Exemplified {
  private static final int NAMED = 5;

  private final Rule rule;
  private final Front<Resources> front;
  private final CheckInfo info;

  /**
   * The check of a rule.
   *
   * @param front reads the rule's format
   */
  public RuleCheck(Rule rule, Front<Resources> front) {
    this.rule = rule;
    this.front = front;
    this.info =
        CheckInfo.reading(
            rule.id(),
            rule.version(),
            rule.title(),
            Stage.DEPLOY,
            rule.subject(),
            rule.weaknesses());
  }

  /** The rule. */
  public Rule rule() {
    return rule;
  }

  @Override
  public CheckInfo info() {
    return info;
  }

  @Override
  public Class<SourceFile> subjectType() {
    return SourceFile.class;
  }

  @Override
  public List<Example> examples() {
    return rule.examples();
  }

  @Override
  public void examine(SourceFile file, Context context, Recorder recorder) {
    Resources resources = file.parse(front);
    resources.gaps().forEach(gap -> recorder.unexamined(file.asset(), gap));
    for (Resource resource : resources.all()) {
      context.checkCancelled();
      if (rule.match().kinds().isEmpty() || rule.match().kinds().contains(resource.kind())) {
        examine(file, resource, recorder);
      }
    }
  }

  private record Hit(Fact place, int line) {}

  private void examine(SourceFile file, Resource resource, Recorder recorder) {
    List<Hit> hits = new ArrayList<>();
    String open = null;
    for (Fact place : rule.match().select().select(resource.facts())) {
      Verdict verdict =
          place instanceof Fact.Unknown unknown
              ? new Verdict.Open(unknown.reason())
              : rule.match().where().ask(place);
      switch (verdict) {
        case Verdict.Holds holds ->
            hits.add(new Hit(place, holds.line() > 0 ? holds.line() : place.line()));
        case Verdict.Open unknown -> open = open == null ? unknown.reason() : open;
        case Verdict.Fails _ -> {}
      }
    }
    if (open != null) {
      recorder.unexamined(
          file.asset(), resource.kind() + " " + resource.name() + " is not decided: " + open);
    }
    if (rule.match().once() && !hits.isEmpty()) {
      recorder.finding(finding(file, resource, hits));
    } else {
      hits.forEach(hit -> recorder.finding(finding(file, resource, List.of(hit))));
    }
  }

  private Finding finding(SourceFile file, Resource resource, List<Hit> hits) {
    Hit first = hits.getFirst();
    String message = Message.fill(rule.message(), resource, first.place());
    if (hits.size() > 1) {
      message += " Also: " + others(hits) + ".";
    }
    String place = rule.match().once() ? "" : Message.label(first.place());
    return Finding.of(rule.id(), rule.severity(), rule.confidence())
        .weaknesses(rule.weaknesses())
        .at(file.path(), first.line())
        .says(rule.title(), message)
        .fix(rule.fix())
        .lesson(new Lesson(message + " " + rule.why(), "", replacement(), rule.question(), links()))
        .identity(resource.kind(), resource.name(), place)
        .build();
  }

  private static String others(List<Hit> hits) {
    Set<String> labels = new LinkedHashSet<>();
    for (Hit hit : hits.subList(1, hits.size())) {
      String label = Message.label(hit.place());
      labels.add(label.isEmpty() ? "line " + hit.line() : label + " (line " + hit.line() + ")");
    }
    List<String> named = labels.stream().limit(NAMED).toList();
    int more = labels.size() - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  private String replacement() {
    return rule.replacement().isEmpty() ? rule.fix() : rule.replacement();
  }

  private List<String> links() {
    List<String> links = new ArrayList<>();
    rule.weaknesses().stream()
        .filter(weakness -> weakness.isCwe())
        .map(w -> "https://cwe.mitre.org/data/definitions/" + w.id().substring(4) + ".html")
        .forEach(links::add);
    links.addAll(rule.links());
    return links;
  }
}
