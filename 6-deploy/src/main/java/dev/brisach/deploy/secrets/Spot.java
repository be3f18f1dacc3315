package dev.brisach.deploy.secrets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting that may hold a credential.
 *
 * @param resource what it belongs to; identifies the finding together with the key
 * @param value never kept beyond the judgement
 * @param together true where all settings of the resource are mended by one change
 * @param disposable true where the value lives as long as a test: only a strong one counts
 */
record Spot(
    String resource, String key, String value, int line, boolean together, boolean disposable) {
  private static final Pattern WITH_PASSWORD =
      Pattern.compile(
          "\\b[a-z][a-z0-9+.-]{1,30}://[^\\s:/@\"']{0,100}:([^\\s@/\"']{3,200})@[\\w.-]");
  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)(?:server|data source|host|accountname)\\s*=[^\\n]{1,400}?(?:password|pwd|accountkey)\\s*=\\s*([^;\"'\\s]{3,200})");

  static Spot of(String resource, String key, String value, int line) {
    return new Spot(resource, key, value, line, false, false);
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
    if (!SecretNames.isSecret(key) || value.startsWith("http://") || value.startsWith("https://")) {
      return null;
    }
    return SecretValue.of(value);
  }
}
