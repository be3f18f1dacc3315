package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.assurance.Basis;
import dev.brisach.engine.decisions.DecisionWriter;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.Question;
import dev.brisach.engine.decisions.QuestionText;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Questions and answers that stay with a finding or threat. */
final class QuestionCommands {
  private QuestionCommands() {}

  @Command(
      name = "ask",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Ask something about a finding or threat. The question is a file below security/questions,",
        "to be committed; it stays with the finding in brisach explain and on the page."
      })
  static final class Ask implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Mixin private Own own = new Own();

    @Parameters(index = "0", paramLabel = "ID", description = "Id of a finding, or of a threat.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "The question.")
    private String text = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who asks (default: the address you commit under).")
    private @Nullable String by;

    @Override
    public Integer call() {
      Instant now = own.now();
      Basis basis = own.basis(id, now);
      String beginning = DecisionWriter.name(basis.target()) + "-q";
      int number = 1;
      while (Files.exists(own.root().resolve(Question.path(beginning + number)))) {
        number++;
      }
      Question question =
          new Question(
              beginning + number,
              basis.target(),
              new Question.Said(
                  own.who("--by", by),
                  now.truncatedTo(ChronoUnit.DAYS),
                  Own.filled("the question", text)),
              List.of());
      own.write(Question.path(question.name()), QuestionText.write(question));
      output.out().println("Wrote " + Question.path(question.name()) + "; who knows, runs:");
      output.out().println("  brisach decide answer " + question.name() + " TEXT");
      output.out().flush();
      return Exit.OK;
    }
  }

  @Command(
      name = "answer",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Answer a question; the answer is written into its file.")
  static final class Answer implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Mixin private Own own = new Own();

    @Parameters(
        index = "0",
        paramLabel = "QUESTION",
        description = "The question, or the finding or threat whose only open question it is.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "The answer.")
    private String text = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who answers (default: the address you commit under).")
    private @Nullable String by;

    @Override
    public Integer call() {
      Instant now = own.now();
      Question question = question(Decisions.read(own.files(), now).sound().questions());
      Question answered =
          question.with(
              new Question.Said(
                  own.who("--by", by),
                  now.truncatedTo(ChronoUnit.DAYS),
                  Own.filled("the answer", text)));
      own.write(Question.path(question.name()), QuestionText.write(answered));
      output.out().println("Wrote " + Question.path(question.name()));
      output.out().flush();
      return Exit.OK;
    }

    private Question question(List<Question> all) {
      String name = DecideCommand.nameOf(id);
      for (Question one : all) {
        if (one.name().equals(name)) {
          return one;
        }
      }
      List<Question> open =
          all.stream().filter(one -> one.target().equals(id) && one.isOpen()).toList();
      if (open.size() == 1) {
        return open.getFirst();
      }
      throw new BrisachException(
          ErrorCode.USAGE,
          id
              + (open.isEmpty()
                  ? ": there is no such question; brisach decide list shows them"
                  : ": has several open questions: "
                      + String.join(", ", open.stream().map(Question::name).toList())));
    }
  }
}
