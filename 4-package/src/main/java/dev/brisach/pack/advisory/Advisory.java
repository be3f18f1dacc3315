package dev.brisach.pack.advisory;

import dev.brisach.core.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One advisory that affects the version that was asked for.
 *
 * @param id the record's own id
 * @param aliases other ids of the same vulnerability; sorted
 * @param cwes numbers of the weaknesses it names, categories left out; may be empty
 * @param summary one line; the id where the record has none
 * @param severity from the CVSS base score, else from the record's own word
 * @param severityKnown false where the record says nothing and {@code severity} is a middle value
 * @param informational {@code unmaintained}, {@code unsound} or {@code notice} where the record
 *     tells of no exploitable defect; null for all others
 * @param uncertain true where the source has not reviewed the range and names no end of it
 * @param fixedIn versions newer than the one asked for that are said to be fixed; oldest first
 * @param imports import paths that have the defect, where the record names parts of the package
 *     (Go); empty where all of it counts
 * @param lastModified when the record was last changed, where known
 * @param exploited true where it is in a catalogue of vulnerabilities known to be exploited
 */
public record Advisory(
    String id,
    List<String> aliases,
    List<Integer> cwes,
    String summary,
    Severity severity,
    boolean severityKnown,
    @Nullable String informational,
    boolean uncertain,
    List<String> fixedIn,
    List<String> imports,
    @Nullable Instant lastModified,
    boolean exploited) {
  public Advisory {
    aliases = List.copyOf(aliases);
    cwes = List.copyOf(cwes);
    fixedIn = List.copyOf(fixedIn);
    imports = List.copyOf(imports);
  }
}
