package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code brisach}. */
@Command(
    name = "brisach",
    version = "brisach 0.1.0",
    mixinStandardHelpOptions = true,
    description = "Security in every stage of DevOps: one program, one data model.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    subcommands = {
      RunCommand.class,
      InitCommand.class,
      ConfigCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      GateCommand.class,
      LedgerCommand.class,
      UpdateCommand.class,
      PlanCommand.class,
      CodeCommand.class,
      PackageCommand.class,
      DeployCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 passed, 1 the gate blocked, 2 wrong usage, config, policy or model,",
      "3 something needed is missing or a check could not finish, 5 a bug of Brisach."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    int exit = execute(args);
    System.out.flush();
    System.exit(exit);
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((thrown, command, _) -> {
      PrintWriter err = command.getErr();
      if (thrown instanceof BrisachException expected) {
        err.println("brisach: " + expected.getMessage());
        return expected.code().exit();
      }
      err.println("brisach: a bug of ours, please report it: " + thrown);
      thrown.printStackTrace(err);
      return Exit.BUG;
    });
    return line;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("brisach: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
