package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import java.util.regex.Pattern;

/** Settings of programs: the addresses in them say what a program calls. */
final class ConfigFiles {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:application|bootstrap)[\\w.-]{0,40}\\.(?:ya?ml|properties)"
              + "|appsettings[\\w.-]{0,40}\\.json|\\.env[\\w.-]{0,20}");
  private static final int MAX_LINES = 3000;

  private ConfigFiles() {}

  static void read(Survey survey) {
    for (FileEntry entry : survey.named(name -> NAME.matcher(name).matches())) {
      Unit unit = survey.above(entry.folder());
      if (unit == null || unit.folder.isEmpty() || Survey.aside(entry.path()) != null) {
        continue; // settings at the root are those of whatever runs there, not of one program
      }
      int line = 0;
      for (String text : survey.text(entry).lines().limit(MAX_LINES).toList()) {
        line++;
        String value = value(text);
        if (!value.isEmpty()) {
          ContainerFiles.hosts(survey, unit, value, Location.line(entry.path(), line));
        }
      }
    }
  }

  /** What follows the first separator of a setting, without quotes; empty for comments. */
  private static String value(String line) {
    String text = line.strip();
    if (text.startsWith("#") || text.startsWith("//")) {
      return "";
    }
    int equals = text.indexOf('=');
    int colon = text.indexOf(": ");
    int at = equals >= 0 && (colon < 0 || equals < colon) ? equals : colon;
    return at < 0 ? "" : text.substring(at + 1).replace("\"", "").replace("'", "").strip();
  }
}
