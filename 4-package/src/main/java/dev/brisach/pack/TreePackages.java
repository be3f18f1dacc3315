package dev.brisach.pack;

import dev.brisach.core.json.Json;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.archive.ArchiveReader;
import dev.brisach.pack.extract.Extraction;
import dev.brisach.pack.extract.Extractors;
import dev.brisach.pack.extract.FoundPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All packages that the manifests, lock files and archives of a tree name: what a scan lists and
 * what a bill of materials is made of.
 *
 * @param packages by file, line and purl; once for each place
 * @param notJudged what could not be known, by file
 * @param notes what the kinds of file cannot say; each once
 */
public record TreePackages(
    List<FoundPackage> packages, SortedMap<String, String> notJudged, List<String> notes) {
  public TreePackages {
    packages = List.copyOf(packages);
    notJudged = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(notJudged));
    notes = List.copyOf(notes);
  }

  /**
   * Reads a tree.
   *
   * @param index helps to name jars without Maven metadata; may be absent
   */
  public static TreePackages read(SourceTree tree, @Nullable AdvisoryIndex index) {
    return read(tree, index, null);
  }

  /**
   * Reads a tree, with Maven's local repository for what POMs name but do not hold.
   *
   * @param index helps to name jars without Maven metadata; may be absent
   * @param mavenRepository usually {@code .m2/repository} in the user's home; may be absent
   */
  public static TreePackages read(
      SourceTree tree, @Nullable AdvisoryIndex index, @Nullable Path mavenRepository) {
    Gathering all = new Gathering();
    Extractors extractors = new Extractors(tree, mavenRepository);
    for (FileEntry entry : tree.entries()) {
      try {
        if (entry.is(FileTypes.MANIFEST)) {
          all.add(entry.path(), extractors.extract(tree.open(entry)));
        } else if (entry.is(FileTypes.ARCHIVE)) {
          all.add(
              entry.path(),
              ArchiveReader.read(
                  tree.path(entry),
                  entry.path(),
                  artifact -> index == null ? List.of() : index.mavenNames(artifact)));
        }
      } catch (Unreadable e) {
        all.gaps.put(entry.path(), e.getMessage());
      }
    }
    return all.done();
  }

  /** What one file on its own named. */
  static TreePackages of(String file, Extraction extraction) {
    Gathering all = new Gathering();
    all.add(file, extraction);
    return all.done();
  }

  private static final class Gathering {
    private final List<FoundPackage> packages = new ArrayList<>();
    private final SortedMap<String, String> gaps = new TreeMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    void add(String file, Extraction found) {
      packages.addAll(found.packages());
      Unjudged unjudged = new Unjudged();
      found.unknown().forEach(one -> unjudged.add(one.name(), one.line(), one.reason()));
      String gap = unjudged.sentence(found.packages().size());
      if (gap != null) {
        gaps.put(file, gap);
      }
      notes.addAll(found.notes());
    }

    TreePackages done() {
      packages.sort(
          Comparator.comparing(FoundPackage::file)
              .thenComparingInt(FoundPackage::line)
              .thenComparing(FoundPackage::purl));
      return new TreePackages(packages, gaps, List.copyOf(notes));
    }
  }

  /** The list {@code packages} of the machine output. */
  public Json toJson() {
    List<Json> items = new ArrayList<>();
    for (FoundPackage one : packages) {
      Json.Builder item = Json.object().put("purl", one.purl()).put("file", one.file());
      if (one.line() > 0) {
        item.put("line", one.line());
      }
      items.add(item.put("direct", one.direct()).put("scope", one.scope()).build());
    }
    return new Json.Arr(items);
  }
}
