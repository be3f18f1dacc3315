package dev.brisach.pack.advisory;

import dev.brisach.core.Severity;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.pack.advisory.OsvRecord.Affected;
import dev.brisach.pack.advisory.OsvRecord.End;
import dev.brisach.pack.advisory.OsvRecord.Interval;
import dev.brisach.pack.version.VersionScheme;
import dev.brisach.pack.version.Versions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one record of the OSV schema; what the schema does not allow is a {@link JsonFault}. */
final class OsvReader {
  private static final int MAX_SUMMARY = 300;
  private static final Pattern CWE = Pattern.compile("CWE-([0-9]{1,5})");

  /** CWE categories that only say "known vulnerable component"; they name no defect. */
  private static final Set<Integer> CATEGORIES = Set.of(937, 1035);

  private record Event(String version, boolean introduced, End end) {}

  private OsvReader() {}

  static OsvRecord read(byte[] bytes) {
    Json.Obj record = JsonReader.readObject(bytes);
    String id = record.need("id");
    if (id.isBlank() || id.length() > 200) {
      throw new JsonFault("\"id\" is empty or too long");
    }
    List<Affected> affected = new ArrayList<>();
    String informational = null;
    for (Json item : record.list("affected")) {
      if (!(item instanceof Json.Obj one)) {
        throw new JsonFault("\"affected\" holds something else than an object");
      }
      String word = one.object("database_specific").text("informational");
      informational = word == null ? informational : word;
      Affected read = affected(one, record);
      if (read != null) {
        affected.add(read);
      }
    }
    return new OsvRecord(
        id,
        record.text("withdrawn") != null,
        aliases(record, id),
        cwes(record),
        summary(record, id),
        severity(record),
        informational,
        modified(record),
        affected);
  }

  private static List<String> aliases(Json.Obj record, String id) {
    TreeSet<String> aliases = new TreeSet<>(record.texts("aliases"));
    aliases.addAll(record.object("database_specific").texts("other_ids"));
    aliases.removeIf(alias -> alias.isBlank() || alias.length() > 200 || alias.equals(id));
    return List.copyOf(aliases);
  }

  private static List<Integer> cwes(Json.Obj record) {
    TreeSet<Integer> numbers = new TreeSet<>();
    List<String> texts = new ArrayList<>(record.object("database_specific").texts("cwe_ids"));
    for (Json item : record.list("affected")) {
      if (item instanceof Json.Obj one) {
        texts.addAll(one.object("database_specific").texts("cwe_ids"));
      }
    }
    for (String text : texts) {
      Matcher m = CWE.matcher(text);
      if (m.matches()) {
        numbers.add(Integer.parseInt(m.group(1)));
      }
    }
    numbers.removeAll(CATEGORIES);
    return List.copyOf(numbers);
  }

  private static String summary(Json.Obj record, String id) {
    String text = record.text("summary");
    if (text == null || text.isBlank()) {
      text = record.text("details");
    }
    if (text == null || text.isBlank()) {
      return id;
    }
    String line = text.strip();
    int end = line.indexOf('\n');
    line = (end < 0 ? line : line.substring(0, end)).strip();
    return line.length() <= MAX_SUMMARY ? line : line.substring(0, MAX_SUMMARY - 1).strip() + "…";
  }

  /** The newest CVSS of the record or of a package in it, else a word of its database. */
  private static @Nullable Severity severity(Json.Obj record) {
    List<Json> scores = new ArrayList<>(record.list("severity"));
    List<@Nullable String> words = new ArrayList<>();
    words.add(record.object("database_specific").text("severity"));
    for (Json item : record.list("affected")) {
      if (item instanceof Json.Obj one) {
        scores.addAll(one.list("severity"));
        String vector = one.object("database_specific").text("cvss");
        if (vector != null) {
          scores.add(Json.object().put("type", "CVSS_V3").put("score", vector).build());
        }
        words.add(one.object("database_specific").text("severity"));
        words.add(one.object("ecosystem_specific").text("severity"));
      }
    }
    for (String type : List.of("CVSS_V4", "CVSS_V3", "CVSS_V2")) {
      for (Json item : scores) {
        if (item instanceof Json.Obj score && type.equals(score.text("type"))) {
          Severity severity = CvssSeverity.ofVector(score.need("score"));
          if (severity != null) {
            return severity;
          }
        }
      }
    }
    for (String word : words) {
      Severity severity = word == null ? null : CvssSeverity.ofWord(word);
      if (severity != null) {
        return severity;
      }
    }
    return null;
  }

  private static long modified(Json.Obj record) {
    String text = record.text("modified");
    if (text == null) {
      throw new JsonFault("\"modified\" is missing or no string");
    }
    try {
      return Math.max(0, Instant.parse(text).getEpochSecond());
    } catch (DateTimeException e) {
      throw new JsonFault(
          "\"modified\" is no time: " + text.substring(0, Math.min(40, text.length())));
    }
  }

  private static @Nullable Affected affected(Json.Obj one, Json.Obj record) {
    Json.Obj named = one.object("package");
    String ecosystem = named.text("ecosystem");
    String name = named.text("name");
    if (ecosystem == null || name == null || ecosystem.isBlank() || name.isBlank()) {
      return null;
    }
    VersionScheme scheme = Versions.of(ecosystem);
    List<Interval> intervals = new ArrayList<>();
    TreeSet<String> fixed = new TreeSet<>(scheme);
    for (Json item : one.list("ranges")) {
      if (item instanceof Json.Obj range && !"GIT".equals(range.text("type"))) {
        List<Event> events = events(range, scheme);
        intervals.addAll(intervals(events));
        events.stream().filter(e -> e.end == End.FIXED).forEach(e -> fixed.add(e.version));
      }
    }
    fixed.addAll(one.object("database_specific").texts("fixed_versions"));
    fixed.addAll(record.object("database_specific").texts("fixed_versions"));
    List<String> versions = new ArrayList<>(one.texts("versions"));
    versions.removeIf(version -> contains(intervals, version, scheme));
    boolean open = intervals.stream().anyMatch(interval -> interval.end() == End.OPEN);
    boolean unreviewed =
        "UNREVIEWED".equals(record.object("database_specific").text("review_status"));
    return new Affected(
        ecosystem,
        PackageNames.normalise(ecosystem, name),
        unreviewed && open && fixed.isEmpty(),
        intervals,
        versions,
        List.copyOf(fixed),
        imports(one, name));
  }

  /** Import paths with the defect (Go); none where the whole package has it. */
  private static List<String> imports(Json.Obj one, String name) {
    TreeSet<String> paths = new TreeSet<>();
    for (Json item : one.object("ecosystem_specific").list("imports")) {
      String path = item instanceof Json.Obj part ? part.text("path") : null;
      if (path == null || path.equals(name)) {
        return List.of();
      }
      paths.add(path);
    }
    return List.copyOf(paths);
  }

  private static List<Event> events(Json.Obj range, VersionScheme scheme) {
    List<Event> events = new ArrayList<>();
    for (Json item : range.list("events")) {
      if (!(item instanceof Json.Obj event)) {
        throw new JsonFault("\"events\" holds something else than an object");
      }
      String introduced = event.text("introduced");
      String fixed = event.text("fixed");
      String limit = event.text("limit");
      String last = event.text("last_affected");
      if (introduced != null) {
        events.add(new Event(introduced, true, End.OPEN));
      } else if (fixed != null) {
        events.add(new Event(fixed, false, End.FIXED));
      } else if (last != null) {
        events.add(new Event(last, false, End.LAST));
      } else if (limit != null && !limit.equals("*")) {
        events.add(new Event(limit, false, End.FIXED));
      }
    }
    events.sort((a, b) ->
        zero(a) || zero(b)
            ? Boolean.compare(zero(b), zero(a))
            : scheme.compare(a.version, b.version));
    return events;
  }

  private static boolean zero(Event event) {
    return event.version.equals("0");
  }

  private static List<Interval> intervals(List<Event> sorted) {
    List<Interval> intervals = new ArrayList<>();
    String from = null;
    for (Event event : sorted) {
      if (event.introduced) {
        from = from == null ? event.version : from;
      } else if (from != null) {
        intervals.add(new Interval(from, event.end, event.version));
        from = null;
      }
    }
    if (from != null) {
      intervals.add(new Interval(from, End.OPEN, ""));
    }
    return intervals;
  }

  /** True where one of the intervals holds the version. */
  static boolean contains(List<Interval> intervals, String version, VersionScheme scheme) {
    for (Interval interval : intervals) {
      if (contains(interval, version, scheme)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(Interval interval, String version, VersionScheme scheme) {
    if (!interval.from().equals("0") && scheme.compare(version, interval.from()) < 0) {
      return false;
    }
    return switch (interval.end()) {
      case OPEN -> true;
      case FIXED -> scheme.compare(version, interval.to()) < 0;
      case LAST -> scheme.compare(version, interval.to()) <= 0;
    };
  }
}
