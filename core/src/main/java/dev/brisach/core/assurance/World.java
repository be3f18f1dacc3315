package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.SubjectKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The physical assets of a state under small numbers, each with content, environment, owner set and
 * what it contains. Built once by {@link WorldBuilder}; hot loops run over its arrays.
 */
final class World {
  /** Stands for all environments where a stage reads assets of all of them (RELEASE). */
  static final String ANYWHERE = "*";

  private record Members(SubjectKind subject, String environment) {}

  private final List<WorldBuilder.Entry> entries;
  private final Map<String, Map<Asset, Integer>> index;
  private final OwnerSets sets;
  private final Belonging belonging;
  private final int[] owners;
  private final BitSet left;
  private final BitSet ghosts;
  private final BitSet loose;
  private final int[][] children;
  private final BitSet parents;
  private final int[] components;
  private final int[][] setsOf;
  private final Map<Members, BitSet> members = new HashMap<>();

  World(
      List<WorldBuilder.Entry> entries,
      Map<String, Map<Asset, Integer>> index,
      OwnerSets sets,
      Belonging belonging,
      int[] owners,
      BitSet left,
      BitSet ghosts,
      BitSet loose,
      int[][] children,
      BitSet parents) {
    this.entries = entries;
    this.index = index;
    this.sets = sets;
    this.belonging = belonging;
    this.owners = owners;
    this.left = left;
    this.ghosts = ghosts;
    this.loose = loose;
    this.children = children;
    this.parents = parents;
    this.components = new int[sets.size()];
    this.setsOf = invert();
  }

  private int[][] invert() {
    List<List<Integer>> found = new ArrayList<>();
    for (int i = 0; i < belonging.elements().size(); i++) {
      found.add(new ArrayList<>());
    }
    for (int set = 0; set < sets.size(); set++) {
      for (int element : sets.elements(set)) {
        found.get(element).add(set);
        if (belonging.elements().get(element).kind() == AssetKind.COMPONENT) {
          components[set]++;
        }
      }
    }
    return found.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  int size() {
    return entries.size();
  }

  Asset asset(int number) {
    return entries.get(number).asset();
  }

  /** What directly contains an asset, besides folders. */
  List<Asset> containers(int number) {
    return entries.get(number).containers();
  }

  /** Content digest now; empty where unknown. */
  String digest(int number) {
    return entries.get(number).digest();
  }

  String environment(int number) {
    return entries.get(number).environment();
  }

  int owners(int number) {
    return owners[number];
  }

  /** True where a decision of the model says that the asset is no part of the product. */
  boolean isLeftOut(int number) {
    return left.get(number);
  }

  /** True for a package that no inventory lists and no known asset contains. */
  boolean isLoose(int number) {
    return loose.get(number);
  }

  /** True for an asset that only an old finding knows. */
  boolean isGhost(int number) {
    return ghosts.get(number);
  }

  /** Packages in a manifest or image; empty for other assets. */
  int[] children(int number) {
    return children[number];
  }

  BitSet parents() {
    return parents;
  }

  /** How many owner sets there are. */
  int setCount() {
    return sets.size();
  }

  /** True where assets of this owner set belong to two components or more. */
  boolean isShared(int set) {
    return components[set] > 1;
  }

  /** The owner sets that hold an element. */
  int[] setsOf(int element) {
    return setsOf[element];
  }

  boolean belongs(int number, int element) {
    return sets.contains(owners[number], element);
  }

  /** Model elements of an asset, in order. */
  List<Asset> modelElements(int number) {
    List<Asset> found = new ArrayList<>();
    for (int element : sets.elements(owners[number])) {
      if (belonging.elements().get(element).kind().isModel()) {
        found.add(belonging.elements().get(element));
      }
    }
    return found;
  }

  int[] elementsOf(int number) {
    return sets.elements(owners[number]);
  }

  @Nullable Integer element(Asset asset) {
    return belonging.number(asset);
  }

  /** The number of an asset in an environment; shared kinds fall back on source; -1 if unknown. */
  int find(Asset asset, String environment) {
    if (environment.equals(ANYWHERE)) {
      for (Map<Asset, Integer> there : index.values()) {
        Integer number = there.get(asset);
        if (number != null) {
          return number;
        }
      }
      return -1;
    }
    Integer number = index.getOrDefault(environment, Map.of()).get(asset);
    if (number == null && !WorldBuilder.isLive(asset.kind())) {
      number = index.getOrDefault("source", Map.of()).get(asset);
    }
    return number == null ? -1 : number;
  }

  /** True where the asset with this number is this one; inventories come in the same order. */
  boolean isAt(int number, Asset asset, String environment) {
    return number < entries.size()
        && entries.get(number).asset().equals(asset)
        && entries.get(number).environment().equals(environment);
  }

  /**
   * The assets that a check of this subject kind has to look at: those of the kind and the packages
   * in them, what is left out excepted.
   */
  BitSet members(SubjectKind subject, String environment) {
    return members.computeIfAbsent(new Members(subject, environment), this::findMembers);
  }

  private BitSet findMembers(Members wanted) {
    BitSet found = new BitSet(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      WorldBuilder.Entry entry = entries.get(i);
      if (!ghosts.get(i)
          && !left.get(i)
          && entry.is(wanted.subject())
          && (wanted.environment().equals(ANYWHERE)
              || wanted.environment().equals(entry.environment()))) {
        found.set(i);
      }
    }
    for (int i = parents.nextSetBit(0); i >= 0; i = parents.nextSetBit(i + 1)) {
      if (found.get(i)) {
        for (int child : children[i]) {
          if (!ghosts.get(child) && !left.get(child)) {
            found.set(child);
          }
        }
      }
    }
    return found;
  }
}
