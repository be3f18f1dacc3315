package dev.brisach.bench;

import dev.brisach.core.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Findings drawn at random over all repositories; equal seeds draw the same. */
record Sample(List<Drawn> drawn) {
  private static final int WIDTH = 160;

  /** Weaknesses whose source line holds a credential; it is never printed. */
  private static final Set<String> SECRET =
      Set.of("CWE-256", "CWE-259", "CWE-312", "CWE-321", "CWE-522", "CWE-540", "CWE-798");

  /** One finding and the repository it is in. */
  record Drawn(Checkout checkout, Json.Obj finding) {}

  Sample {
    drawn = List.copyOf(drawn);
  }

  static Sample draw(List<Checkout> checkouts, int count, int mostPerRepository, long seed) {
    List<Drawn> all = new ArrayList<>();
    for (Checkout checkout : checkouts) {
      checkout.findings().forEach(finding -> all.add(new Drawn(checkout, finding)));
    }
    Collections.shuffle(all, new Random(seed));
    Map<Path, Integer> taken = new HashMap<>();
    List<Drawn> drawn = new ArrayList<>();
    for (Drawn one : all) {
      if (drawn.size() < count
          && taken.merge(one.checkout().folder(), 1, Integer::sum) <= mostPerRepository) {
        drawn.add(one);
      }
    }
    return new Sample(drawn);
  }

  void print(PrintStream out) {
    out.println();
    int number = 1;
    for (Drawn one : drawn) {
      Json.Obj finding = one.finding();
      String file = finding.text("file");
      out.printf(
          Locale.ROOT,
          "%d. %s %s%n   %s %s %s%n   %s%n",
          number++,
          one.checkout().name(),
          file == null ? finding.text("asset") : file + ":" + finding.number("line", 0),
          finding.text("rule"),
          finding.text("severity"),
          finding.text("confidence"),
          shown(String.valueOf(finding.text("message"))));
      if (file != null && finding.number("line", 0) > 0) {
        String line = line(one.checkout().folder(), file, finding.number("line", 0));
        if (line != null) {
          out.println("   > " + (secret(finding) ? beforeValue(line) : shown(line)));
        }
      }
    }
  }

  private static boolean secret(Json.Obj finding) {
    return finding.get("preview") != null
        || finding.texts("weaknesses").stream().anyMatch(SECRET::contains);
  }

  /** The name before a value; the message has a masked form of what comes after. */
  private static String beforeValue(String line) {
    String text = line.strip();
    int end = 0;
    while (end < text.length() && end < 60 && nameCharacter(text.charAt(end))) {
      end++;
    }
    return end > 0 && end < text.length() && (text.charAt(end) == '=' || text.charAt(end) == ':')
        ? shown(text.substring(0, end)) + " … (the rest is not shown)"
        : "(not shown: it may hold a credential)";
  }

  private static boolean nameCharacter(char c) {
    return Character.isLetter(c) || c == '_' || c == '-' || c == '.' || c == ' ' || c == '"';
  }

  private static @Nullable String line(Path folder, String file, long number) {
    try {
      Path path = folder.resolve(file).normalize();
      if (!path.startsWith(folder) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return text.lines().skip(number - 1).findFirst().orElse(null);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** Bounded, and without characters that steer a terminal: the text is a stranger's. */
  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(WIDTH)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.strip().length() > WIDTH ? out + "…" : out.toString();
  }
}
