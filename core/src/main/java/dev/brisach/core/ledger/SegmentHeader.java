package dev.brisach.core.ledger;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * First line of a segment.
 *
 * @param run the segment's id, see {@link #isId}
 * @param seen closing heads that no other segment named when this one began
 * @param names ids of the segments in {@code seen}, in the same order
 */
record SegmentHeader(
    int format,
    String run,
    String project,
    @Nullable String branch,
    @Nullable String revision,
    Instant started,
    String tool,
    List<String> seen,
    List<String> names) {
  static final int FORMAT = 1;

  private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-[a-z0-9]{6,16}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  SegmentHeader {
    if (format < 1) {
      throw new IllegalArgumentException("\"format\" is a number from 1");
    }
    if (!isId(run)) {
      throw new IllegalArgumentException("\"run\" is no segment id: " + Fields.shortened(run));
    }
    seen.forEach(SegmentHeader::needHash);
    seen = List.copyOf(seen);
    names = List.copyOf(names);
  }

  /** True for a name such as {@code 20261125T021500Z-ab12cd}; nothing else becomes a file name. */
  static boolean isId(String text) {
    return text.length() <= 40 && ID.matcher(text).matches();
  }

  static String needHash(String text) {
    if (text.length() != 64 || !HASH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a SHA-256 hash: " + Fields.shortened(text));
    }
    return text;
  }

  /** The segment that a head of {@link #seen} closed, in words. */
  String nameOf(int index) {
    return index < names.size() ? names.get(index) : "of an unknown name";
  }

  Json.Obj json() {
    return Json.object()
        .put("format", format)
        .put("run", run)
        .put("project", project)
        .put("branch", branch)
        .put("revision", revision)
        .put("started", started.toString())
        .put("tool", tool)
        .put("seen", seen)
        .put("names", names)
        .build();
  }

  /** Reads a header; anything else is a {@link JsonFault}. */
  static SegmentHeader read(Json json) {
    return Fields.read(
        json,
        "header",
        in ->
            new SegmentHeader(
                in.integer("format"),
                in.text("run"),
                in.text("project"),
                in.maybe("branch"),
                in.maybe("revision"),
                in.time("started"),
                in.text("tool", ""),
                in.texts("seen"),
                in.texts("names")));
  }
}
