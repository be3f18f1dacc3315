package dev.brisach.kit.surface;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its words what a request or a link may do, since asking would be too late. */
public final class Harmful {
  private static final String START = "(?:^|[^\\p{L}])(?:";
  private static final String END = ")(?:$|[^\\p{L}])";
  private static final String LEAVING =
      "log[-_ ./]{0,2}(?:out|off)|sign[-_ ./]{0,2}(?:out|off)|end[-_ ]?session|abmelden|ausloggen"
          + "|d[eé]connexion|cerrar[-_ ]sesi[oó]n|sair|uitloggen";
  private static final String UNDOING =
      "delete|deleted?[-_ ]?all|remove|destroy|drop|purge|erase|wipe|truncate|shutdown|shut[-_ ]down"
          + "|reboot|restart|terminate|kill|uninstall|deactivate|disable|unsubscribe|revoke|cancel|del"
          + "|rm|unlink|unregister|close[-_ ]?account|account[-_ /]?close|reset[-_ ]?(?:db|database|all"
          + "|data)|l[oö]schen|entfernen|supprimer|eliminar|borrar|excluir|verwijderen";
  private static final Pattern ENDS = Pattern.compile(START + LEAVING + END);
  private static final Pattern DESTROYS = Pattern.compile(START + UNDOING + END);
  private static final Pattern HUMP = Pattern.compile("(\\p{Ll})(\\p{Lu})");
  private static final int LABEL = 60;
  private static final int TARGET = 2000;

  private Harmful() {}

  /** True where a link looks as if it ended the session or destroyed something. */
  static boolean is(String target, String label) {
    String path = words(target);
    String text = label.length() > LABEL ? "" : words(label);
    return ENDS.matcher(path).find()
        || DESTROYS.matcher(path).find()
        || ENDS.matcher(text).find()
        || DESTROYS.matcher(text).find();
  }

  /** True where it looks as if it ended the session; a form of this kind is nothing to examine. */
  public static boolean endsSession(String target, String label) {
    return ENDS.matcher(words(target)).find()
        || (label.length() <= LABEL && ENDS.matcher(words(label)).find());
  }

  /** Small letters, escapes read, {@code deleteItem} as two words. */
  private static String words(String text) {
    String some = text.length() > TARGET ? text.substring(0, TARGET) : text;
    StringBuilder read = new StringBuilder(some.length());
    for (int i = 0; i < some.length(); i++) {
      int high = some.charAt(i) == '%' && i + 2 < some.length() ? digit(some, i + 1) : -1;
      int low = high < 0 ? -1 : digit(some, i + 2);
      if (low >= 0) {
        read.append((char) (high * 16 + low));
        i += 2;
      } else {
        read.append(some.charAt(i));
      }
    }
    return HUMP.matcher(read).replaceAll("$1 $2").toLowerCase(Locale.ROOT);
  }

  private static int digit(String text, int at) {
    return Character.digit(text.charAt(at), 16);
  }
}
