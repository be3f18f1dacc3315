package dev.brisach.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a benchmark: {@code --name VALUE} for what is in {@code valued}, {@code
 * --name} for what is in {@code flags}, and places. Anything else is an {@link
 * IllegalArgumentException} in words for the user.
 */
record Arguments(List<String> places, Map<String, String> options) {
  Arguments {
    places = List.copyOf(places);
    options = Map.copyOf(options);
  }

  static Arguments of(String[] args, Set<String> valued, Set<String> flags) {
    List<String> places = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!arg.startsWith("--")) {
        places.add(arg);
      } else if (flags.contains(arg)) {
        options.put(arg, "true");
      } else if (valued.contains(arg) && i + 1 < args.length) {
        options.put(arg, args[++i]);
      } else if (valued.contains(arg)) {
        throw new IllegalArgumentException(arg + " needs a value");
      } else {
        throw new IllegalArgumentException("unknown option " + arg);
      }
    }
    return new Arguments(places, options);
  }

  long number(String name, long otherwise) {
    String text = options.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a whole number, not " + text, e);
    }
  }

  @Nullable String text(String name) {
    return options.get(name);
  }

  boolean has(String name) {
    return options.containsKey(name);
  }
}
