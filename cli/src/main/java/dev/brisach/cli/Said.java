package dev.brisach.cli;

import dev.brisach.core.Decision;
import dev.brisach.engine.Project;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.decisions.OwnFiles;
import dev.brisach.engine.decisions.Question;
import dev.brisach.engine.guard.Base;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a project in its own files: decisions of the base where there is one, else
 * of the checkout; questions always of the checkout, since they decide nothing.
 *
 * @param warnings what a person should know, one line each
 * @param notes on whose policy and decisions count, one line each
 */
record Said(
    List<Decision> decisions, List<Question> questions, List<String> warnings, List<String> notes) {
  private static final int SHOWN = 10;

  /** Reads it; a file that cannot be read is a usage error. */
  static Said of(Project project, @Nullable Base base, Instant now) {
    Decisions own = Decisions.read(OwnFiles.in(project.root()), now);
    if (base == null) {
      own.sound();
      return new Said(own.all(), own.questions(), own.warnings(), List.of());
    }
    Decisions there = base.tip().decisions().sound();
    List<String> notes = new ArrayList<>();
    notes.add(
        "policy, scopes, expectations, decisions and approvers are those of the base "
            + base.revision().substring(0, Math.min(10, base.revision().length())));
    List<String> warnings = new ArrayList<>(there.warnings());
    own.faults().forEach(fault -> warnings.add("of this change: " + fault));
    List<String> later =
        own.all().stream()
            .map(Decision::id)
            .filter(id -> !Objects.equals(own.files().get(id), there.files().get(id)))
            .toList();
    if (!later.isEmpty()) {
      warnings.add(
          "decisions of this change that count once they are on the base: "
              + String.join(", ", later.subList(0, Math.min(SHOWN, later.size())))
              + (later.size() > SHOWN ? " …" : ""));
    }
    return new Said(there.all(), own.questions(), warnings, notes);
  }
}
