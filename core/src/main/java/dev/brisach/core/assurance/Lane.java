package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Evidence;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All sweeps of one check in one stage and environment, newest first. */
final class Lane {
  /** Names a lane. */
  record Key(String check, Stage stage, String environment) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::check)
          .thenComparing(Key::stage)
          .thenComparing(Key::environment)
          .compare(this, other);
    }
  }

  /** A sweep that looked at nothing, and why. */
  record Idle(Evidence evidence, String reason) {}

  /** Stands before a template where weaknesses and templates are named alike. */
  private static final String TEMPLATE = "template ";

  private final Key key;
  private final World world;
  private final List<Sweep> sweeps = new ArrayList<>();
  private final List<Idle> idle = new ArrayList<>();
  private final Map<String, Tally> byAim = new HashMap<>();
  private final Map<BitSet, Tally> bySweeps = new HashMap<>();

  Lane(Key key, World world) {
    this.key = key;
    this.world = world;
  }

  /** The aim that a template is. */
  static String template(String name) {
    return TEMPLATE + name;
  }

  /** How an aim is said to a person. */
  static String words(String aim) {
    return aim.startsWith(TEMPLATE) ? "template " + aim.substring(TEMPLATE.length()) : aim;
  }

  Key key() {
    return key;
  }

  void add(Sweep sweep) {
    sweeps.add(sweep);
  }

  void add(Idle skipped) {
    idle.add(skipped);
  }

  void sort() {
    Collections.sort(sweeps);
    idle.sort(
        Comparator.comparing((Idle one) -> one.evidence().started())
            .thenComparing(one -> one.evidence().id())
            .reversed());
  }

  List<Sweep> sweeps() {
    return sweeps;
  }

  List<Idle> idle() {
    return idle;
  }

  /** True where a sweep looked for an aim, a weakness id or a {@link #template}. */
  static boolean aimsAt(Sweep sweep, String aim) {
    Evidence evidence = sweep.evidence();
    if (aim.startsWith(TEMPLATE)) {
      return evidence.templates().contains(aim.substring(TEMPLATE.length()));
    }
    for (var weakness : evidence.weaknesses()) {
      if (weakness.id().equals(aim)) {
        return true;
      }
    }
    return false;
  }

  /** What the sweeps of this lane that look for an aim have covered of a kind. */
  Tally tally(String aim, SubjectKind subject) {
    Tally known = byAim.get(aim);
    if (known == null) {
      BitSet which = new BitSet();
      List<Sweep> fitting = new ArrayList<>();
      for (int i = 0; i < sweeps.size(); i++) {
        if (aimsAt(sweeps.get(i), aim)) {
          which.set(i);
          fitting.add(sweeps.get(i));
        }
      }
      known = bySweeps.computeIfAbsent(which, any -> tally(subject, fitting));
      byAim.put(aim, known);
    }
    return known;
  }

  private Tally tally(SubjectKind subject, List<Sweep> fitting) {
    BitSet members = (BitSet) world.members(subject, key.environment()).clone();
    for (Sweep sweep : fitting) {
      for (Asset missed : sweep.missed().keySet()) {
        int number = world.find(missed, key.environment());
        if (number >= 0 && world.isLoose(number) && !isExcused(number, sweep, fitting)) {
          members.set(number);
        }
      }
    }
    return new Tally(world, members, fitting, Sweep::isInTime);
  }

  /** An asset that only a sweep's complaint knows: another one over the same place was content. */
  private boolean isExcused(int number, Sweep complaining, List<Sweep> fitting) {
    Asset asset = world.asset(number);
    for (Sweep other : fitting) {
      if (other.isInTime() && !other.missed().containsKey(asset) && other.isAsWideAs(complaining)) {
        return true;
      }
    }
    return false;
  }
}
