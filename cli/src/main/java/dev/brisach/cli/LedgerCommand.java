package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The evidence itself: proved, taken out, brought in. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Verify, export and import the evidence of past runs.",
    subcommands = {
      LedgerCommand.Verify.class,
      LedgerCommand.Export.class,
      LedgerCommand.Import.class
    })
final class LedgerCommand {
  private static Ledger open(Path project) {
    if (!Files.isDirectory(project)) {
      throw new BrisachException(ErrorCode.USAGE, project + ": there is no such folder");
    }
    return Ledger.open(project.resolve(".brisach"));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Check every hash and name what was edited, removed, reordered or cut.")
  static final class Verify implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Option(
        names = "--head",
        paramLabel = "HASH",
        description = "A head kept elsewhere; finds a cut tail and a full rewrite too.")
    private @Nullable String head;

    @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
    private Path project = Path.of(".");

    @Override
    public Integer call() {
      Verification proof = open(project).verify(head);
      if (output.oneOf(Output.Format.TEXT, Output.Format.JSON) == Output.Format.JSON) {
        List<Json> faults = new ArrayList<>();
        for (Verification.Fault fault : proof.faults()) {
          Json.Builder one = Json.object().put("segment", fault.segment());
          if (fault.entry() > 0) {
            one.put("entry", fault.entry());
          }
          faults.add(one.put("reason", fault.reason()).build());
        }
        output.json(
            Json.object()
                .put("schema", "ledger-verify/1")
                .put("segments", proof.segments())
                .put("entries", proof.entries())
                .put("ok", proof.ok())
                .put("faults", new Json.Arr(faults))
                .put("unfinished", proof.unfinished())
                .put("inProgress", proof.inProgress())
                .build());
      } else {
        proof
            .unfinished()
            .forEach(segment ->
                output
                    .out()
                    .println(
                        segment
                            + ": unfinished: its run was broken off, or its end was cut"
                            + " (`--head` tells)"));
        proof
            .faults()
            .forEach(fault ->
                output
                    .out()
                    .println(
                        fault.segment()
                            + (fault.entry() > 0 ? " entry " + fault.entry() : "")
                            + ": "
                            + fault.reason()));
        output
            .out()
            .println(
                proof.segments()
                    + " segments, "
                    + proof.entries()
                    + " entries: "
                    + (proof.ok() ? "ok" : "NOT ok"));
        output.out().flush();
      }
      return proof.ok() ? Exit.OK : Exit.BLOCKED;
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Write all segments as one file.")
  static final class Export implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path file;

    @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
    private Path project = Path.of(".");

    @Override
    @SuppressWarnings("ClosingStandardOutputStreams") // Unclosed leaves it open
    public Integer call() throws IOException {
      if (file == null) {
        open(project).export(System.out).forEach(output::note);
        System.out.flush();
      } else {
        try (OutputStream out = Files.newOutputStream(file)) {
          open(project).export(out).forEach(output::note);
        }
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Take in exported segments; refuses what does not verify.")
  static final class Import implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of `ledger export`.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
    private Path project = Path.of(".");

    @Override
    public Integer call() throws IOException {
      for (Path file : files) {
        if (!Files.isRegularFile(file)) {
          throw new BrisachException(ErrorCode.USAGE, file + ": there is no such file");
        }
      }
      List<InputStream> streams = new ArrayList<>();
      try {
        for (Path file : files) {
          streams.add(Files.newInputStream(file));
        }
        open(project).importFrom(streams.toArray(InputStream[]::new)).forEach(output::note);
      } finally {
        for (InputStream stream : streams) {
          stream.close();
        }
      }
      return Exit.OK;
    }
  }
}
