package dev.brisach.cli;

import dev.brisach.cli.report.JsonDecisions;
import dev.brisach.cli.report.Report;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision;
import dev.brisach.core.assurance.Ruling;
import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.Question;
import dev.brisach.engine.guard.Base;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All decisions with what has become of each, and questions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List decisions with what has become of each and why (valid, unapproved, expired, void, or",
      "idle: its target does not stand), and the questions that were asked."
    })
final class DecisionList implements Callable<Integer> {
  @Mixin private Output output = new Output();

  @Mixin private Own own = new Own();

  @Mixin private BaseOption base = new BaseOption();

  @Override
  public Integer call() {
    Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
    Instant now = own.now();
    Project project = own.project();
    Base from = base.open(project, now);
    Decisions read = from == null ? Decisions.read(own.files(), now) : from.tip().decisions();
    Report report = read.faults().isEmpty() ? report(project, from, now) : null;
    List<Decision> sorted = read.all().stream().sorted(Comparator.comparing(Decision::id)).toList();
    if (format == Output.Format.JSON) {
      json(sorted, read, report);
    } else {
      sorted.forEach(decision -> print(decision, report == null ? null : report.ruling(decision)));
      read.questions().forEach(this::print);
      if (sorted.isEmpty() && read.questions().isEmpty() && read.faults().isEmpty()) {
        output.out().println("Nothing was decided and nothing asked.");
      }
      output.out().flush();
      if (report == null && !sorted.isEmpty() && read.faults().isEmpty()) {
        output.note("There is no evidence yet (brisach run), so no decision could be looked at.");
      }
    }
    read.warnings().forEach(output::note);
    read.faults().forEach(fault -> output.note("brisach: " + fault));
    return read.faults().isEmpty() ? Exit.OK : Exit.USAGE;
  }

  /** The report of past runs; null where there is none yet. */
  private @Nullable Report report(Project project, @Nullable Base from, Instant now) {
    try {
      return PastRuns.of(own.path(), project, from, now).report();
    } catch (BrisachException e) {
      return null;
    }
  }

  private void print(Decision decision, @Nullable Ruling ruling) {
    String state = ruling == null ? "not looked at" : ruling.state().word();
    output
        .out()
        .println(
            output.style().bold(decision.id())
                + "  "
                + decision.act().word()
                + " "
                + decision.target()
                + "  "
                + state);
    if (ruling != null) {
      line("why", ruling.why());
    }
    line("reason", decision.reason());
    Decision.Terms terms = decision.terms();
    if (terms != null && terms.control() != null) {
      line("control", terms.control());
    }
    line(
        "owner",
        decision.author()
            + ", until "
            + decision.until().toString().substring(0, 10)
            + (decision.approvers().isEmpty()
                ? ""
                : ", approved by " + String.join(", ", decision.approvers())));
    decision.refused().forEach(refused -> line("", "not counted: " + refused));
  }

  private void print(Question question) {
    output
        .out()
        .println(
            output.style().bold(question.name())
                + "  question on "
                + question.target()
                + (question.isOpen() ? "  open" : "  answered"));
    line(question.asked().by(), question.asked().text());
    question.answers().forEach(answer -> line(answer.by(), answer.text()));
  }

  private void line(String name, String text) {
    output
        .out()
        .println(
            "  " + name + " ".repeat(Math.max(1, 9 - name.length())) + text.replace('\n', ' '));
  }

  private void json(List<Decision> decisions, Decisions read, @Nullable Report report) {
    List<Json> all = new ArrayList<>();
    decisions.forEach(
        one -> all.add(JsonDecisions.decision(one, report == null ? null : report.ruling(one))));
    List<Json> questions = new ArrayList<>();
    read.questions().forEach(one -> questions.add(JsonDecisions.question(one)));
    output.json(
        Json.object()
            .put("schema", "decide-list/1")
            .put("decisions", new Json.Arr(all))
            .put("questions", new Json.Arr(questions))
            .put("faults", read.faults())
            .build());
  }
}
