package dev.brisach.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences about a place. Credentials within addresses are never repeated. */
final class Message {
  /** Member that readers add to a place to say how people call it. */
  static final String LABEL = "label";

  private static final int MAX_VALUE = 120;
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([A-Za-z][\\w.'\\[\\]*-]{0,80})\\}");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s\"']{1,300}@");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Message() {}

  /** Fills {@code {kind}}, {@code {resource}} and {@code {path}} of the place. */
  static String fill(String message, Resource resource, Fact place) {
    StringBuilder filled = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(message);
    while (placeholder.find()) {
      String name = placeholder.group(1);
      String value =
          switch (name) {
            case "kind" -> resource.kind();
            case "resource" -> resource.name();
            default -> value(place, name);
          };
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(filled).toString();
  }

  private static String value(Fact place, String path) {
    List<String> words = new ArrayList<>();
    for (Fact fact : FactPath.parse(path).select(place)) {
      switch (fact) {
        case Fact.Word word -> words.add(word.text());
        case Fact.Items items ->
            items.items().forEach(item -> words.add(item instanceof Fact.Word w ? w.text() : "…"));
        case Fact.Unknown _ -> words.add("(known at deployment)");
        case Fact.Group _ -> words.add("…");
      }
    }
    return words.isEmpty() ? "(none)" : shown(String.join(", ", words));
  }

  /** How people call a place: its label, else its own text, else nothing. */
  static String label(Fact place) {
    return switch (place) {
      case Fact.Group group -> {
        String label = group.text(LABEL);
        yield label == null ? "" : shown(label);
      }
      case Fact.Word word -> shown(word.text());
      case Fact.Items _, Fact.Unknown _ -> "";
    };
  }

  private static String shown(String text) {
    String folded = SPACE.matcher(text).replaceAll(" ").strip();
    String masked = USER_INFO.matcher(folded).replaceAll("://…@");
    return masked.length() <= MAX_VALUE ? masked : masked.substring(0, MAX_VALUE) + "…";
  }
}
