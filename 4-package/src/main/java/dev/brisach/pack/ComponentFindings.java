package dev.brisach.pack;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Severity;
import dev.brisach.pack.advisory.Advisory;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.version.VersionScheme;
import dev.brisach.pack.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns packages into findings: one for each package, manifest and vulnerability. */
final class ComponentFindings {
  private static final Set<String> TEST_FOLDERS =
      Set.of("test", "tests", "testdata", "fixtures", "__tests__", "__fixtures__", "test-fixtures");

  private final String rule;
  private final AdvisoryIndex index;
  private final GoImports imports;

  ComponentFindings(String rule, AdvisoryIndex index, GoImports imports) {
    this.rule = rule;
    this.index = index;
    this.imports = imports;
  }

  /**
   * The findings of one package, by id of the vulnerability.
   *
   * @param aside takes the ids of those whose defect lies in parts that no file here imports:
   *     whether another module does is not known, so they are no finding
   */
  List<Finding> of(FoundPackage found, Consumer<String> aside) {
    List<Advisory> hits = index.match(found.ecosystem(), found.name(), found.version());
    if (hits.isEmpty()) {
      return List.of();
    }
    VersionScheme scheme = Versions.of(found.ecosystem());
    TreeSet<String> candidates = new TreeSet<>(scheme);
    hits.forEach(hit -> candidates.addAll(hit.fixedIn()));
    String clean = null;
    for (String candidate : candidates) {
      if (index.match(found.ecosystem(), found.name(), candidate).isEmpty()) {
        clean = candidate;
        break;
      }
    }
    List<Finding> findings = new ArrayList<>();
    var groups = AliasGroup.join(hits);
    for (AliasGroup group : groups) {
      if (isUnused(group) && !group.exploited()) {
        aside.accept(group.ids().getFirst());
        continue;
      }
      findings.add(finding(found, group, fixes(found, group, scheme), clean, groups.size()));
    }
    return findings;
  }

  /** Versions that the group's own records name as fixed and that none of them affects. */
  private List<String> fixes(FoundPackage found, AliasGroup group, VersionScheme scheme) {
    TreeSet<String> named = new TreeSet<>(scheme);
    group.records().forEach(record -> named.addAll(record.fixedIn()));
    return named.stream()
        .filter(v -> group.absentFrom(index.match(found.ecosystem(), found.name(), v)))
        .toList();
  }

  private Finding finding(
      FoundPackage found, AliasGroup group, List<String> fixes, @Nullable String clean, int known) {
    List<String> ids = group.ids();
    String id = ids.getFirst();
    String fixed = fixes.isEmpty() ? null : fixes.getFirst();
    String fix = FixWords.of(found, fixed, clean, known);
    Rating rating = rating(found, group);
    String where = found.inside() == null ? found.file() : found.file() + "!/" + found.inside();
    Finding.Builder finding =
        Finding.of(
                rule, rating.severity, group.uncertain() ? Confidence.HEURISTIC : Confidence.LIKELY)
            .cwe(1395)
            .at(Asset.pkg(found.purl()), new Location(found.file(), found.line(), 0))
            .digest(found.version())
            .says(
                found.name() + " " + found.version() + ": " + group.summary(),
                where
                    + " names "
                    + found.name()
                    + " "
                    + found.version()
                    + ", which "
                    + id
                    + " affects"
                    + (found.via() == null ? "" : "; " + found.via() + " brings it in")
                    + rating.why)
            .fix(fix)
            .lesson(lesson(found, id, fix, group.exploited()))
            .detail("purl", found.purl())
            .detail("advisory", id)
            .detail("presence", "metadata")
            .detail("kev", Boolean.toString(group.exploited()));
    group.records().forEach(record -> record.cwes().forEach(finding::cwe));
    if (ids.size() > 1) {
      finding.detail("aliases", String.join(",", ids.subList(1, ids.size())));
    }
    if (!fixes.isEmpty()) {
      finding.detail("fixedIn", String.join(",", fixes));
    }
    if (found.inside() != null) {
      finding.detail("inside", found.inside());
    }
    return finding.identity(found.file(), id).build();
  }

  /** True where the advisory names the parts with the defect and no file here imports one. */
  private boolean isUnused(AliasGroup group) {
    List<String> parts = group.imports();
    return !parts.isEmpty() && !imports.anyOf(parts);
  }

  /** How bad it is here. */
  private record Rating(Severity severity, String why) {}

  private Rating rating(FoundPackage found, AliasGroup group) {
    Severity stated = group.severity();
    Severity severity = stated == null ? Severity.MEDIUM : stated;
    StringBuilder why = new StringBuilder();
    if (group.exploited()) {
      why.append("; it is known to be exploited");
    }
    if (stated == null) {
      why.append("; severity unknown, taken as medium");
    }
    if (group.uncertain()) {
      why.append("; the source has not reviewed which versions are affected");
    }
    String informational = group.informational();
    if (informational != null && !informational.equals("unsound")) {
      severity = lower(severity);
      why.append("; it only says: ").append(informational);
    }
    if (found.development()) {
      severity = lower(severity);
      why.append("; low, because it is needed only to build or test");
    } else if (found.ecosystem().equals("Go") && in(found.file(), Set.of("tools"))) {
      severity = lower(severity);
      why.append("; low, because it lies in a folder of tools");
    } else if (in(found.file(), TEST_FOLDERS)) {
      severity = lower(severity);
      why.append("; low, because it lies in a folder of tests");
    }
    return new Rating(severity, why.toString());
  }

  private static Severity lower(Severity severity) {
    return severity.compareTo(Severity.LOW) < 0 ? Severity.LOW : severity;
  }

  private static boolean in(String path, Set<String> folders) {
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      if (folders.contains(path.substring(from, slash).toLowerCase(Locale.ROOT))) {
        return true;
      }
      from = slash + 1;
    }
    return false;
  }

  private static Lesson lesson(FoundPackage found, String id, String fix, boolean exploited) {
    List<String> links = new ArrayList<>();
    links.add("https://cwe.mitre.org/data/definitions/1395.html");
    if (id.startsWith("CVE-")) {
      links.add("https://nvd.nist.gov/vuln/detail/" + id);
    }
    return new Lesson(
        "the program runs the code of "
            + found.name()
            + " "
            + found.version()
            + " as its own, with the flaw that "
            + id
            + " describes"
            + (exploited ? "; attacks on it have been seen" : ""),
        "",
        fix,
        "Which input of yours reaches this package, and who can send it?",
        links);
  }
}
