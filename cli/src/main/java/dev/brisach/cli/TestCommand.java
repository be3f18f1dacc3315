package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.test.matrix.TestFiles;
import dev.brisach.test.matrix.TestPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stage Test on its own. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Security tests of a running service, born from threat model and API file.",
    subcommands = {
      TestCommand.RunTests.class,
      TestCommand.Generate.class,
      TestCommand.Coverage.class
    })
final class TestCommand {
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Send every test to a running service, each with its control, and show proofs.",
        "Loopback needs no scope; another address needs one in brisach.yaml."
      })
  static final class RunTests implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private LiveOptions options = new LiveOptions();

    @Option(
        names = "--target",
        paramLabel = "URL",
        description = "The service (default: the environment of brisach.yaml).")
    private @Nullable String target;

    @Override
    public Integer call() {
      LiveScan.Seen seen = LiveScan.run(options.aim(target), Stage.TEST, options.keep());
      return LiveOutput.print(output, seen, "test-run/1");
    }
  }

  /** A project and its API file: what needs no running service. */
  static final class Described {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The project (default: here).")
    private Path path = Path.of(".");

    @Option(
        names = "--environment",
        paramLabel = "NAME",
        description = "An environment of brisach.yaml (default: the first with an OpenAPI file).")
    private @Nullable String environment;

    TestPlanning planning() {
      return TestPlanning.of(path, environment);
    }
  }

  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Write the tests and the matrix of who may do what as files below security/tests.",
        "They belong to the team: what was edited stays, letter by letter."
      })
  static final class Generate implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private Described project = new Described();

    @Override
    public Integer call() {
      TestPlanning planning = project.planning();
      TestFiles files = TestFiles.open(planning.folder());
      TestPlan plan = planning.plan(files.read());
      List<Path> written = files.write(plan, planning.model());
      written.forEach(file -> output.out().println("wrote " + file));
      output
          .out()
          .println(
              plan.cases().size()
                  + " tests in "
                  + planning.folder()
                  + (written.isEmpty() ? ", nothing new" : ""));
      output.out().flush();
      plan.unlinked()
          .forEach((story, reason) -> output.note("no test for story " + story + ": " + reason));
      return Exit.OK;
    }
  }

  @Command(
      name = "coverage",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Show which operation was reached as whom, truly logged in, by the last run or test run,",
        "and which threats have no test."
      })
  static final class Coverage implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private Described project = new Described();

    @Override
    public Integer call() {
      Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
      TestPlanning planning = project.planning();
      Run last = KeptFindings.lastLive(planning.project(), planning.environment().name());
      if (last == null) {
        throw new BrisachException(
            ErrorCode.USAGE,
            "nothing was tested yet in "
                + planning.environment().name()
                + "; start with: brisach test run");
      }
      CoverageTable.print(output, format, planning, last);
      return Exit.OK;
    }
  }
}
