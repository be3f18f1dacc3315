package dev.brisach.pack;

import dev.brisach.core.Asset;
import dev.brisach.core.Recorder;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.extract.Extraction;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.version.Versions;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Judges what manifests or archives name against the advisories and records it. */
final class Examination {
  private final AdvisoryIndex index;
  private final ComponentFindings findings;
  private final Recorder recorder;
  private final Set<String> ecosystems = new TreeSet<>();

  /** Packages that others bring in are reported once, not for each module of a build. */
  private final Set<String> brought = new HashSet<>();

  Examination(String rule, AdvisoryIndex index, SourceTree tree, Recorder recorder) {
    this.index = index;
    this.recorder = recorder;
    this.findings = new ComponentFindings(rule, index, new GoImports(tree));
  }

  /** Records packages, findings and gaps of one manifest or archive. */
  void judge(Asset file, Extraction extraction) {
    recorder.covered(file);
    Unjudged unjudged = new Unjudged();
    extraction.unknown().forEach(one -> unjudged.add(one.name(), one.line(), one.reason()));
    Set<String> seen = new HashSet<>();
    int judged = 0;
    for (FoundPackage found : extraction.packages()) {
      if (!seen.add(found.purl())) {
        continue;
      }
      recorder.discovered(Asset.pkg(found.purl()), file, found.version());
      if (!index.knows(found.ecosystem())) {
        unjudged.add(
            found.name(), found.line(), "the advisories hold nothing about " + found.ecosystem());
      } else if (!Versions.of(found.ecosystem()).isVersion(found.version())) {
        unjudged.add(found.name(), found.line(), "no version that can be compared");
      } else {
        judged++;
        ecosystems.add(found.ecosystem());
        if (found.via() == null || brought.add(found.purl() + found.development())) {
          findings
              .of(
                  found,
                  id ->
                      unjudged.add(
                          found.name(),
                          found.line(),
                          id
                              + " lies in a part that no file here imports; what other modules import"
                              + " is not followed"))
              .forEach(recorder::finding);
        }
      }
    }
    String gap = unjudged.sentence(judged);
    if (gap != null) {
      recorder.unexamined(file, gap);
    }
  }

  /** A manifest or archive that cannot be read. */
  void unreadable(Asset file, String reason) {
    recorder.covered(file);
    recorder.unexamined(file, reason);
  }

  /** Records which data was used; to be called last. */
  void done() {
    recorder.dataVersion(index.dataVersion(ecosystems));
  }
}
