package dev.brisach.kit.crawl;

import java.util.Locale;
import java.util.Set;

/** Words on links and buttons that a crawl does not press. */
final class Danger {
  private static final Set<String> WORDS =
      Set.of(
          "logout",
          "logoff",
          "signout",
          "signoff",
          "delete",
          "remove",
          "destroy",
          "drop",
          "purge",
          "erase",
          "wipe",
          "reset",
          "shutdown",
          "restart",
          "reboot",
          "stop",
          "kill",
          "unsubscribe",
          "deactivate",
          "disable",
          "revoke",
          "cancel",
          "abmelden",
          "loeschen");

  private Danger() {}

  /** True where a word of the text says so; camel case, dashes and slashes part words. */
  static boolean named(String text) {
    StringBuilder word = new StringBuilder();
    StringBuilder pair = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean letter = Character.isLetter(c);
      boolean hump = letter && Character.isUpperCase(c) && i > 0 && lower(text.charAt(i - 1));
      if (!letter || hump) {
        String one = word.toString().toLowerCase(Locale.ROOT);
        if (!one.isEmpty()) {
          if (WORDS.contains(one) || WORDS.contains(pair + one)) {
            return true;
          }
          pair.setLength(0);
          pair.append(one);
        }
        word.setLength(0);
      }
      if (letter) {
        word.append(c);
      }
    }
    return false;
  }

  private static boolean lower(char c) {
    return Character.isLowerCase(c);
  }
}
