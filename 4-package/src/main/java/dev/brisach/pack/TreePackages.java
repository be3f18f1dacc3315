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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    List<FoundPackage> packages = new ArrayList<>();
    SortedMap<String, String> gaps = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    Extractors extractors = new Extractors(tree);
    for (FileEntry entry : tree.entries()) {
      try {
        Extraction found = null;
        if (entry.is(FileTypes.MANIFEST)) {
          found = extractors.extract(tree.open(entry));
        } else if (entry.is(FileTypes.ARCHIVE)) {
          found =
              ArchiveReader.read(
                  tree.path(entry),
                  entry.path(),
                  artifact -> index == null ? List.of() : index.mavenNames(artifact));
        }
        if (found != null) {
          packages.addAll(found.packages());
          Unjudged unjudged = new Unjudged();
          found.unknown().forEach(one -> unjudged.add(one.name(), one.line(), one.reason()));
          String gap = unjudged.sentence(found.packages().size());
          if (gap != null) {
            gaps.put(entry.path(), gap);
          }
          found.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        }
      } catch (Unreadable e) {
        gaps.put(entry.path(), e.getMessage());
      }
    }
    packages.sort(
        Comparator.comparing(FoundPackage::file)
            .thenComparingInt(FoundPackage::line)
            .thenComparing(FoundPackage::purl));
    return new TreePackages(packages, gaps, notes);
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
