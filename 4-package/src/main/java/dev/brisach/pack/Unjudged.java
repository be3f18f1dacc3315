package dev.brisach.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What could not be judged in one manifest, gathered by reason so that it takes one entry. */
final class Unjudged {
  private static final int MAX_NAMES = 10;

  private final Map<String, List<String>> byReason = new LinkedHashMap<>();
  private int count;

  void add(String name, int line, String reason) {
    count++;
    byReason
        .computeIfAbsent(reason, _ -> new ArrayList<>())
        .add(line > 0 ? name + " (line " + line + ")" : name);
  }

  /** One sentence over all; null where everything was judged. */
  @Nullable String sentence(int judged) {
    if (count == 0) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    out.append(count).append(" of ").append(count + judged).append(" packages not judged: ");
    int shown = 0;
    String gap = "";
    for (Map.Entry<String, List<String>> entry : byReason.entrySet()) {
      if (shown >= MAX_NAMES) {
        out.append("; and others");
        break;
      }
      List<String> names = entry.getValue();
      List<String> some = names.subList(0, Math.min(names.size(), MAX_NAMES - shown));
      shown += some.size();
      out.append(gap).append(String.join(", ", some));
      if (some.size() < names.size()) {
        out.append(" and ").append(names.size() - some.size()).append(" more");
      }
      out.append(": ").append(entry.getKey());
      gap = "; ";
    }
    return out.toString();
  }
}
