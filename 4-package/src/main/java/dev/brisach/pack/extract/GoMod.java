package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code go.mod} ("Go Modules Reference"): {@code require}, with {@code replace} applied. Before Go
 * 1.17 the file names direct requirements only.
 */
final class GoMod implements Extractor {
  private record Require(String path, String version, int line, boolean indirect) {}

  private record Replace(String path, @Nullable String version) {}

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    List<Require> requires = new ArrayList<>();
    Map<String, Replace> replaces = new TreeMap<>();
    Extraction.Collector out = new Extraction.Collector();
    String block = "";
    int number = 0;
    for (String raw : (Iterable<String>) file.text().lines()::iterator) {
      number++;
      int comment = raw.indexOf("//");
      List<String> words = words(comment < 0 ? raw : raw.substring(0, comment));
      if (words.isEmpty()) {
        continue;
      }
      if (words.getFirst().equals(")")) {
        block = "";
        continue;
      }
      if (words.size() >= 2 && words.get(1).equals("(")) {
        block = words.getFirst();
        continue;
      }
      String verb = block.isEmpty() ? words.removeFirst() : block;
      switch (verb) {
        case "require" -> {
          if (words.size() != 2) {
            throw new Unreadable(number, "a module path and a version were expected");
          }
          boolean indirect = comment >= 0 && raw.indexOf("indirect", comment) > 0;
          requires.add(new Require(words.get(0), words.get(1), number, indirect));
        }
        case "replace" -> replace(words, replaces);
        case "go" -> {
          if (!words.isEmpty() && Versions.of("Go").compare(words.getFirst(), "1.17") < 0) {
            out.note("before Go 1.17 go.mod names no indirect modules; they were not examined");
          }
        }
        default -> {}
      }
    }
    requires.forEach(require -> add(file, require, replaces, out));
    return out.done();
  }

  private static void replace(List<String> words, Map<String, Replace> replaces) {
    int arrow = words.indexOf("=>");
    if (arrow >= 1 && arrow + 1 < words.size()) {
      String from = words.get(0) + (arrow > 1 ? "@" + words.get(1) : "");
      String version = arrow + 2 < words.size() ? words.get(arrow + 2) : null;
      replaces.put(from, new Replace(words.get(arrow + 1), version));
    }
  }

  private static void add(
      SourceFile file, Require require, Map<String, Replace> replaces, Extraction.Collector out) {
    Replace replace =
        replaces.getOrDefault(
            require.path + "@" + require.version,
            replaces.getOrDefault(require.path, new Replace(require.path, require.version)));
    String version = replace.version;
    if (version == null) {
      out.unknown(require.path, require.line, "replaced by the local folder " + replace.path);
    } else if (!Versions.of("Go").isVersion(version)) {
      out.unknown(require.path, require.line, "no exact version: " + version);
    } else {
      boolean replaced = !replace.path.equals(require.path) || !version.equals(require.version);
      out.add(
          new FoundPackage(
              Purl.of(Ecosystem.GO, replace.path, version),
              Ecosystem.GO.osv(),
              replace.path,
              version,
              file.path(),
              require.line,
              !require.indirect,
              require.indirect ? "indirect" : null,
              false,
              replaced ? null : new FoundPackage.VersionPlace(file.path(), require.line, null),
              null,
              null));
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      while (at < line.length() && line.charAt(at) <= ' ') {
        at++;
      }
      int from = at;
      while (at < line.length() && line.charAt(at) > ' ') {
        at++;
      }
      if (at > from) {
        String word = line.substring(from, at);
        boolean quoted = word.length() >= 2 && (word.startsWith("\"") || word.startsWith("`"));
        words.add(quoted ? word.substring(1, word.length() - 1) : word);
      }
    }
    return words;
  }
}
