package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.Threat;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Basis;
import dev.brisach.engine.Project;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.kit.git.GitHistory;
import dev.brisach.kit.yaml.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The project whose own files a command reads and writes. */
final class Own {
  @Option(names = "--project", paramLabel = "PATH", description = "The project (default: here).")
  private Path path = Path.of(".");

  private @Nullable Project opened;

  Project project() {
    if (opened == null) {
      opened = Project.open(path);
    }
    return opened;
  }

  Path path() {
    return path;
  }

  Path root() {
    return project().root();
  }

  OwnFiles files() {
    return OwnFiles.in(root());
  }

  Instant now() {
    return Clock.systemUTC().instant();
  }

  /** The decision of a file or name; a usage error where there is none or it cannot be read. */
  DecisionFile decision(String file) {
    return DecideCommand.read(files(), DecideCommand.nameOf(file));
  }

  /** What a decision on a finding or threat rests on; a usage error where neither is there. */
  Basis basis(String id, Instant now) {
    PastRuns past = PastRuns.of(path, now);
    return Basis.of(past.state(), past.runs(), id).orElseThrow(() -> unknown(id, past));
  }

  private BrisachException unknown(String id, PastRuns past) {
    Assurance assurance = past.report().assurance();
    List<String> known = new ArrayList<>();
    assurance.findings().stream().map(Finding::id).forEach(known::add);
    assurance.threats().stream().map(Threat::id).forEach(known::add);
    String hint = Suggestions.hint(id, known);
    boolean scanned = KeptFindings.ofScans(project(), id) != null;
    return new BrisachException(
        ErrorCode.USAGE,
        id
            + ": neither a standing finding nor a threat of the model"
            + (scanned
                ? "; it was seen by a scan alone, and what brisach run has seen can be decided"
                : hint.isEmpty() ? "; brisach run shows both" : hint));
  }

  /** Who acts: as given, else the address that this checkout commits under. */
  String who(String option, @Nullable String given) {
    if (given != null) {
      return filled(option, given);
    }
    String mail = mail();
    if (mail == null) {
      throw new BrisachException(
          ErrorCode.USAGE, option + " is needed: git knows no address of yours (user.email)");
    }
    return mail;
  }

  /** The address that this checkout commits under, or null. */
  @Nullable String mail() {
    try (GitHistory history = GitHistory.open(root())) {
      String mail = history.mail();
      return mail == null || mail.isBlank() ? null : mail.strip();
    } catch (BrisachException e) {
      return null; // no checkout of git
    }
  }

  static String filled(String option, String text) {
    if (text.isBlank()) {
      throw new BrisachException(ErrorCode.USAGE, option + " is blank");
    }
    return text.strip();
  }

  void write(String file, String text) {
    Path place = root().resolve(file);
    try {
      Path folder = place.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(place, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw refused(file, "written", e);
    }
  }

  void delete(String file) {
    try {
      Files.deleteIfExists(root().resolve(file));
    } catch (IOException e) {
      throw refused(file, "removed", e);
    }
  }

  private static BrisachException refused(String file, String done, IOException e) {
    return new BrisachException(
        ErrorCode.ENVIRONMENT, file + ": cannot be " + done + ": " + e.getMessage(), e);
  }
}
