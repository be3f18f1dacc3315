package dev.brisach.cli.report;

import dev.brisach.core.CheckInfo;
import dev.brisach.core.Decision;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Ruling;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.Question;
import dev.brisach.kit.surface.Surface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows.
 *
 * @param now the moment for which the cells were computed
 * @param evidence the sweeps that the cells rest on
 * @param stagesOfFindings the stage in which each finding was seen, by fingerprint
 * @param warnings what a person should know about the model, one line each
 * @param notes about the policy, such as a missing age limit, one line each
 * @param questions that people asked about findings and threats
 */
public record Report(
    String project,
    @Nullable String branch,
    @Nullable String revision,
    Instant now,
    @Nullable String ledgerHead,
    Model model,
    Inventory inventory,
    List<CheckInfo> catalogue,
    List<Evidence> evidence,
    Map<String, Stage> stagesOfFindings,
    List<Decision> decisions,
    Assurance assurance,
    Verdict verdict,
    List<String> warnings,
    List<String> notes,
    List<Question> questions) {
  /** Who left something out of a running service before any check asked for it. */
  public static final String CRAWL = "crawl";

  /** Something that was not looked at. */
  public record NotExamined(String check, @Nullable Stage stage, String asset, String reason) {}

  public Report {
    catalogue = List.copyOf(catalogue);
    evidence = List.copyOf(evidence);
    stagesOfFindings = Map.copyOf(stagesOfFindings);
    decisions = List.copyOf(decisions);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    questions = List.copyOf(questions);
  }

  /** What was asked about a finding. */
  public List<Question> questionsOn(Finding finding) {
    return Decisions.about(questions, finding.id(), finding.fingerprint());
  }

  /** What was decided on a finding, or a threat, by its names. */
  public List<Decision> decisionsOn(String... names) {
    List<String> wanted = List.of(names);
    return decisions.stream()
        .filter(decision -> wanted.contains(decision.target()))
        .sorted(Comparator.comparing(Decision::id))
        .toList();
  }

  /** What has become of a decision. */
  public Ruling ruling(Decision decision) {
    Ruling ruling = assurance.decisions().get(decision.id());
    return ruling == null ? new Ruling(Ruling.State.IDLE, "it was not looked at") : ruling;
  }

  /** Everything that was not looked at, with its reason: places, checks, single assets. */
  public List<NotExamined> notExamined() {
    List<NotExamined> all = new ArrayList<>();
    inventory
        .notRead()
        .forEach((place, reason) -> all.add(new NotExamined("walk", null, place, reason)));
    for (Evidence sweep : evidence) {
      leftOut(sweep).forEach(one -> all.add(new NotExamined(CRAWL, sweep.stage(), "", one)));
      switch (sweep.outcome()) {
        case Outcome.Skipped(String reason) ->
            all.add(new NotExamined(sweep.check(), sweep.stage(), "", reason));
        case Outcome.Failed(String error) ->
            all.add(new NotExamined(sweep.check(), sweep.stage(), "", "failed: " + error));
        case Outcome.Examined examined ->
            examined
                .unexamined()
                .forEach(one ->
                    all.add(
                        new NotExamined(
                            sweep.check(), sweep.stage(), one.asset().toString(), one.reason())));
      }
    }
    all.sort(
        Comparator.comparingInt((NotExamined n) -> n.stage() == null ? -1 : n.stage().ordinal())
            .thenComparing(NotExamined::check)
            .thenComparing(NotExamined::asset)
            .thenComparing(NotExamined::reason));
    return all;
  }

  /** What the crawl of a running service did not follow, as a sweep tells. */
  public static List<String> leftOut(Evidence sweep) {
    return sweep.notes().stream()
        .filter(note -> note.startsWith(Surface.NOTE))
        .map(note -> note.substring(Surface.NOTE.length()))
        .toList();
  }

  /** The sweeps of one stage. */
  public List<Evidence> evidenceOf(Stage stage) {
    return evidence.stream().filter(sweep -> sweep.stage() == stage).toList();
  }
}
