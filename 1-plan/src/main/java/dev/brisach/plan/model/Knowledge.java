package dev.brisach.plan.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a model lets one say of its elements: declared and extracted facts, and those that follow
 * from them. What does not follow is unknown, with the question that would settle it.
 */
public final class Knowledge {
  /** Facts of components that follow from others. */
  public static final Set<String> OF_COMPONENTS =
      Set.of(
          "hasCode",
          "hasUrl",
          "holdsDeployment",
          "exposed",
          "sensitivity",
          "integrity",
          "personal",
          "credentials",
          "storesCredentials",
          "storesSensitivity");

  /** Facts of flows that follow from others. */
  public static final Set<String> OF_FLOWS =
      Set.of("sensitivity", "integrity", "personal", "credentials", "local");

  private static final Set<String> CIPHER =
      Set.of(
          "https", "wss", "grpcs", "amqps", "ldaps", "ssh", "sftp", "scp", "ftps", "smtps",
          "rediss", "mqtts", "tls", "quic");
  private static final Set<String> PLAIN =
      Set.of("http", "ws", "ftp", "ldap", "amqp", "redis", "smtp", "telnet", "mqtt", "memcached");
  private static final Set<String> LOCAL =
      Set.of("in-process", "file", "unix-socket", "pipe", "local");
  private static final Set<String> UNREACHABLE =
      Set.of("library", "tool", "pipeline", "infrastructure");
  private static final Set<String> NO_CONTAINER =
      Set.of("library", "pipeline", "external", "client");
  private static final Set<String> OUTSIDE = Set.of("actor", "client", "external");

  /** What is known of a fact: its words, or the question that would settle it. */
  public sealed interface Value {
    /** The value. */
    record Known(List<String> words) implements Value {}

    /** No value; what to ask. */
    record Unknown(String question) implements Value {}
  }

  private final ThreatModel model;
  private final Map<String, Element> ends = new TreeMap<>();
  private final Map<String, DataAsset> data = new TreeMap<>();
  private final Map<String, String> zones = new TreeMap<>();
  private final Map<String, List<Flow>> into = new TreeMap<>();
  private final Map<String, List<Flow>> outOf = new TreeMap<>();

  /** Indexes a model. */
  public Knowledge(ThreatModel model) {
    this.model = model;
    model.actors().forEach(actor -> ends.put(actor.name(), actor));
    model.components().forEach(component -> ends.put(component.name(), component));
    model.data().forEach(asset -> data.put(asset.name(), asset));
    for (Boundary boundary : model.boundaries()) {
      boundary.members().forEach(member -> zones.put(member, boundary.name()));
    }
    for (Flow flow : model.flows()) {
      into.computeIfAbsent(flow.to(), _ -> new ArrayList<>()).add(flow);
      outOf.computeIfAbsent(flow.from(), _ -> new ArrayList<>()).add(flow);
    }
  }

  /** The model. */
  public ThreatModel model() {
    return model;
  }

  /** The element at an end of a flow. */
  public Element end(String name) {
    Element element = ends.get(name);
    if (element == null) {
      throw new IllegalArgumentException("No such end of a flow: " + name);
    }
    return element;
  }

  /** The flows that call a component. */
  public List<Flow> into(String component) {
    return into.getOrDefault(component, List.of());
  }

  /** The flows that a component begins. */
  public List<Flow> outOf(String component) {
    return outOf.getOrDefault(component, List.of());
  }

  /** Data by the names in a fact of an element; empty where the fact is unknown. */
  public List<DataAsset> dataOf(Element element, String trait) {
    List<DataAsset> found = new ArrayList<>();
    Fact fact = element.fact(trait);
    if (fact != null) {
      fact.words().forEach(name -> Optional.ofNullable(data.get(name)).ifPresent(found::add));
    }
    return found;
  }

  /** A fact of an element, given or derived. */
  public Value value(Element element, String fact) {
    return switch (element) {
      case Actor actor -> new Value.Known(fact.equals("kind") ? words(actor, fact) : List.of());
      case Component component -> ofComponent(component, fact);
      case Flow flow -> ofFlow(flow, fact);
      case DataAsset asset -> plain(asset, fact, Traits.DATA);
    };
  }

  private Value ofComponent(Component component, String fact) {
    return switch (fact) {
      case "hasCode" -> flag(!component.bound().code().isEmpty());
      case "hasUrl" -> flag(!component.bound().urls().isEmpty());
      case "exposed" -> exposed(component);
      case "holdsDeployment" -> holdsDeployment(component);
      case "sensitivity", "integrity" -> highest(dataAround(component), fact);
      case "storesSensitivity" -> highest(stored(component), "sensitivity");
      case "personal", "credentials" -> any(dataAround(component), fact);
      case "storesCredentials" -> any(stored(component), "credentials");
      default -> plain(component, fact, Traits.COMPONENT);
    };
  }

  private Value exposed(Component component) {
    boolean calledFromOutside =
        into(component.name()).stream()
            .anyMatch(flow -> OUTSIDE.contains(first(words(end(flow.from()), "kind"))));
    if (calledFromOutside) {
      return flag(true);
    }
    return component.fact("internetFacing") == null && UNREACHABLE.contains(component.kind())
        ? flag(false)
        : plain(component, "internetFacing", Traits.COMPONENT);
  }

  /** Manifests of containers lie at the infrastructure; without one, at what runs in them. */
  private Value holdsDeployment(Component component) {
    if (component.kind().equals("infrastructure")) {
      boolean cluster = words(component, "technology").contains("kubernetes");
      return component.fact("container") == null && cluster
          ? flag(true)
          : plain(component, "container", Traits.COMPONENT);
    }
    boolean elsewhere =
        model.components().stream()
            .anyMatch(other ->
                other.kind().equals("infrastructure")
                    && (words(other, "container").contains("true")
                        || words(other, "technology").contains("kubernetes")));
    return elsewhere || NO_CONTAINER.contains(component.kind())
        ? flag(false)
        : plain(component, "container", Traits.COMPONENT);
  }

  private Value ofFlow(Flow flow, String fact) {
    return switch (fact) {
      case "sensitivity", "integrity" -> highest(carried(flow), fact);
      case "personal", "credentials" -> any(carried(flow), fact);
      case "local" -> {
        String protocol = first(words(flow, "protocol"));
        yield flag(LOCAL.contains(protocol));
      }
      case "encrypted" -> encrypted(flow);
      case "crossesBoundary" -> crosses(flow);
      default -> plain(flow, fact, Traits.FLOW);
    };
  }

  private Value encrypted(Flow flow) {
    String protocol = first(words(flow, "protocol"));
    if (flow.fact("encrypted") == null) {
      if (CIPHER.contains(protocol) || LOCAL.contains(protocol)) {
        return flag(true);
      }
      if (PLAIN.contains(protocol)) {
        return flag(false);
      }
    }
    return plain(flow, "encrypted", Traits.FLOW);
  }

  private Value crosses(Flow flow) {
    if (flow.fact("crossesBoundary") != null) {
      return plain(flow, "crossesBoundary", Traits.FLOW);
    }
    boolean fromOutside = OUTSIDE.contains(first(words(end(flow.from()), "kind")));
    boolean toOutside = OUTSIDE.contains(first(words(end(flow.to()), "kind")));
    if (fromOutside != toOutside) {
      return flag(true);
    }
    String from = zones.get(flow.from());
    String to = zones.get(flow.to());
    return from == null && to == null
        ? plain(flow, "crossesBoundary", Traits.FLOW)
        : flag(from == null || !from.equals(to));
  }

  /** Data in view of an element; incomplete where it was not said. */
  private record InView(List<DataAsset> data, boolean complete, String question) {}

  private InView stored(Component component) {
    return new InView(
        dataOf(component, "stores"),
        component.fact("stores") != null,
        ask(Traits.COMPONENT, "stores", component));
  }

  private InView carried(Flow flow) {
    return new InView(
        dataOf(flow, "data"), flow.fact("data") != null, ask(Traits.FLOW, "data", flow));
  }

  private InView dataAround(Component component) {
    TreeSet<DataAsset> all = new TreeSet<>(dataOf(component, "stores"));
    all.addAll(dataOf(component, "processes"));
    boolean said = component.fact("stores") != null || component.fact("processes") != null;
    for (List<Flow> flows : List.of(into(component.name()), outOf(component.name()))) {
      for (Flow flow : flows) {
        all.addAll(dataOf(flow, "data"));
        said |= flow.fact("data") != null;
      }
    }
    return new InView(List.copyOf(all), said, ask(Traits.COMPONENT, "processes", component));
  }

  private Value highest(InView view, String fact) {
    List<String> order = java.util.Objects.requireNonNull(Traits.DATA.get(fact)).words();
    String top = order.getLast();
    String best = order.getFirst();
    @Nullable String question = view.complete ? null : view.question;
    for (DataAsset asset : view.data) {
      Value value = plain(asset, fact, Traits.DATA);
      switch (value) {
        case Value.Known(var words) ->
            best =
                List.of(best, words.getFirst()).stream()
                    .max(Comparator.comparingInt(order::indexOf))
                    .orElse(best);
        case Value.Unknown(var ask) -> question = question == null ? ask : question;
      }
    }
    return best.equals(top) || question == null
        ? new Value.Known(List.of(best))
        : new Value.Unknown(question);
  }

  private Value any(InView view, String fact) {
    @Nullable String question = view.complete ? null : view.question;
    for (DataAsset asset : view.data) {
      Value value = plain(asset, fact, Traits.DATA);
      switch (value) {
        case Value.Known(var words) -> {
          if (words.equals(List.of("true"))) {
            return value;
          }
        }
        case Value.Unknown(var ask) -> question = question == null ? ask : question;
      }
    }
    return question == null ? flag(false) : new Value.Unknown(question);
  }

  private static Value plain(Element element, String fact, Map<String, Trait> traits) {
    Fact known = element.fact(fact);
    return known == null
        ? new Value.Unknown(ask(traits, fact, element))
        : new Value.Known(known.words());
  }

  private static String ask(Map<String, Trait> traits, String fact, Element element) {
    Trait trait = traits.get(fact);
    if (trait == null) {
      throw new IllegalArgumentException("No such fact: " + fact);
    }
    return trait.ask(element.name()) + " (" + where(element) + "." + fact + ")";
  }

  private static String where(Element element) {
    return switch (element) {
      case Component component -> "components." + component.name();
      case Flow flow -> "flows." + flow.name();
      case DataAsset asset -> "data." + asset.name();
      case Actor actor -> "actors." + actor.name();
    };
  }

  private static List<String> words(Element element, String fact) {
    Fact known = element.fact(fact);
    return known == null ? List.of() : known.words();
  }

  private static String first(List<String> words) {
    return words.isEmpty() ? "" : words.getFirst();
  }

  private static Value flag(boolean value) {
    return new Value.Known(List.of(Boolean.toString(value)));
  }

  /** Components that a predicate holds for, by name. */
  public List<Component> components(Predicate<Component> wanted) {
    return model.components().stream().filter(wanted).toList();
  }
}
