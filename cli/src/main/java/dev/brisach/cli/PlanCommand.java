package dev.brisach.cli;

import dev.brisach.core.Asset;
import dev.brisach.core.Threat;
import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.Plan;
import dev.brisach.plan.PlannedModel;
import dev.brisach.plan.rules.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stage Plan on its own. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "The threat model: what can go wrong, where, and who answers it.",
    subcommands = PlanCommand.Threats.class)
final class PlanCommand {
  static PlannedModel planned(Path path) {
    return Plan.of(SourceTree.read(Project.open(path).root()));
  }

  @Command(
      name = "threats",
      mixinStandardHelpOptions = true,
      description = "List threats and open questions of the model (or of a draft of it).")
  static final class Threats implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      PlannedModel model = planned(path);
      List<Threat> threats =
          model.threats().stream()
              .sorted(Comparator.comparing(Threat::severity).thenComparing(Threat::id))
              .toList();
      if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
        output.json(json(threats, model.questions()));
        return Exit.OK;
      }
      for (Threat threat : threats) {
        output
            .out()
            .println(
                threat.severity().word()
                    + " ".repeat(9 - threat.severity().word().length())
                    + threat.title()
                    + "  "
                    + output.style().faint(threat.id()));
      }
      for (Question question : model.questions()) {
        question
            .texts()
            .forEach(text -> output.out().println("question " + question.asset() + "  " + text));
      }
      model.warnings().forEach(output::note);
      output.out().flush();
      return Exit.OK;
    }

    private static Json.Obj json(List<Threat> threats, List<Question> questions) {
      List<Json> items = new ArrayList<>();
      for (Threat threat : threats) {
        items.add(
            Json.object()
                .put("id", threat.id())
                .put("rule", threat.rule())
                .put("title", threat.title())
                .put("subjects", threat.subjects().stream().map(Asset::toString).toList())
                .put("severity", threat.severity().word())
                .put("likelihood", threat.likelihood())
                .put("impact", threat.impact())
                .put("stride", threat.stride())
                .put("weaknesses", threat.weaknesses())
                .put("questions", threat.questions())
                .build());
      }
      List<Json> open = new ArrayList<>();
      for (Question question : questions) {
        open.add(
            Json.object()
                .put("rule", question.rule())
                .put("asset", question.asset().toString())
                .put("questions", question.texts())
                .build());
      }
      return Json.object()
          .put("schema", "plan-threats/1")
          .put("threats", new Json.Arr(items))
          .put("questions", new Json.Arr(open))
          .build();
    }
  }
}
