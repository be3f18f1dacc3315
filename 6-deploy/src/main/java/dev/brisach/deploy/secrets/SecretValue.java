package dev.brisach.deploy.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as far as we keep it: how strong it looks and a masked beginning.
 *
 * @param preview at most two characters, never the value
 */
public record SecretValue(Grade grade, String preview) {
  /** How it looks. */
  public enum Grade {
    /** A word everyone tries first; probably a default for development. */
    WEAK,
    /** Something a person made up. */
    PLAIN,
    /** Long and random: made for real use. */
    STRONG
  }

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{|\\$\\(|\\{\\{|%\\(|^\\$[A-Za-z_]|\\uFFFC|^<.*>$|^\\[.*\\]$|^__.*__$|^@\\w+@$|^%\\w+%$"
              + "|^(?:vault|ssm|arn|op|sops|secret|secretref|awssm|gcpsm|file|env|ref)[:/+]|^ENC\\[|^AQICA",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "^(?:change[-_ ]?(?:me|this|it).*|.*change[-_ ]?me.*|your[-_ ].*|.*[-_ ]here|.*place[-_ ]?holder.*|todo.*"
              + "|.*dummy.*|.*example.*|x{3,}.*|replace.*|insert.*|fill.*|enter[-_ ].*|put[-_ ].*|my[-_](?:password|secret|token|api[-_]?key|secret[-_].*)"
              + "|none|null|nil|true|false|yes|no|on|off|redacted|not[-_ ]?(?:set|used|a|real).*|fake.*|.*fake|mock.*"
              + "|n/?a|undefined|empty|optional|some[-_ ].*|the[-_ ].*|any|random|generated?.*|unused|\\.{2,}|\\*+|-+|_+|<.*|.*\\.\\.\\..*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PATH = Pattern.compile("^(?:\\.{0,2}/|~/|[A-Za-z]:\\\\)[^\\s+=]*$");
  private static final Pattern COMMON_WORD =
      Pattern.compile(
          "pass(?:w(?:or)?d)?|postgres|mysql|maria|mongo|redis|rabbit|root|admin|secret|test|guest|user|default|demo|dev|local|welcome|qwerty|letmein|1234|token|changeit|keycloak|wordpress|minio");

  /** Words a person reads, such as a hint left where a value will stand. */
  private static final Pattern SENTENCE =
      Pattern.compile("[a-z]{1,14}+(?:[-_.][a-z0-9]{1,14}+){3,12}");

  /** The name of a variable, a file or a key instead of its content. */
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}"
              + "|[a-z]{1,20}(?:[_-][a-z]{1,20}){0,4}[_-](?:creds|credentials|keystore|truststore)");

  private static final Set<Integer> BLOCKS = Set.of(16, 20, 24, 32, 36, 40, 44, 48, 64);

  /** The grade of a value, or null where it is no credential: empty, a reference, a stand-in. */
  public static @Nullable SecretValue of(String raw) {
    String value = raw.strip();
    if (value.length() < 4
        || value.length() > 20_000
        || REFERENCE.matcher(value).find()
        || PATH.matcher(value).matches()) {
      return null;
    }
    if (value.length() < 200
        && (PLACEHOLDER.matcher(value).matches() || NAME.matcher(value).matches())) {
      return null;
    }
    if (value.chars().distinct().count() <= 2 || (value.indexOf('\n') < 0 && value.contains(" "))) {
      return null;
    }
    return new SecretValue(grade(value), value.length() < 8 ? "…" : value.substring(0, 2) + "…");
  }

  private static Grade grade(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean digit = value.chars().anyMatch(Character::isDigit);
    boolean letter = value.chars().anyMatch(Character::isLetter);
    Matcher word = COMMON_WORD.matcher(lower);
    if (value.length() < 24 && word.find()) {
      return Grade.WEAK;
    }
    if (SENTENCE.matcher(lower).matches()) {
      return Grade.WEAK;
    }
    double bits = entropy(value);
    if ((value.length() >= 16 && digit && letter && bits >= 3.2)
        || (BLOCKS.contains(value.length()) && digit && letter && bits >= 3.0)) {
      return Grade.STRONG;
    }
    boolean oneWord = value.length() <= 12 && value.chars().allMatch(Character::isLowerCase);
    return value.length() < 6 || oneWord || (!digit && bits < 2.6) ? Grade.WEAK : Grade.PLAIN;
  }

  /** Bits per character, after Shannon. */
  private static double entropy(String text) {
    int[] count = new int[128];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 128) {
        count[text.charAt(i)]++;
        length++;
      }
    }
    double bits = 0;
    for (int each : count) {
      if (each > 0) {
        double share = (double) each / length;
        bits -= share * (Math.log(share) / Math.log(2));
      }
    }
    return bits;
  }
}
