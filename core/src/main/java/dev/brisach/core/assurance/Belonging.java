package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.Threat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which elements an asset belongs to by itself: by bindings, and by being the very asset that
 * a threat stands at. Containment is added by {@link World}.
 */
final class Belonging {
  private record Prefix(String beginning, int element) {}

  private final OwnerSets sets;
  private final List<Asset> elements;
  private final Map<Asset, Integer> numbers = new HashMap<>();
  private final Paths paths;
  private final Map<Asset, Integer> exact = new HashMap<>();
  private final Map<AssetKind, List<Prefix>> prefixes = new EnumMap<>(AssetKind.class);

  Belonging(State state, OwnerSets sets) {
    this.sets = sets;
    this.paths = new Paths(sets);
    TreeSet<Asset> all = new TreeSet<>(state.model().elements().keySet());
    state.model().bindings().forEach(binding -> all.add(binding.element()));
    state.model().threats().stream().map(Threat::asset).forEach(all::add);
    elements = List.copyOf(all);
    for (int i = 0; i < elements.size(); i++) {
      numbers.put(elements.get(i), i);
      if (!elements.get(i).kind().isModel()) {
        itself(elements.get(i), i);
      }
    }
    for (Binding binding : state.model().bindings()) {
      Integer element = numbers.get(binding.element());
      if (element != null) {
        bind(binding, element);
      }
    }
  }

  /** All elements, in their order; their positions are the numbers in owner sets. */
  List<Asset> elements() {
    return elements;
  }

  @Nullable Integer number(Asset element) {
    return numbers.get(element);
  }

  /** The owner set of an asset, containers other than folders left aside. */
  int ownersOf(Asset asset) {
    int owners =
        asset.kind() == AssetKind.FILE
            ? paths.ownersOf(asset.name())
            : exact.getOrDefault(asset, OwnerSets.NONE);
    for (Prefix prefix : prefixes.getOrDefault(asset.kind(), List.of())) {
      if (begins(asset, prefix.beginning())) {
        owners = sets.with(owners, prefix.element());
      }
    }
    return owners;
  }

  private void itself(Asset asset, int element) {
    if (asset.kind() == AssetKind.FILE) {
      paths.add(asset.name(), element);
    } else {
      exact.merge(asset, sets.with(OwnerSets.NONE, element), sets::union);
    }
  }

  private void bind(Binding binding, int element) {
    String selector = binding.selector();
    if (binding.kind() == AssetKind.FILE) {
      paths.add(selector, element);
    } else if (binding.kind() == AssetKind.ENDPOINT) {
      prefix(binding.kind(), selector, element);
    } else if (selector.endsWith("*")) {
      String beginning = selector.substring(0, selector.length() - 1);
      prefix(binding.kind(), name(binding.kind(), beginning), element);
    } else {
      itself(new Asset(binding.kind(), name(binding.kind(), selector)), element);
    }
  }

  private void prefix(AssetKind kind, String beginning, int element) {
    prefixes.computeIfAbsent(kind, any -> new ArrayList<>()).add(new Prefix(beginning, element));
  }

  private static String name(AssetKind kind, String selector) {
    String own = kind.word() + ":";
    return selector.startsWith(own) ? selector.substring(own.length()) : selector;
  }

  private static boolean begins(Asset asset, String beginning) {
    return asset.kind() == AssetKind.ENDPOINT
        ? endpointBegins(asset.name(), beginning)
        : asset.name().startsWith(beginning);
  }

  /**
   * An endpoint's URL begins with the selector and goes on at a segment's border, so that port 80
   * is not port 8080. A selector that is a path is compared with the URL's path.
   */
  static boolean endpointBegins(String endpoint, String selector) {
    int space = endpoint.indexOf(' ');
    String url = endpoint.substring(space + 1);
    if (selector.startsWith("/")) {
      int scheme = url.indexOf("://");
      int path = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
      url = path < 0 ? "/" : url.substring(path);
    }
    if (!url.startsWith(selector)) {
      return false;
    }
    if (url.length() == selector.length() || selector.endsWith("/")) {
      return true;
    }
    char next = url.charAt(selector.length());
    return next == '/' || next == '?' || next == '#';
  }
}
