package dev.brisach.engine.guard;

import dev.brisach.core.Asset;
import dev.brisach.core.Binding;
import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.decisions.OwnFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The protected base that a change goes into. What is judged by comes from its tip; what the change
 * itself weakens is told from where the two parted, so that what came to the base meanwhile is not
 * laid at its door.
 *
 * @param revision the commit of the tip
 * @param tip what it is judged by
 * @param parting what the change began with
 */
public record Base(
    String revision,
    Guarded tip,
    Guarded parting,
    String folder,
    Guarded.ModelReader models,
    Instant now) {
  /**
   * Reads a base.
   *
   * @param tip the files of the tip, {@code parting} those where the change began
   */
  public static Base read(
      String revision,
      OwnFiles tip,
      OwnFiles parting,
      String folder,
      Guarded.ModelReader models,
      Instant now) {
    return new Base(
        revision,
        Guarded.read(tip, folder, models, now),
        Guarded.read(parting, folder, models, now),
        folder,
        models,
        now);
  }

  /** What the files of the change weaken; a fault in them is a usage error. */
  public List<Weaker> weakened(OwnFiles change) {
    return Weakening.between(parting, Guarded.read(change, folder, models, now));
  }

  /**
   * The settings to judge by: of the change, with policy and scopes of the base, no higher ceiling
   * than there, and no environment less.
   */
  public Settings settings(Settings change) {
    return change.judgedBy(tip.settings());
  }

  /**
   * The model to judge by: all that either side fears, expects and binds. What the change adds
   * counts at once, what it takes away still counts.
   */
  public Model model(Model change) {
    Model base = tip.model();
    if (base == null) {
      return change;
    }
    SortedMap<Asset, String> elements = new TreeMap<>(base.elements());
    elements.putAll(change.elements());
    List<Binding> bindings = new ArrayList<>(base.bindings());
    bindings.addAll(change.bindings());
    Map<String, Threat> threats = new LinkedHashMap<>();
    change.threats().forEach(threat -> threats.put(threat.id(), threat));
    base.threats()
        .forEach(threat -> threats.merge(threat.id(), threat, (own, was) -> graver(own, was)));
    List<String> notShipped =
        change.notShipped().stream().filter(one -> isNotShipped(base, one)).toList();
    return new Model(
        base.draft() && change.draft(),
        elements,
        bindings,
        List.copyOf(threats.values()),
        change.stories(),
        notShipped);
  }

  private boolean isNotShipped(Model base, String selector) {
    return base.notShipped().contains(selector)
        || tip.settings().notShipped().stream().anyMatch(one -> Selectors.covers(one, selector))
        || base.notShipped().stream().anyMatch(one -> Selectors.covers(one, selector));
  }

  private static Threat graver(Threat own, Threat was) {
    boolean milder = own.severity().compareTo(was.severity()) > 0;
    SortedMap<Stage, Threat.Expected> expected = new TreeMap<>(own.expected());
    was.expected().forEach((stage, more) -> expected.merge(stage, more, Base::both));
    TreeSet<Weakness> weaknesses = new TreeSet<>(own.weaknesses());
    weaknesses.addAll(was.weaknesses());
    return new Threat(
        own.id(),
        own.rule(),
        own.title(),
        own.asset(),
        own.subjects(),
        List.copyOf(weaknesses),
        own.references(),
        own.stride(),
        milder ? was.likelihood() : own.likelihood(),
        milder ? was.impact() : own.impact(),
        expected,
        own.questions());
  }

  private static Threat.Expected both(Threat.Expected one, Threat.Expected other) {
    List<Weakness> weaknesses = new ArrayList<>(one.weaknesses());
    weaknesses.addAll(other.weaknesses());
    List<String> templates = new ArrayList<>(one.templates());
    templates.addAll(other.templates());
    return new Threat.Expected(weaknesses, templates);
  }
}
