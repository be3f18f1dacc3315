package dev.brisach.engine.decisions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes decisions as {@link DecisionReader} reads them. */
public final class DecisionWriter {
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST_NAME = 60;

  private DecisionWriter() {}

  /**
   * The text of a decision.
   *
   * @param about what its target is, for people
   */
  public static String write(DecisionFile decision, String about) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(YamlText.comment(about)).append('\n');
    text.append("schema: decision/1\n");
    text.append("decision: ").append(decision.act().word()).append('\n');
    text.append("target: ").append(YamlText.of(decision.target())).append('\n');
    text.append("reason: ").append(YamlText.of(decision.reason())).append('\n');
    text.append("owner: ").append(YamlText.of(decision.owner())).append('\n');
    text.append("decided: ").append(day(decision.decided())).append('\n');
    text.append("until: ").append(day(decision.until())).append('\n');
    text.append("severity: ").append(decision.severity().word()).append('\n');
    if (decision.control() != null) {
      text.append("control: ").append(YamlText.of(decision.control())).append('\n');
    }
    text.append("# What stood when this was decided; anything new or changed makes it void.\n");
    if (decision.evidence().isEmpty()) {
      return text.append("evidence: {}\n").toString();
    }
    text.append("evidence:\n");
    decision
        .evidence()
        .forEach((id, hash) -> text.append("  ").append(id).append(": ").append(hash).append('\n'));
    return text.toString();
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** A file name for a decision on a target: readable, the same each time, and no path. */
  public static String name(String target) {
    if (target.startsWith("F-")) {
      return target;
    }
    String plain = OTHER.matcher(target.toLowerCase(Locale.ROOT)).replaceAll("-");
    plain = plain.startsWith("-") ? plain.substring(1) : plain;
    if (plain.length() > LONGEST_NAME) {
      String mark =
          dev.brisach.core.Digests.sha256(target.getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .substring(0, 8);
      plain = plain.substring(0, LONGEST_NAME) + "-" + mark;
    }
    return plain.endsWith("-") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
