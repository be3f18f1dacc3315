package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Environment;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rows held, stale, partly, skipped and gap of the colouring table to one threat in one
 * stage and environment.
 *
 * <p>In OPERATE and MONITOR a template is answered by one sweep that carried it out on an asset of
 * the scope; elsewhere every asset of the check's kind in the scope must be covered.
 */
final class Assessor {
  private final Graph graph;
  private final World world;

  Assessor(Graph graph) {
    this.graph = graph;
    this.world = graph.world();
  }

  Assessment assess(Threat threat, Stage stage, String environment) {
    Assessment result = new Assessment();
    Threat.Expected expected = threat.expected().get(stage);
    if (expected == null) {
      result.lacks("nothing is expected of this stage");
      return result;
    }
    Integer element = world.element(threat.asset());
    int[] sets = element == null ? new int[0] : world.setsOf(element);
    if (sets.length == 0) {
      result.reasons.add(threat.asset() + " is bound to nothing");
    }
    Set<Catalogue.Looking> asked = new LinkedHashSet<>();
    boolean byTemplate = stage == Stage.OPERATE || stage == Stage.MONITOR;
    if (!byTemplate) {
      for (Weakness weakness : expected.weaknesses()) {
        ask(weakness.id(), stage, environment, sets, asked, result);
      }
    }
    for (String template : expected.templates()) {
      ask(Lane.template(template), stage, environment, sets, asked, result);
    }
    if (byTemplate && expected.templates().isEmpty()) {
      result.lacks("no template is named, and weaknesses alone do not join here");
    }
    for (Catalogue.Looking looking : asked) {
      if (byTemplate) {
        carriedOut(looking, stage, environment, element, sets, result);
      } else {
        covered(looking, stage, environment, sets, result);
      }
    }
    if (stage == Stage.MONITOR && !expected.templates().isEmpty()) {
      telemetry(environment, sets, result);
    }
    return result;
  }

  /** Finds the checks for one aim; one must list the very aim and have something to look at. */
  private void ask(
      String aim,
      Stage stage,
      String environment,
      int[] sets,
      Set<Catalogue.Looking> asked,
      Assessment result) {
    List<Catalogue.Looking> found = graph.catalogue().looking(stage, aim);
    boolean listed = false;
    boolean present = false;
    Set<String> kinds = new TreeSet<>();
    for (Catalogue.Looking looking : found) {
      boolean exact = looking.aim().equals(aim);
      listed |= exact;
      if (exists(looking.check().subject(), environment, sets)) {
        asked.add(looking);
        present |= exact;
      } else {
        kinds.add(looking.check().subject().toString());
        if (!environment.equals(Environment.SOURCE.name())) {
          idle(looking, stage, environment, result);
        }
      }
    }
    if (!listed) {
      result.lacks("no check looks for " + Lane.words(aim));
    } else if (!present) {
      result.lacks(
          "nothing to look at for " + Lane.words(aim) + ": no " + String.join(", ", kinds));
    }
  }

  private boolean exists(SubjectKind subject, String environment, int[] sets) {
    Tally members = graph.presence(subject, environment);
    for (int set : sets) {
      if (members.needed(set) > 0) {
        return true;
      }
    }
    return false;
  }

  private void idle(Catalogue.Looking looking, Stage stage, String environment, Assessment result) {
    List<Lane.Idle> idle = graph.lane(looking.check().id(), stage, environment).idle();
    if (!idle.isEmpty()) {
      result.sawIdle(idle.getFirst());
    }
  }

  private void covered(
      Catalogue.Looking looking, Stage stage, String environment, int[] sets, Assessment result) {
    result.applicable = true;
    Lane lane = graph.lane(looking.check().id(), stage, environment);
    Tally tally = lane.tally(looking.aim(), looking.check().subject());
    int any = add(tally, sets, looking.check().id(), lane, result);
    if (any == 0) {
      idle(looking, stage, environment, result);
      if (lane.idle().isEmpty()) {
        result.reasons.add(looking.check().id() + " did not run here");
      }
    }
  }

  /** Adds a tally's counts over a scope; returns how many assets were covered at all. */
  private int add(Tally tally, int[] sets, String check, @Nullable Lane lane, Assessment result) {
    int needed = 0;
    int fresh = 0;
    int any = 0;
    BitSet scope = new BitSet();
    for (int set : sets) {
      scope.set(set);
      needed += tally.needed(set);
      fresh += tally.fresh(set);
      any += tally.any(set);
    }
    result.held &= fresh == needed;
    result.heldOnce &= any == needed;
    result.something |= any > 0;
    for (Tally.Part part : tally.parts()) {
      if (part.sets().intersects(scope)) {
        result.saw(part.sweep().evidence());
        unknown(part, scope, result);
        shared(part.sets(), sets, result);
      }
    }
    if (fresh < needed && any > 0) {
      missing(tally, sets, check, lane, needed - fresh, result);
    }
    return any;
  }

  private static void unknown(Tally.Part part, BitSet scope, Assessment result) {
    if (part.unknown().intersects(scope)) {
      result.notes.add(
          "what is deployed in "
              + part.sweep().evidence().environment()
              + " is not known: only age counts");
    }
  }

  private void shared(BitSet covered, int[] sets, Assessment result) {
    for (int set : sets) {
      result.shared |= covered.get(set) && world.isShared(set);
    }
  }

  /** Names the first few assets that no fresh sweep covers, with the reason where one is known. */
  private void missing(
      Tally tally, int[] sets, String check, @Nullable Lane lane, int count, Assessment result) {
    int named = 0;
    for (int set : sets) {
      for (int number : tally.missing(set)) {
        if (named < Tally.NAMED) {
          named++;
          result.reasons.add(check + ": " + words(world.asset(number), number, lane));
        }
      }
    }
    if (count > named) {
      result.reasons.add(check + ": " + (count - named) + " more not examined as they are now");
    }
  }

  private static String words(Asset asset, int number, @Nullable Lane lane) {
    if (lane != null) {
      for (Sweep sweep : lane.sweeps()) {
        String reason = sweep.missed().get(asset);
        if (reason != null) {
          return asset + " not examined: " + reason;
        }
        if (sweep.covers(number)) {
          return asset + (sweep.isInTime() ? " has changed since" : " examined too long ago");
        }
      }
    }
    return asset + " not examined";
  }

  /** OPERATE and MONITOR: one sweep that carried the template out within the scope answers it. */
  private void carriedOut(
      Catalogue.Looking looking,
      Stage stage,
      String environment,
      @Nullable Integer element,
      int[] sets,
      Assessment result) {
    result.applicable = true;
    Lane lane = graph.lane(looking.check().id(), stage, environment);
    BitSet scope = new BitSet();
    for (int set : sets) {
      scope.set(set);
    }
    boolean now = false;
    boolean once = false;
    for (Sweep sweep : lane.sweeps()) {
      Graph.Reach reach = graph.reach(sweep);
      boolean current = reach.current().intersects(scope);
      if (!Lane.aimsAt(sweep, looking.aim()) || !(current || reach.other().intersects(scope))) {
        continue;
      }
      if (stage == Stage.OPERATE && !sweep.isControlled()) {
        result.idle.add(
            looking.check().id() + ": not seen to succeed against its positive control");
        result.evidence.add(sweep.evidence().id());
        continue;
      }
      result.something = true;
      result.saw(sweep.evidence());
      shared(reach.current(), sets, result);
      boolean whole = !missedWithin(sweep, element, looking, result);
      now |= whole && current && sweep.isInTime();
      once |= whole;
      if (now) {
        break;
      }
    }
    if (!now) {
      result.held = false;
      result.reasons.add(
          once
              ? Lane.words(looking.aim()) + " was carried out too long ago or on other content"
              : Lane.words(looking.aim()) + unproved(stage));
    }
    result.heldOnce &= once;
    if (!once) {
      idle(looking, stage, environment, result);
    }
  }

  private static String unproved(Stage stage) {
    return stage == Stage.MONITOR
        ? ": the rule has not fired on a credited attack or its own sample"
        : " was not carried out within the scope";
  }

  private boolean missedWithin(
      Sweep sweep, @Nullable Integer element, Catalogue.Looking looking, Assessment result) {
    boolean any = false;
    for (Map.Entry<Asset, String> missed : sweep.missed().entrySet()) {
      int number = world.find(missed.getKey(), sweep.environment());
      if (element != null && number >= 0 && world.belongs(number, element)) {
        any = true;
        result.reasons.add(
            looking.check().id() + ": " + missed.getKey() + " not examined: " + missed.getValue());
      }
    }
    return any;
  }

  private void telemetry(String environment, int[] sets, Assessment result) {
    if (!exists(SubjectKind.of(AssetKind.LOGSOURCE), environment, sets)) {
      result.lacks("no log source is bound to it");
      return;
    }
    result.applicable = true;
    int any = add(graph.telemetry(environment), sets, "telemetry", null, result);
    if (any == 0) {
      result.reasons.add("no telemetry was read");
    }
  }
}
