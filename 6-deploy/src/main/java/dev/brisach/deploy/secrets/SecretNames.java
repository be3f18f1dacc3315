package dev.brisach.deploy.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Says whether a setting's name promises a credential. */
public final class SecretNames {
  private static final Pattern BETWEEN =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Set<String> ALONE =
      Set.of(
          "password",
          "passwords",
          "passwd",
          "pass",
          "pw",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "credentials",
          "apikey",
          "apitoken",
          "authtoken",
          "accesstoken",
          "secretkey",
          "privatekey",
          "accesskey",
          "rootpassword",
          "dbpassword",
          "userpassword",
          "pat",
          "passcode");
  private static final Set<String> BEFORE_KEY =
      Set.of(
          "api",
          "secret",
          "private",
          "access",
          "encryption",
          "signing",
          "master",
          "account",
          "auth",
          "jwt",
          "license",
          "service",
          "storage",
          "shared",
          "app",
          "hmac",
          "cookie");

  /** Words that may follow without changing what it is. */
  private static final Set<String> AFTER =
      Set.of("value", "base", "b64", "base64", "default", "dev", "prod", "staging", "test", "hex");

  /** Words that turn it into a switch or a description. */
  private static final Set<String> SWITCH =
      Set.of(
          "allow",
          "enable",
          "disable",
          "use",
          "require",
          "requires",
          "has",
          "no",
          "random",
          "generate",
          "show",
          "force",
          "skip",
          "reset",
          "empty",
          "without",
          "public",
          "max",
          "min",
          "id",
          "csrf",
          "cancellation",
          "next",
          "page",
          "num",
          "verify",
          "check",
          "rotate",
          "mount",
          "automount");

  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(?i)(?:^|[._-])(?:crt|cert|certs|certificates?|ca|bundle|user|users|username|login|host|hosts|hostname"
              + "|url|uri|addr|address|port|name|names|id|region|bucket|email|mail|endpoint|type|path|file|version|enabled"
              + "|database|db|issuer|audience|domain|server|servers|pub|public|tenant|project|namespace)$"
              + "|(?i)username$|[a-z](?:Url|Uri|Addr|Address|Host|Id|Name|User|Port)$|\\.(?i:json|ya?ml|conf|ini|toml|properties|sh|txt)$");

  private SecretNames() {}

  /** True for {@code DB_PASSWORD}, {@code apiKey}; false for {@code PASSWORD_FILE}. */
  public static boolean isSecret(String name) {
    if (name.length() > 120) {
      return false;
    }
    List<String> words = new ArrayList<>();
    for (String word : BETWEEN.split(name, -1)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    while (words.size() > 1 && (AFTER.contains(words.getLast()) || isNumber(words.getLast()))) {
      words.removeLast();
    }
    if (words.isEmpty() || words.stream().anyMatch(SWITCH::contains)) {
      return false;
    }
    String last = words.getLast();
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    if (ALONE.contains(last)) {
      return !(last.equals("pass") || last.equals("pw") || last.equals("pat")) || words.size() > 1;
    }
    return (last.equals("key") && BEFORE_KEY.contains(before))
        || (last.equals("string") && before.equals("connection"));
  }

  /** True for entries beside a credential that are none: {@code username}, {@code tls.crt}. */
  static boolean isDescription(String name) {
    return DESCRIPTION.matcher(name).find();
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }
}
