package dev.brisach.cli;

import dev.brisach.core.Stage;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stage Test on its own. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Security tests of a running service, born from threat model and API file.",
    subcommands = TestCommand.RunTests.class)
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
}
