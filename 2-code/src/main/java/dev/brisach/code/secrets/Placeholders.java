package dev.brisach.code.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells values that stand for a secret, or refer to one, from secrets. */
final class Placeholders {
  /** Words that nobody's random token holds; looked for anywhere in the value. */
  private static final List<String> WORDS =
      List.of(
          "example",
          "changeme",
          "change_me",
          "change-me",
          "changeit",
          "replaceme",
          "replace_me",
          "replace-me",
          "placeholder",
          "redacted",
          "insert_",
          "insert-",
          "your_",
          "your-",
          "yourkey",
          "yourtoken",
          "yoursecret",
          "yourpassw",
          "yourown",
          "xxxx",
          "****",
          "####",
          "....",
          "goes_here",
          "goeshere",
          "-here",
          "_here",
          "dummy",
          "notasecret",
          "not-a-secret",
          "not_a_secret",
          "notareal",
          "not-a-real",
          "not_a_real",
          "fakekey",
          "faketoken",
          "fake_",
          "fake-",
          "sample",
          "foobar",
          "undefined",
          "lorem",
          "deadbeef",
          "0000000000",
          "todo",
          "fixme",
          "<secret",
          "<token",
          "<pass");

  /** Words that a made-up password consists of, with little left beside them; longer ones first. */
  private static final List<String> PASSWORD_WORDS =
      List.of(
          "mysecret",
          "secretkey",
          "password",
          "passwd",
          "passphrase",
          "passwort",
          "secret",
          "token",
          "apikey",
          "api_key",
          "test",
          "dummy",
          "foo",
          "bar",
          "baz",
          "none",
          "null",
          "nil",
          "true",
          "false",
          "empty",
          "string",
          "user",
          "default",
          "hidden",
          "masked",
          "prompt",
          "required",
          "optional",
          "invalid",
          "wrong",
          "incorrect",
          "unknown",
          "value",
          "credential",
          "abc",
          "qwerty",
          "1234",
          "asdf",
          "something",
          "whatever",
          "blah",
          "encrypted",
          "hashed",
          "plain",
          "field",
          "input",
          "label",
          "column",
          "param",
          "mypass",
          "pass word",
          "authentication",
          "bearer",
          "basic",
          "mypwd",
          "pwd",
          "my_pass",
          "env.",
          "123",
          "pass",
          "my");

  /** What refers to a value that stands elsewhere, or is computed. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "^\\$|\\$\\{|\\$\\(|\\{\\{|\\}\\}|#\\{|^%[\\w.-]{1,60}%$|%[sd]|%\\(|^<[^<>]{1,80}>$|<%|^@\\w|^\\{[^{}]{0,80}\\}$"
              + "|^!(?:Ref|Sub|GetAtt|vault|env|secret)|process\\.env|os\\.environ|getenv|^env\\("
              + "|^(?:secrets|env|var|vars|config|local|data|self|this|ctx|args|params|settings"
              + "|process|System|Environment|ENV|request|req|options|props)[.\\[]|^ENC\\[|^ENC\\("
              + "|^vault:|^ref\\+|^arn:|^projects/|^file:|^env:|^op://|^\\{\\w{2,20}\\}|^\\[[^\\[\\]]{0,80}\\]$"
              + "|\\(\\)|^https?://|^jdbc:|^\\.{1,2}/|^/[\\w.-]{1,60}/|\\\\[wdsbSDW]");

  /** A name with a number behind it, as generators of samples write: {@code idToken1642509726}. */
  private static final Pattern NUMBERED =
      Pattern.compile("[a-z]{2,12}(?:[A-Z][a-z]{1,12}){1,4}[_-]?-?\\d{6,12}");

  private Placeholders() {}

  /** True where the value of a known token format is made up or refers elsewhere. */
  static boolean standsFor(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (String word : WORDS) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return oneCharacter(value)
        || REFERENCE.matcher(value).find()
        || NUMBERED.matcher(value).matches();
  }

  /** True where a password is made up, empty of meaning, or refers elsewhere. */
  static boolean standsForPassword(String value) {
    if (standsFor(value) || value.length() < 5) {
      return true;
    }
    String decoded = decoded(value);
    if (!decoded.isEmpty() && (decoded.length() < 5 || standsForPassword(decoded))) {
      return true;
    }
    String rest = value.toLowerCase(Locale.ROOT);
    for (String word : PASSWORD_WORDS) {
      rest = rest.replace(word, "");
    }
    return rest.length() < value.length() && rest.length() < 4;
  }

  /** What the value says in base64, where that is readable text; else empty. */
  private static String decoded(String value) {
    if (value.length() < 8 || value.length() % 4 != 0) {
      return "";
    }
    try {
      String text = new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
      return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** True where most of the value counts up, counts down, repeats, or follows the keyboard. */
  static boolean looksMadeUp(String value) {
    int steps = 0;
    String lower = value.toLowerCase(Locale.ROOT);
    for (int i = 1; i < lower.length(); i++) {
      int step = lower.charAt(i) - lower.charAt(i - 1);
      if (step == 1 || step == -1 || step == 0) {
        steps++;
      }
    }
    return steps * 100 >= 35 * (lower.length() - 1)
        || lower.contains("abcdef")
        || lower.contains("123456")
        || lower.contains("qwerty")
        || repeats(lower);
  }

  private static boolean oneCharacter(String value) {
    int[] seen = new int[128];
    int most = 0;
    for (int i = 0; i < value.length(); i++) {
      most = Math.max(most, ++seen[value.charAt(i) & 127]);
    }
    return most * 10 >= value.length() * 7;
  }

  /** The value is one block of at most ten characters, again and again. */
  private static boolean repeats(String value) {
    for (int block = 1; block <= 10 && block * 3 <= value.length(); block++) {
      boolean same = true;
      for (int i = block; same && i < value.length(); i++) {
        same = value.charAt(i) == value.charAt(i - block);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }
}
