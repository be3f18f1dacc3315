package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.plan.model.Component;
import dev.brisach.plan.model.Fact;
import dev.brisach.plan.model.Flow;
import dev.brisach.plan.model.Traits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns what was found into components and flows of the model. */
final class Drafting {
  private static final Set<String> BEHIND =
      Set.of("datastore", "cache", "queue", "secret-store", "file-storage");

  private Drafting() {}

  static Component component(Unit unit, String name, Set<String> paths) {
    Map<String, Fact> facts = new TreeMap<>(unit.facts);
    String kind = kind(unit);
    facts.put("kind", Fact.seen(unit.place, kind));
    technology(unit, facts);
    authentication(unit, facts);
    List<String> pipeline =
        kind.equals("pipeline")
            ? paths.stream().filter(PipelineFiles::isPipeline).toList()
            : List.of();
    return new Component(
        name,
        unit.name,
        facts,
        new Component.Bound(
            List.copyOf(paths),
            List.of(),
            List.copyOf(unit.images),
            List.of(),
            List.of(),
            pipeline),
        null,
        unit.place);
  }

  private static String kind(Unit unit) {
    Set<String> groups = unit.technology.keySet();
    if (!unit.kind.isEmpty()) {
      return unit.kind;
    }
    if (!unit.deployable) {
      return "library";
    }
    boolean server = groups.contains("web-server");
    if (groups.contains("gateway")) {
      return "gateway";
    }
    if (unit.signs.contains("api")) {
      return "api";
    }
    if (groups.contains("html") && (server || unit.signs.contains("browser"))) {
      return "web-app";
    }
    if (server) {
      return "service";
    }
    if (groups.contains("message-queue")) {
      return "worker";
    }
    boolean runs = unit.facts.containsKey("container") || unit.facts.containsKey("internetFacing");
    return groups.contains("command-line") || !runs ? "tool" : "service";
  }

  private static void technology(Unit unit, Map<String, Fact> facts) {
    if (unit.technology.isEmpty()) {
      return; // no manifest was read: nothing is known, not even what is absent
    }
    TreeSet<String> words = new TreeSet<>(unit.technology.keySet());
    words.retainAll(Traits.TECHNOLOGY);
    Location place = unit.technology.values().iterator().next();
    facts.put("technology", new Fact(List.copyOf(words), Fact.Origin.EXTRACTED, place));
  }

  private static void authentication(Unit unit, Map<String, Fact> facts) {
    Location place = unit.technology.get("authentication");
    if (place == null || facts.containsKey("authentication")) {
      return;
    }
    TreeSet<String> words = new TreeSet<>();
    if (unit.technology.containsKey("tokens")) {
      words.add("token");
    }
    if (unit.technology.containsKey("cookies")) {
      words.add("session");
    }
    if (words.isEmpty()) {
      words.add("password");
    }
    facts.put("authentication", new Fact(List.copyOf(words), Fact.Origin.EXTRACTED, place));
  }

  static Flow flow(Survey.Link link, Unit target, String from, String to, Signs signs) {
    Map<String, Fact> facts = new TreeMap<>();
    String protocol = link.protocol();
    if (protocol == null && BEHIND.contains(target.kind)) {
      protocol =
          target.images.stream()
              .map(image -> signs.protocolOfImage(image.replace("*", "")))
              .filter(text -> !text.isEmpty())
              .findFirst()
              .orElse(null);
    }
    if (protocol != null) {
      facts.put("protocol", Fact.seen(link.place(), protocol));
    }
    String name = from + "->" + to;
    return new Flow(name, from + " -> " + to, from, to, facts, link.place());
  }

  /** A name without the characters that ids and titles use for themselves. */
  static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    for (char c : name.strip().toCharArray()) {
      clean.append(Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' ? c : '-');
    }
    String text = clean.toString();
    while (text.startsWith("-")) {
      text = text.substring(1);
    }
    return text.isEmpty() ? "application" : text;
  }
}
