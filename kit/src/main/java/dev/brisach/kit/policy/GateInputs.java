package dev.brisach.kit.policy;

import dev.brisach.core.Run;
import dev.brisach.core.Stage;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.ReleaseGate;
import dev.brisach.core.assurance.State;
import dev.brisach.core.assurance.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gate looks at.
 *
 * @param runs the runs that {@code assurance} was computed from
 * @param artifact the artifact it is asked about; null where there is none
 */
public record GateInputs(
    Verdict.Gate gate,
    State state,
    Assurance assurance,
    List<Run> runs,
    @Nullable ArtifactFacts artifact) {
  public GateInputs {
    runs = List.copyOf(runs);
  }

  /** The stages whose cells this gate reads. */
  public Set<Stage> stages() {
    return switch (gate) {
      case RUN -> EnumSet.allOf(Stage.class);
      case RELEASE -> ReleaseGate.STAGES;
    };
  }
}
