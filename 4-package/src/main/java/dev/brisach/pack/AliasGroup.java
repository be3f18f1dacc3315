package dev.brisach.pack;

import dev.brisach.core.Severity;
import dev.brisach.pack.advisory.Advisory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records that speak of one vulnerability: they share an id or an alias, directly or by others. */
record AliasGroup(List<Advisory> records) {
  AliasGroup {
    records = List.copyOf(records);
  }

  /** Joins records into groups, in the order of their first record. */
  static Collection<AliasGroup> join(List<Advisory> advisories) {
    int[] root = new int[advisories.size()];
    Map<String, Integer> owner = new HashMap<>();
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
      for (String id : ids(advisories.get(i))) {
        Integer other = owner.putIfAbsent(id, i);
        if (other != null) {
          root[find(root, i)] = find(root, other);
        }
      }
    }
    Map<Integer, List<Advisory>> groups = new LinkedHashMap<>();
    for (int i = 0; i < root.length; i++) {
      groups.computeIfAbsent(find(root, i), _ -> new ArrayList<>()).add(advisories.get(i));
    }
    return groups.values().stream().map(AliasGroup::new).toList();
  }

  private static int find(int[] root, int at) {
    int top = at;
    while (root[top] != top) {
      top = root[top];
    }
    return top;
  }

  private static List<String> ids(Advisory advisory) {
    List<String> ids = new ArrayList<>(advisory.aliases());
    ids.add(advisory.id());
    return ids;
  }

  /** The best known id first: CVE, then GHSA, then others by name. */
  List<String> ids() {
    TreeSet<String> all =
        new TreeSet<>(Comparator.comparingInt(AliasGroup::rank).thenComparing(id -> id));
    records.forEach(record -> all.addAll(ids(record)));
    return List.copyOf(all);
  }

  private static int rank(String id) {
    return id.startsWith("CVE-") ? 0 : id.startsWith("GHSA-") ? 1 : 2;
  }

  /** The worst severity that a record states; null where none does. */
  @Nullable Severity severity() {
    Severity worst = null;
    for (Advisory record : records) {
      if (record.severityKnown() && (worst == null || record.severity().compareTo(worst) < 0)) {
        worst = record.severity();
      }
    }
    return worst;
  }

  /** A summary that is more than an id, where a record has one. */
  String summary() {
    for (Advisory record : records) {
      if (!record.summary().equals(record.id())) {
        return record.summary();
      }
    }
    return ids().getFirst();
  }

  /** The word of records that tell of no exploitable defect; null where one does. */
  @Nullable String informational() {
    for (Advisory record : records) {
      if (record.informational() == null) {
        return null;
      }
    }
    return records.getFirst().informational();
  }

  boolean exploited() {
    return records.stream().anyMatch(Advisory::exploited);
  }

  boolean uncertain() {
    return records.stream().allMatch(Advisory::uncertain);
  }

  /** Import paths with the defect; empty where a record speaks of the whole package. */
  List<String> imports() {
    TreeSet<String> paths = new TreeSet<>();
    for (Advisory record : records) {
      if (record.imports().isEmpty()) {
        return List.of();
      }
      paths.addAll(record.imports());
    }
    return List.copyOf(paths);
  }

  /** True where none of the group's records is among these. */
  boolean absentFrom(List<Advisory> others) {
    return others.stream().noneMatch(o -> records.stream().anyMatch(r -> r.id().equals(o.id())));
  }
}
