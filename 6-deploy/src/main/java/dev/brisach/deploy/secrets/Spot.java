package dev.brisach.deploy.secrets;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting that may hold a credential.
 *
 * @param resource what it belongs to; identifies the finding together with the key
 * @param value never kept beyond the judgement
 * @param together true where all settings of the resource are mended by one change
 * @param vault true where all that is kept there is meant to be secret, unless its name says not
 * @param disposable true where the value lives as long as a test: only a strong one counts
 */
record Spot(
    String resource,
    String key,
    String value,
    int line,
    boolean together,
    boolean disposable,
    boolean vault) {
  private static final Pattern WITH_PASSWORD =
      Pattern.compile(
          "\\b[a-z][a-z0-9+.-]{1,30}://[^\\s:/@\"']{0,100}:([^\\s@/\"']{3,200})@[\\w.-]");

  /** Prefixes that services give to the credentials they issue. */
  private static final Pattern ISSUED =
      Pattern.compile(
          "^(?:[sr]k_live_[A-Za-z0-9]{20}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{40}|glpat-[\\w-]{20}"
              + "|xox[abprs]-[\\w-]{20}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\\w-]{35}|npm_[A-Za-z0-9]{36}"
              + "|SG\\.[\\w-]{20}|dop_v1_[0-9a-f]{40})");

  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)(?:server|data source|host|accountname)\\s*=[^\\n]{1,400}?(?:password|pwd|accountkey)\\s*=\\s*([^;\"'\\s]{3,200})");

  static Spot of(String resource, String key, String value, int line) {
    return new Spot(resource, key, value, line, false, false, false);
  }

  /** The judged value: the whole one where the name says so, else the password within it. */
  @Nullable SecretValue judged() {
    Matcher address = WITH_PASSWORD.matcher(value);
    if (address.find()) {
      return SecretValue.of(address.group(1));
    }
    Matcher connection = CONNECTION.matcher(value);
    if (connection.find()) {
      return SecretValue.of(connection.group(1));
    }
    if (value.contains("PRIVATE KEY-----")) {
      return value.length() > 200 ? new SecretValue(SecretValue.Grade.STRONG, "…") : null;
    }
    if (ISSUED.matcher(value).find()) {
      return SecretValue.of(value);
    }
    if (vault && !SecretNames.isDescription(key)) {
      SecretValue kept = SecretValue.of(value);
      boolean told = SecretNames.isSecret(key) || key.toLowerCase(Locale.ROOT).contains("key");
      boolean weak = kept != null && kept.grade() == SecretValue.Grade.WEAK;
      return weak && !told ? null : kept;
    }
    if (!SecretNames.isSecret(key) || value.startsWith("http://") || value.startsWith("https://")) {
      return null;
    }
    return SecretValue.of(value);
  }
}
