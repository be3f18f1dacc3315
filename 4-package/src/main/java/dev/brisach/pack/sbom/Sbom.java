package dev.brisach.pack.sbom;

import dev.brisach.core.Digests;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.pack.extract.FoundPackage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bill of materials of one subject. Its identity is derived from what it holds, so that equal
 * packages at an equal time give equal bytes.
 *
 * @param name of the examined project or archive
 * @param tool version of this program
 * @param made when; second precision is written
 * @param packages in any order; several places of one package become one component
 */
public record Sbom(String name, String tool, Instant made, List<FoundPackage> packages) {
  public Sbom {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A bill of materials needs a name");
    }
    made = made.truncatedTo(ChronoUnit.SECONDS);
    packages =
        packages.stream()
            .sorted(
                Comparator.comparing(FoundPackage::purl)
                    .thenComparing(FoundPackage::file)
                    .thenComparingInt(FoundPackage::line)
                    .thenComparing(FoundPackage::toString))
            .toList();
  }

  /** CycloneDX 1.6 as JSON text. */
  public String cycloneDx() {
    return JsonWriter.pretty(CycloneDx.write(this));
  }

  /** SPDX 2.3 as JSON text. */
  public String spdx() {
    return JsonWriter.pretty(Spdx.write(this));
  }

  /** The places of each package, by purl; sorted. */
  Map<String, List<FoundPackage>> byPurl() {
    TreeMap<String, List<FoundPackage>> found = new TreeMap<>();
    for (FoundPackage one : packages) {
      found.computeIfAbsent(one.purl(), _ -> new ArrayList<>()).add(one);
    }
    return found;
  }

  /** True where only building or testing needs the package, at every place it was found. */
  static boolean development(List<FoundPackage> places) {
    return places.stream().allMatch(FoundPackage::development);
  }

  /** A UUID made of the content's digest (RFC 9562, version 8). */
  static String uuid(Json content) {
    String hex = Digests.sha256(JsonWriter.canonical(content));
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-8"
        + hex.substring(13, 16)
        + "-8"
        + hex.substring(17, 20)
        + "-"
        + hex.substring(20, 32);
  }

  /** Group and plain name of a package, the group empty where it has none. */
  static String[] names(FoundPackage found) {
    String name = found.name();
    int at = found.ecosystem().equals("Maven") ? name.indexOf(':') : name.lastIndexOf('/');
    return at < 0
        ? new String[] {"", name}
        : new String[] {name.substring(0, at), name.substring(at + 1)};
  }
}
