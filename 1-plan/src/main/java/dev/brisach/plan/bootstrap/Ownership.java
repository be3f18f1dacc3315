package dev.brisach.plan.bootstrap;

import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says which unit owns which file, and shortens the answer to as few paths as it takes: a folder
 * whose files all belong to the same units is one path.
 *
 * <p>A file belongs to the unit of the nearest folder above it, and to those that name it. A
 * library belongs to the programs that depend on it. What has no unit above it goes to the unit
 * that its folder otherwise belongs to, and at last to {@code rest}.
 */
final class Ownership {
  private final Survey survey;
  private final Map<String, Set<Unit>> homes;
  private final Map<String, Set<Unit>> nearest = new HashMap<>();
  private final Map<String, Set<Unit>> files = new TreeMap<>();

  /**
   * Ownership of all files.
   *
   * @param homes the units that own a folder
   */
  Ownership(Survey survey, Map<String, Set<Unit>> homes) {
    this.survey = survey;
    this.homes = homes;
  }

  /** The paths of each unit; files that nobody owns go to {@code rest}. */
  Map<Unit, Set<String>> paths(Unit rest) {
    for (FileEntry entry : survey.tree.entries()) {
      Set<Unit> named = survey.owners().get(entry.path());
      Set<Unit> owners = named != null && !named.isEmpty() ? named : nearest(entry.folder());
      files.put(entry.path(), owners);
    }
    neighbours();
    files.replaceAll((_, owners) -> owners.isEmpty() ? Set.of(rest) : owners);
    return shorten();
  }

  private Set<Unit> nearest(String folder) {
    Set<Unit> known = nearest.get(folder);
    if (known != null) {
      return known;
    }
    Set<Unit> own = homes.get(folder);
    Set<Unit> found =
        own != null ? own : folder.isEmpty() ? Set.of() : nearest(Paths.parent(folder));
    nearest.put(folder, found);
    return found;
  }

  /** A file without owner in a folder whose other files all have the same owners joins them. */
  private void neighbours() {
    Map<String, Set<Unit>> only = new HashMap<>();
    Set<String> mixed = new TreeSet<>();
    files.forEach((path, owners) -> {
      String folder = Paths.parent(path);
      if (!owners.isEmpty() && !folder.isEmpty()) {
        Set<Unit> before = only.putIfAbsent(folder, owners);
        if (before != null && !before.equals(owners)) {
          mixed.add(folder);
        }
      }
    });
    files.replaceAll((path, owners) -> {
      String folder = Paths.parent(path);
      Set<Unit> others = only.get(folder);
      return owners.isEmpty() && others != null && !mixed.contains(folder) ? others : owners;
    });
  }

  private Map<Unit, Set<String>> shorten() {
    Map<String, Set<Unit>> folders = new HashMap<>();
    Set<String> mixed = new TreeSet<>();
    files.forEach((path, owners) -> {
      for (String folder = Paths.parent(path); ; folder = Paths.parent(folder)) {
        Set<Unit> before = folders.putIfAbsent(folder, owners);
        if (before != null && !before.equals(owners)) {
          mixed.add(folder);
        }
        if (folder.isEmpty()) {
          break;
        }
      }
    });
    Map<Unit, Set<String>> paths = new LinkedHashMap<>();
    files.forEach((path, owners) -> {
      String shortest = path;
      for (String folder = Paths.parent(path); !mixed.contains(folder); ) {
        shortest = folder.isEmpty() ? "." : folder;
        if (folder.isEmpty()) {
          break;
        }
        folder = Paths.parent(folder);
      }
      for (Unit owner : owners) {
        paths.computeIfAbsent(owner, _ -> new TreeSet<>()).add(shortest);
      }
    });
    return paths;
  }

  /** The paths of some files of a tree; a folder of which all files are meant is one path. */
  static Set<String> shorten(SourceTree tree, Set<String> chosen) {
    Set<String> partly = new HashSet<>();
    for (FileEntry entry : tree.entries()) {
      if (!chosen.contains(entry.path())) {
        for (String folder = entry.folder(); partly.add(folder) && !folder.isEmpty(); ) {
          folder = Paths.parent(folder);
        }
      }
    }
    Set<String> paths = new TreeSet<>();
    for (String path : chosen) {
      String shortest = path;
      for (String folder = Paths.parent(path); !folder.isEmpty() && !partly.contains(folder); ) {
        shortest = folder;
        folder = Paths.parent(folder);
      }
      paths.add(shortest);
    }
    return paths;
  }
}
