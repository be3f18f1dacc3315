package dev.brisach.engine.guard;

import dev.brisach.core.Severity;
import dev.brisach.engine.decisions.Approvals;
import dev.brisach.engine.guard.Weaker.Kind;
import dev.brisach.kit.keys.AllowedSigners;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who may approve, before and after: every change counts, for each decides who answers for it. */
final class ApproversChange {
  private static final String FILE = Approvals.SIGNERS;

  private final Weakening all;

  ApproversChange(Weakening all) {
    this.all = all;
  }

  void compare(@Nullable AllowedSigners base, @Nullable AllowedSigners head) {
    SortedMap<String, List<AllowedSigners.Entry>> before = byKey(base);
    SortedMap<String, List<AllowedSigners.Entry>> after = byKey(head);
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      List<AllowedSigners.Entry> was = before.getOrDefault(key, List.of());
      List<AllowedSigners.Entry> is = after.getOrDefault(key, List.of());
      String wasWords = words(was);
      String isWords = words(is);
      if (!wasWords.equals(isWords)) {
        all.add(
            Kind.APPROVERS,
            FILE,
            is.isEmpty() ? 0 : is.getFirst().line(),
            "approver's key " + key,
            wasWords,
            isWords,
            Severity.HIGH);
      }
    }
  }

  private static SortedMap<String, List<AllowedSigners.Entry>> byKey(
      @Nullable AllowedSigners signers) {
    TreeMap<String, List<AllowedSigners.Entry>> byKey = new TreeMap<>();
    if (signers != null) {
      for (AllowedSigners.Entry entry : signers.entries()) {
        byKey.computeIfAbsent(entry.key().fingerprint(), any -> new ArrayList<>()).add(entry);
      }
    }
    return byKey;
  }

  /** What the lines of a key allow, whatever their order and comments. */
  private static String words(List<AllowedSigners.Entry> entries) {
    if (entries.isEmpty()) {
      return "not listed";
    }
    TreeSet<String> words = new TreeSet<>();
    for (AllowedSigners.Entry entry : entries) {
      for (String principal : new TreeSet<>(List.of(entry.principals().split(",")))) {
        words.add(
            principal
                + (entry.namespaces() == null ? "" : " for " + entry.namespaces())
                + (entry.after() == null ? "" : " from " + entry.after())
                + (entry.before() == null ? "" : " until " + entry.before()));
      }
    }
    return String.join(", ", words);
  }
}
