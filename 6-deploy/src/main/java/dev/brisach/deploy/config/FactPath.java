package dev.brisach.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A path through facts: {@code spec.rules[*].host}, {@code jobs.*}, {@code labels.'a.b/c'}. {@code
 * *} takes every member, {@code [*]} every item (a single value counts as one item), {@code .}
 * alone the fact itself.
 */
public record FactPath(String text, List<String> steps) {
  private static final String ITEMS = "[*]";

  public FactPath {
    steps = List.copyOf(steps);
  }

  /** Reads a path; a malformed one is an {@link IllegalArgumentException}. */
  public static FactPath parse(String text) {
    List<String> steps = new ArrayList<>();
    int i = 0;
    if (text.equals(".")) {
      return new FactPath(text, steps);
    }
    while (i < text.length()) {
      if (text.startsWith(ITEMS, i)) {
        steps.add(ITEMS);
        i += ITEMS.length();
      } else if (text.charAt(i) == '\'') {
        int end = text.indexOf('\'', i + 1);
        if (end < 0) {
          throw new IllegalArgumentException("the quote in the path '" + text + "' has no end");
        }
        steps.add(text.substring(i + 1, end));
        i = end + 1;
      } else {
        int end = i;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
          end++;
        }
        if (end == i) {
          throw new IllegalArgumentException("not a path: '" + text + "'; write a.b[*].c");
        }
        steps.add(text.substring(i, end));
        i = end;
      }
      if (i < text.length() && text.charAt(i) == '.') {
        i++;
        if (i == text.length()) {
          throw new IllegalArgumentException("the path '" + text + "' ends with a dot");
        }
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("an empty path");
    }
    return new FactPath(text, steps);
  }

  /** All facts at the path, in order; an unknown on the way is one of them. */
  public List<Fact> select(Fact start) {
    List<Fact> now = List.of(start);
    for (String step : steps) {
      List<Fact> then = new ArrayList<>();
      for (Fact fact : now) {
        step(fact, step, then);
      }
      now = then;
    }
    return now;
  }

  private void step(Fact fact, String step, List<Fact> into) {
    switch (fact) {
      case Fact.Unknown unknown -> into.add(unknown);
      case Fact.Items items -> {
        if (step.equals(ITEMS)) {
          into.addAll(items.items());
        }
      }
      case Fact.Word word -> {
        if (step.equals(ITEMS) && !word.isNull()) {
          into.add(word);
        }
      }
      case Fact.Group group -> {
        Map<String, Fact> members = group.members();
        if (step.equals("*")) {
          into.addAll(members.values());
        } else if (members.containsKey(step)) {
          into.add(members.get(step));
          return;
        }
        if (group.open() != null && !step.equals(ITEMS)) {
          into.add(new Fact.Unknown(group.line(), group.open()));
        }
      }
    }
  }
}
