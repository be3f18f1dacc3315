package dev.brisach.cli;

import dev.brisach.core.Threat;
import dev.brisach.engine.Project;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.Plan;
import dev.brisach.plan.PlanOutput;
import dev.brisach.plan.PlannedModel;
import dev.brisach.plan.bootstrap.Bootstrap;
import dev.brisach.plan.model.ThreatModel;
import dev.brisach.plan.model.ThreatModelWriter;
import dev.brisach.plan.rules.PlanRules;
import dev.brisach.plan.rules.Question;
import dev.brisach.plan.story.StoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    subcommands = {PlanCommand.Threats.class, PlanCommand.Draft.class, PlanCommand.Stories.class})
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
        output.json(PlanOutput.threats(model));
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
  }

  @Command(
      name = "bootstrap",
      mixinStandardHelpOptions = true,
      description = {
        "Draft a threat model from what the repository shows, with the place of every fact. Text is",
        "a file for security/threat-model.yaml, to be read and completed by a person."
      })
  static final class Draft implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      Output.Format format =
          output.oneOf(Output.Format.TEXT, Output.Format.YAML, Output.Format.JSON);
      ThreatModel draft = Bootstrap.draft(SourceTree.read(Project.open(path).root()));
      if (format == Output.Format.JSON) {
        output.json(PlanOutput.bootstrap(draft));
      } else {
        output.out().print(ThreatModelWriter.write(draft));
        output.out().flush();
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "stories",
      mixinStandardHelpOptions = true,
      description = {
        "Write a story for every threat that has none, below security/stories. Files that are there",
        "are left as they are."
      })
  static final class Stories implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() throws IOException {
      PlannedModel plan = planned(path);
      int written = 0;
      for (StoryWriter.Draft draft :
          StoryWriter.missing(plan.model(), plan.threats(), PlanRules.bundled(), plan.stories())) {
        Path file = path.resolve(draft.path());
        if (!Files.exists(file)) {
          Path folder = file.getParent();
          if (folder != null) {
            Files.createDirectories(folder);
          }
          Files.writeString(file, draft.text());
          output.out().println(draft.path());
          written++;
        }
      }
      output.note(written + " stories written; give each an owner and commit it");
      output.out().flush();
      return Exit.OK;
    }
  }
}
