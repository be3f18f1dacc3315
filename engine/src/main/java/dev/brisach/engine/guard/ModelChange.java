package dev.brisach.engine.guard;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Model;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.engine.guard.Weaker.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a change of the threat model drops of what was feared, expected and bound. */
final class ModelChange {
  private static final String FILE = Guarded.MODEL;

  private final Weakening all;

  ModelChange(Weakening all) {
    this.all = all;
  }

  void compare(@Nullable Model base, @Nullable Model head) {
    if (base == null) {
      return;
    }
    if (head == null) {
      add(
          "the threat model",
          base.threats().size() + " threats, " + (base.draft() ? "draft" : "agreed"),
          "gone",
          Severity.HIGH);
      return;
    }
    if (!base.draft() && head.draft()) {
      add("draft", "agreed: a threat of it may block", "draft: it never blocks", Severity.HIGH);
    }
    notShipped(base, head);
    Map<Asset, Asset> names = renamed(base, head);
    threats(base, head, names);
    bindings(base, head, names);
  }

  private void notShipped(Model base, Model head) {
    for (String selector : head.notShipped()) {
      if (base.notShipped().stream().noneMatch(one -> Selectors.covers(one, selector))) {
        add("notShipped " + selector, "gated", "listed and not gated", Severity.HIGH);
      }
    }
  }

  /** Elements that have another name now: of the same kind, bound to the same things. */
  private static Map<Asset, Asset> renamed(Model base, Model head) {
    Map<Asset, Set<String>> before = bound(base);
    Map<Asset, Set<String>> after = bound(head);
    Map<Asset, Asset> names = new HashMap<>();
    Set<Asset> taken = new HashSet<>();
    for (Asset element : base.elements().keySet()) {
      Set<String> things = before.get(element);
      if (things == null || head.elements().containsKey(element)) {
        continue;
      }
      for (Asset other : head.elements().keySet()) {
        if (other.kind() == element.kind()
            && !base.elements().containsKey(other)
            && things.equals(after.get(other))
            && taken.add(other)) {
          names.put(element, other);
          break;
        }
      }
    }
    return names;
  }

  private static Map<Asset, Set<String>> bound(Model model) {
    Map<Asset, Set<String>> bound = new HashMap<>();
    for (Binding binding : model.bindings()) {
      bound
          .computeIfAbsent(binding.element(), any -> new TreeSet<>())
          .add(binding.kind().word() + " " + binding.selector());
    }
    return bound;
  }

  private void threats(Model base, Model head, Map<Asset, Asset> names) {
    Map<String, Threat> after = new HashMap<>();
    head.threats().forEach(threat -> after.put(threat.id(), threat));
    SortedMap<Asset, List<Threat>> gone = new TreeMap<>();
    for (Threat was : base.threats()) {
      Threat is = after.get(was.id());
      if (is == null) {
        is = after.get(renamedId(was, names));
      }
      if (is != null) {
        milder(was, is);
      } else if (isThere(was.asset(), head, names)) {
        add(
            "threat " + was.id(),
            was.severity().word() + ", expected in " + stages(was),
            "no threat any more",
            weight(was));
      } else {
        gone.computeIfAbsent(was.asset(), any -> new ArrayList<>()).add(was);
      }
    }
    gone(base, head, names, gone);
  }

  /** Elements that are gone with their threats, or with what was bound to them and no other. */
  private void gone(
      Model base, Model head, Map<Asset, Asset> names, Map<Asset, List<Threat>> threats) {
    Set<Asset> all = new TreeSet<>(threats.keySet());
    for (Binding was : base.bindings()) {
      if (!isThere(was.element(), head, names) && isLost(was, head)) {
        all.add(was.element());
      }
    }
    for (Asset element : all) {
      List<Threat> own = threats.getOrDefault(element, List.of());
      add(
          element.toString(),
          "an element with " + own.size() + (own.size() == 1 ? " threat" : " threats"),
          "no element of the model",
          own.isEmpty() ? Severity.MEDIUM : weight(worst(own)));
    }
  }

  private static boolean isThere(Asset element, Model head, Map<Asset, Asset> names) {
    return head.elements().containsKey(element) || names.containsKey(element);
  }

  private static boolean isLost(Binding was, Model head) {
    return head.bindings().stream().noneMatch(is -> takesIn(is, was));
  }

  private static String renamedId(Threat was, Map<Asset, Asset> names) {
    List<Asset> subjects =
        was.subjects().stream().map(one -> names.getOrDefault(one, one)).toList();
    return Threat.idOf(was.rule(), subjects);
  }

  private static Threat worst(List<Threat> threats) {
    return threats.stream().min(java.util.Comparator.comparing(Threat::severity)).orElseThrow();
  }

  private static Severity weight(Threat threat) {
    return threat.severity().compareTo(Severity.HIGH) <= 0 ? Severity.HIGH : Severity.MEDIUM;
  }

  private static String stages(Threat threat) {
    return String.join(", ", threat.expected().keySet().stream().map(Stage::word).toList());
  }

  private void milder(Threat was, Threat is) {
    if (is.severity().compareTo(was.severity()) > 0) {
      add(
          "severity of threat " + was.id(),
          was.severity().word(),
          is.severity().word(),
          weight(was));
    }
    TreeSet<String> lost = new TreeSet<>();
    was.expected()
        .forEach((stage, expected) -> {
          Threat.Expected now = is.expected().get(stage);
          expected.weaknesses().stream()
              .filter(one -> now == null || !now.weaknesses().contains(one))
              .forEach(one -> lost.add(stage.word() + " " + one));
          expected.templates().stream()
              .filter(one -> now == null || !now.templates().contains(one))
              .forEach(one -> lost.add(stage.word() + " " + one));
        });
    was.weaknesses().stream()
        .filter(one -> !is.weaknesses().contains(one))
        .forEach(one -> lost.add("weakness " + one));
    if (!lost.isEmpty()) {
      add(
          "expectation of threat " + was.id(),
          "looked for: " + String.join(", ", lost),
          "no longer expected",
          weight(was));
    }
  }

  /** What was bound to an element and is bound to none now. */
  private void bindings(Model base, Model head, Map<Asset, Asset> names) {
    TreeSet<String> told = new TreeSet<>();
    for (Binding was : base.bindings()) {
      if (isThere(was.element(), head, names)
          && isLost(was, head)
          && told.add(was.kind() + " " + was.selector())) {
        add(
            was.kind().word() + " " + was.selector(),
            "belongs to " + was.element(),
            "belongs to no element, so no threat speaks of it",
            Severity.MEDIUM);
      }
    }
  }

  private static boolean takesIn(Binding is, Binding was) {
    if (is.kind() != was.kind()) {
      return false;
    }
    return switch (was.kind()) {
      case FILE -> Selectors.covers(is.selector(), was.selector());
      case ENDPOINT -> was.selector().startsWith(is.selector());
      case PKG, IMAGE, HOST, PIPELINE, LOGSOURCE, COMPONENT, FLOW, DATA ->
          is.selector().equals(was.selector())
              || (is.selector().endsWith("*")
                  && was.selector()
                      .startsWith(is.selector().substring(0, is.selector().length() - 1)));
    };
  }

  private void add(String what, String before, String after, Severity severity) {
    all.add(Kind.EXPECTATION, FILE, 0, what, before, after, severity);
  }
}
