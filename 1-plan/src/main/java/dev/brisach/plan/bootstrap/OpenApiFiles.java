package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.yaml.Yaml;
import java.util.TreeSet;

/** API descriptions: which component is an API, and how it says that callers sign in. */
final class OpenApiFiles {
  private OpenApiFiles() {}

  static void read(Survey survey) {
    for (FileEntry entry : survey.tree.ofType(FileTypes.OPENAPI)) {
      Unit unit = survey.above(entry.folder());
      if (unit == null
          || Survey.isForeign(entry.path())
          || Survey.aside(entry.path()) != null
          || !(unit.deployable || unit.technology.containsKey("web-server"))) {
        continue;
      }
      unit.signs.add("api");
      for (Yaml.Mapping document : survey.yaml(entry)) {
        Yaml.Mapping schemes =
            document.get("components") == null
                ? document.map("securityDefinitions")
                : document.map("components").map("securitySchemes");
        TreeSet<String> words = new TreeSet<>();
        int line = 0;
        for (Yaml.Entry scheme : schemes.entries().values()) {
          if (scheme.value() instanceof Yaml.Mapping mapping) {
            words.add(word(mapping));
            line = line == 0 ? scheme.line() : line;
          }
        }
        if (!words.isEmpty()) {
          unit.fact(
              "authentication", Location.line(entry.path(), line), words.toArray(String[]::new));
        }
      }
    }
  }

  private static String word(Yaml.Mapping scheme) {
    String type = java.util.Objects.requireNonNullElse(scheme.text("type"), "");
    String http = java.util.Objects.requireNonNullElse(scheme.text("scheme"), "");
    return switch (type) {
      case "http" -> http.equalsIgnoreCase("basic") ? "basic" : "token";
      case "basic" -> "basic";
      case "apiKey" -> "cookie".equals(scheme.text("in")) ? "session" : "api-key";
      case "mutualTLS" -> "mutual-tls";
      case "openIdConnect" -> "single-sign-on";
      default -> "token";
    };
  }
}
