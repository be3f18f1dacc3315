package dev.brisach.engine.guard;

import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.engine.decisions.DecisionFile;
import dev.brisach.engine.decisions.Decisions;
import dev.brisach.engine.guard.Weaker.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decisions that a change adds or widens. Of one that only changed its name nothing is said. */
final class DecisionsChange {
  private static final int SHOWN = 80;

  private final Weakening all;

  DecisionsChange(Weakening all) {
    this.all = all;
  }

  void compare(Decisions base, Decisions head) {
    SortedMap<String, DecisionFile> gone = new TreeMap<>(base.files());
    gone.keySet().removeAll(head.files().keySet());
    for (DecisionFile is : head.files().values()) {
      DecisionFile was = base.files().get(is.name());
      if (was == null) {
        was = renamed(gone, is);
      }
      if (was == null) {
        added(is, head);
      } else {
        widened(was, is);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable DecisionFile renamed(
      SortedMap<String, DecisionFile> gone, DecisionFile is) {
    for (Map.Entry<String, DecisionFile> one : gone.entrySet()) {
      if (one.getValue().target().equals(is.target())) {
        gone.remove(one.getKey());
        return one.getValue();
      }
    }
    return null;
  }

  private void added(DecisionFile is, Decisions head) {
    boolean approved =
        head.all().stream()
            .anyMatch(one -> one.id().equals(is.name()) && !one.approvers().isEmpty());
    add(
        is,
        "decision " + is.name() + " on " + is.target(),
        "none",
        is.act().word() + " until " + day(is),
        approved ? Severity.LOW : Severity.MEDIUM);
  }

  private void widened(DecisionFile was, DecisionFile is) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    if (is.until().isAfter(was.until())) {
      before.add("until " + day(was));
      after.add("until " + day(is));
    }
    if (!was.target().equals(is.target())) {
      before.add("on " + was.target());
      after.add("on " + is.target());
    }
    if (was.act() != is.act() && is.act() != Decision.Act.DEFER) {
      before.add(was.act().word());
      after.add(is.act().word());
    }
    if (!was.owner().equals(is.owner())) {
      before.add("owner " + was.owner());
      after.add("owner " + is.owner());
    }
    if (was.control() != null && !Objects.equals(was.control(), is.control())) {
      before.add("control '" + shown(was.control()) + "'");
      after.add(is.control() == null ? "no control" : "control '" + shown(is.control()) + "'");
    }
    if (is.severity().compareTo(was.severity()) < 0) {
      before.add("made for " + was.severity().word());
      after.add("made for " + is.severity().word());
    }
    long more =
        is.evidence().entrySet().stream()
            .filter(one -> !one.getValue().equals(was.evidence().get(one.getKey())))
            .count();
    if (more > 0) {
      before.add("resting on " + was.evidence().size() + " findings");
      after.add(more + " findings new or changed among " + is.evidence().size());
    }
    if (is.decided().isAfter(was.decided()) && before.isEmpty()) {
      before.add("decided " + was.decided().toString().substring(0, 10));
      after.add("decided " + is.decided().toString().substring(0, 10));
    }
    if (!before.isEmpty()) {
      add(
          is,
          "decision " + is.name(),
          String.join(", ", before),
          String.join(", ", after),
          Severity.MEDIUM);
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String day(DecisionFile decision) {
    return decision.until().toString().substring(0, 10);
  }

  private void add(DecisionFile is, String what, String before, String after, Severity severity) {
    all.add(Kind.DECISION, is.path(), 0, what, before, after, severity);
  }
}
