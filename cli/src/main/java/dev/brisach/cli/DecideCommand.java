package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision.Act;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.assurance.Basis;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.DecisionReader;
import dev.brisach.engine.decisions.DecisionWriter;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.OwnFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people decide about findings and threats, as files that others review and approve. */
@Command(
    name = "decide",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Decide about a finding or threat, approve what another decided, ask and answer.",
      "",
      "A decision is a file below security/decisions, to be committed like code. It has a reason,",
      "an owner and an end, 90 days from now at most (30 for what is critical). What is high needs",
      "one approval by somebody else, what is critical two: signatures with the SSH key that they",
      "have already, listed in security/approvers. Without them it covers nothing. It is void as",
      "soon as what it rests on changes or gets worse."
    },
    footer = {
      "",
      "Example:",
      "  brisach decide accept F-0123456789ab --reason 'Only reachable by VPN' --until 60d \\",
      "      --control 'Gateway rule 17' --owner anna@example.org",
      "  brisach decide approve security/decisions/F-0123456789ab.yaml",
      "  brisach decide list"
    },
    subcommands = {
      DecideCommand.Accept.class,
      DecideCommand.Refute.class,
      DecideCommand.Defer.class,
      DecideCommand.Renew.class,
      ApproveCommand.class,
      DecisionList.class,
      QuestionCommands.Ask.class,
      QuestionCommands.Answer.class
    })
final class DecideCommand {
  /** What the commands that write a decision share. */
  abstract static class Writing {
    @Mixin private Output output = new Output();

    @Mixin private Own own = new Own();

    @Option(
        names = "--until",
        required = true,
        paramLabel = "DATE",
        description = "When it ends: a date such as 2026-12-31 (UTC), or a time such as 30d.")
    private String until = "";

    /** Writes the decision and says what is missing still. */
    final int write(Basis basis, DecisionFile decision) {
      String path = decision.path();
      own.write(path, DecisionWriter.write(decision, basis.title() + " (" + basis.target() + ")"));
      for (String file : own.files().list(DecisionFile.FOLDER)) {
        if (Decisions.isApproval(file, decision.name())) {
          own.delete(DecisionFile.FOLDER + "/" + file);
          output.note("Removed " + file + ": it approved another text.");
        }
      }
      output.out().println("Wrote " + path);
      output
          .out()
          .println(
              decision.act().word()
                  + " "
                  + basis.target()
                  + " ("
                  + basis.title()
                  + ", "
                  + basis.severity().word()
                  + ") until "
                  + decision.until().toString().substring(0, 10));
      if (basis.approvals() == 0) {
        output.out().println("It needs no approval. Commit it.");
      } else {
        output
            .out()
            .println(
                "It covers nothing until "
                    + (basis.approvals() == 1 ? "one other person" : "two other persons")
                    + " than "
                    + decision.owner()
                    + " approved it. Commit it; they run:");
        output.out().println("  brisach decide approve " + path);
      }
      output.out().flush();
      return Exit.OK;
    }

    final Own own() {
      return own;
    }

    /** The end that was asked for, within what is allowed. */
    final Instant end(Instant decided, Basis basis) {
      Instant end = Times.end(until, decided);
      if (!end.isAfter(decided)) {
        throw new BrisachException(ErrorCode.USAGE, "--until " + until + ": is past");
      }
      Instant latest = decided.plus(basis.longest());
      if (end.isAfter(latest)) {
        throw new BrisachException(
            ErrorCode.USAGE,
            "--until "
                + until
                + ": "
                + basis.target()
                + " is "
                + basis.severity().word()
                + ", so "
                + basis.longest().toDays()
                + " days are the most: until "
                + latest.toString().substring(0, 10));
      }
      return end;
    }
  }

  /** A new decision. */
  abstract static class Deciding extends Writing implements Callable<Integer> {
    @Parameters(
        paramLabel = "ID",
        description = "Id of a finding (F-…), or of a threat, as brisach run shows it.")
    private String id = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; others will read it.")
    private String reason = "";

    @Option(
        names = "--control",
        paramLabel = "TEXT",
        description = "What protects meanwhile (compensating control).")
    private @Nullable String control;

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        description = "Who answers for it (default: the address you commit under).")
    private @Nullable String owner;

    private final Act act;

    Deciding(Act act) {
      this.act = act;
    }

    @Override
    public Integer call() {
      Instant now = own().now();
      Basis basis = own().basis(id, now);
      Instant decided = now.truncatedTo(ChronoUnit.DAYS);
      String name = DecisionWriter.name(basis.target());
      if (Files.exists(own().root().resolve(DecisionFile.path(name)))) {
        throw new BrisachException(
            ErrorCode.USAGE,
            DecisionFile.path(name)
                + ": is there already; brisach decide renew takes it on, or remove it");
      }
      DecisionFile decision =
          new DecisionFile(
              name,
              act,
              basis.target(),
              Own.filled("--reason", reason),
              own().who("--owner", owner),
              decided,
              end(decided, basis),
              basis.severity(),
              control == null ? null : Own.filled("--control", control),
              basis.evidence());
      return write(basis, decision);
    }
  }

  @Command(
      name = "accept",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Live with a finding or threat for a time.")
  static final class Accept extends Deciding {
    Accept() {
      super(Act.ACCEPT);
    }
  }

  @Command(
      name = "refute",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Say that a finding or threat is none, and why.")
  static final class Refute extends Deciding {
    Refute() {
      super(Act.REFUTE);
    }
  }

  @Command(
      name = "defer",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Mend a finding, or answer a threat, later.")
  static final class Defer extends Deciding {
    Defer() {
      super(Act.DEFER);
    }
  }

  @Command(
      name = "renew",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Take on a decision as it is now: same reason, what stands today, another end. Approvals of",
        "the former text are removed, for they do not count."
      })
  static final class Renew extends Writing implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The decision: its file, or its name.")
    private String file = "";

    @Override
    public Integer call() {
      Instant now = own().now();
      DecisionFile was = own().decision(file);
      Basis basis = own().basis(was.target(), now);
      Instant decided = now.truncatedTo(ChronoUnit.DAYS);
      DecisionFile is =
          new DecisionFile(
              was.name(),
              was.act(),
              basis.target(),
              was.reason(),
              was.owner(),
              decided,
              end(decided, basis),
              basis.severity(),
              was.control(),
              basis.evidence());
      return write(basis, is);
    }
  }

  /** Reads dates and times of the command line. */
  static final class Times {
    private Times() {}

    static Instant end(String text, Instant decided) {
      String word = text.strip();
      try {
        if (word.endsWith("d")) {
          return decided.plus(Integer.parseInt(word, 0, word.length() - 1, 10), ChronoUnit.DAYS);
        }
        return LocalDate.parse(word).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (java.time.DateTimeException | NumberFormatException e) {
        throw new BrisachException(
            ErrorCode.USAGE, "--until is a date such as 2026-12-31, or a time such as 30d");
      }
    }
  }

  /** The text of a decision as it lies there. */
  static DecisionFile read(OwnFiles files, String name) {
    String text = files.text(DecisionFile.path(name));
    if (text == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          DecisionFile.path(name) + ": there is no such decision; brisach decide list shows them");
    }
    return DecisionReader.read(name, text);
  }

  /** The path below which a file name is a decision's. */
  static String nameOf(String given) {
    Path path = Path.of(given);
    String last = path.getFileName() == null ? given : path.getFileName().toString();
    return last.endsWith(DecisionFile.ENDING)
        ? last.substring(0, last.length() - DecisionFile.ENDING.length())
        : last;
  }
}
