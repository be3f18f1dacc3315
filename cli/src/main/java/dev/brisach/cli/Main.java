package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
    footer = {
      "",
      "Exit codes: 0 passed, 1 the gate blocked, 2 wrong usage, config, policy or model,",
      "3 something needed is missing or a check could not finish, 5 a bug of Brisach."
    })
public final class Main implements Runnable {
  /** A command: one line for the list of all, and how to make it. */
  private record Entry(String line, Supplier<Object> maker) {}

  private static final Map<String, Entry> COMMANDS = commands();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    int exit = execute(args);
    System.out.flush();
    System.exit(exit);
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... args) {
    String named = args.length > 0 ? args[0] : "";
    return commandLine(named).execute(args);
  }

  /** The whole tree of commands. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.maker().get()));
    return configured(line);
  }

  /**
   * The tree as far as one start needs it: the named command in full, of the others name and
   * description, since reading all annotations would double the time to start.
   */
  private static CommandLine commandLine(String named) {
    CommandLine line = new CommandLine(new Main());
    COMMANDS.forEach((name, command) -> {
      if (name.equals(named)) {
        line.addSubcommand(name, command.maker().get());
      } else {
        CommandSpec outline = CommandSpec.create();
        outline.usageMessage().description(command.line());
        line.addSubcommand(name, outline);
      }
    });
    return configured(line);
  }

  private static CommandLine configured(CommandLine line) {
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

  private static Map<String, Entry> commands() {
    Map<String, Entry> all = new LinkedHashMap<>();
    all.put("run", new Entry("Examine a project in every stage.", RunCommand::new));
    all.put("init", new Entry("Write a commented brisach.yaml.", InitCommand::new));
    all.put("config", new Entry("Show settings and where each comes from.", ConfigCommand::new));
    all.put("explain", new Entry("Show one finding or threat whole.", ExplainCommand::new));
    all.put(
        "decide", new Entry("Accept, refute, defer, approve; ask and answer.", DecideCommand::new));
    all.put("replay", new Entry("Send the requests behind a finding again.", ReplayCommand::new));
    all.put("report", new Entry("Show what past runs say now.", ReportCommand::new));
    all.put("gate", new Entry("Ask the run gate over past runs.", GateCommand::new));
    all.put("ledger", new Entry("Verify, export and import evidence.", LedgerCommand::new));
    all.put("update", new Entry("Compile advisories in OSV layout.", UpdateCommand::new));
    all.put("plan", new Entry("The threat model: threats and questions.", PlanCommand::new));
    all.put("code", new Entry("Credentials and weaknesses in code.", CodeCommand::new));
    all.put("test", new Entry("Security tests of a running service.", TestCommand::new));
    all.put("package", new Entry("What is in it, and is it vulnerable?", PackageCommand::new));
    all.put("release", new Entry("Sign, attest and verify what goes out.", ReleaseCommand::new));
    all.put(
        "deploy",
        new Entry("Unsafe configuration, and what a stranger can do.", DeployCommand::new));
    return all;
  }
}
