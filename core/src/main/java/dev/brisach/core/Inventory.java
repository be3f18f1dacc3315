package dev.brisach.core;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The physical assets that one run saw, with their content digests and containment. A graph, not a
 * tree: a package may stand in several manifests.
 *
 * @param items by asset
 * @param notRead places that could not be read or were left out, with the reason
 */
public record Inventory(SortedMap<Asset, Item> items, Map<String, String> notRead) {
  /**
   * One asset.
   *
   * @param digest content digest; empty where unknown
   * @param types what a file is, in the words of the inventory; sorted; empty for other kinds
   * @param containers assets that directly contain it, besides the folders of a file's path; sorted
   * @param environment {@code source}, or the name of the environment it belongs to
   */
  public record Item(
      Asset asset, String digest, List<String> types, List<Asset> containers, String environment) {
    public Item {
      types = types.stream().sorted().distinct().toList();
      containers = containers.stream().sorted().distinct().toList();
    }

    /** True where a check of this subject kind looks at the asset. */
    public boolean is(SubjectKind subject) {
      return asset.kind() == subject.kind()
          && (subject.type() == null || types.contains(subject.type()));
    }
  }

  public Inventory {
    items = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(items));
    notRead = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(notRead));
  }

  /** Nothing at all. */
  public static Inventory empty() {
    return new Inventory(new TreeMap<>(), Map.of());
  }

  /** The item of an asset, or null where the run did not see it. */
  public @Nullable Item get(Asset asset) {
    return items.get(asset);
  }
}
