package dev.brisach.engine.decisions;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision.Act;
import dev.brisach.core.Severity;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads one decision; every fault is a usage error with file, line, and what would be right. */
public final class DecisionReader {
  static final Set<String> KEYS =
      Set.of(
          "schema",
          "decision",
          "target",
          "reason",
          "owner",
          "decided",
          "until",
          "severity",
          "control",
          "evidence");
  private static final List<String> ACTS = Arrays.stream(Act.values()).map(Act::word).toList();
  private static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::word).toList();
  private static final Pattern ID = Pattern.compile("F-[0-9a-f]{12}");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int MOST_EVIDENCE = 10_000;

  private DecisionReader() {}

  /** Reads the text of the decision of this name. */
  public static DecisionFile read(String name, String text) {
    String file = DecisionFile.path(name);
    Form form = form(file, text, "the decision", KEYS);
    Act act = Act.of(oneOf(form, "decision", ACTS));
    Instant decided = day(form, "decided");
    Instant until = day(form, "until");
    if (!until.isAfter(decided)) {
      throw form.fault("until", "is after 'decided'");
    }
    return new DecisionFile(
        name,
        act,
        filled(form, "target"),
        filled(form, "reason"),
        filled(form, "owner"),
        decided,
        until,
        Severity.of(oneOf(form, "severity", SEVERITIES)),
        form.has("control") ? filled(form, "control") : null,
        evidence(file, form));
  }

  /** A file of one of the schemas here. */
  static Form form(String file, String text, String what, Set<String> keys) {
    try {
      Form form = Form.of(file, YamlReader.readStrict(text), what, keys);
      String schema = form.need("schema");
      String right = keys.equals(KEYS) ? "decision/1" : "question/1";
      if (!schema.equals(right)) {
        throw form.fault("schema", "is " + right);
      }
      return form;
    } catch (YamlFault e) {
      throw BrisachException.usage(file, e.line(), "is not YAML: " + e.getMessage());
    }
  }

  private static String oneOf(Form form, String key, List<String> words) {
    form.need(key);
    return Objects.requireNonNull(form.oneOf(key, words));
  }

  static String filled(Form form, String key) {
    String text = form.need(key).strip();
    if (text.isEmpty()) {
      throw form.fault(key, "is not blank");
    }
    return text;
  }

  /** A date, whose first moment in UTC counts, or a moment. */
  static Instant day(Form form, String key) {
    String text = form.need(key).strip();
    try {
      return text.length() > 10
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw form.fault(key, "is a date such as 2026-12-31, not '" + text + "'");
    }
  }

  private static SortedMap<String, String> evidence(String file, Form form) {
    SortedMap<String, String> evidence = new TreeMap<>();
    Yaml node = form.node("evidence");
    if (node == null) {
      throw BrisachException.usage(
          file,
          form.line("evidence"),
          "the decision needs 'evidence': what it rests on ({} for no finding); 'brisach decide"
              + " renew' writes it");
    }
    if (!(node instanceof Yaml.Mapping all)) {
      throw form.fault("evidence", "is a mapping of finding ids to hashes");
    }
    if (all.entries().size() > MOST_EVIDENCE) {
      throw form.fault("evidence", "has at most " + MOST_EVIDENCE + " findings");
    }
    for (Yaml.Entry entry : all.entries().values()) {
      if (!ID.matcher(entry.key()).matches()) {
        throw BrisachException.usage(
            file, entry.line(), "'" + entry.key() + "' is no finding's id, such as F-0123456789ab");
      }
      if (!(entry.value() instanceof Yaml.Scalar hash) || !HASH.matcher(hash.value()).matches()) {
        throw BrisachException.usage(
            file, entry.line(), "the hash of " + entry.key() + " is written sha256:… (64 digits)");
      }
      evidence.put(entry.key(), hash.value());
    }
    return evidence;
  }
}
