package dev.brisach.pack.extract;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import dev.brisach.pack.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code yarn.lock}: version 1 in Yarn's own line format, later ones ("berry") in YAML. The file
 * does not say what only development needs; that is worked out from {@code package.json} beside it.
 */
final class YarnLock implements Extractor {
  /** One block: the patterns it answers, what it resolved to, and what it asks for. */
  private record Block(
      int line,
      List<String> patterns,
      @Nullable String version,
      String source,
      List<String> needs) {}

  @Override
  public Extraction extract(SourceFile file, Siblings siblings) {
    List<Block> blocks = file.text().contains("\n__metadata:") ? berry(file) : classic(file);
    Extraction.Collector out = new Extraction.Collector();
    Map<String, Boolean> wanted = wanted(file, siblings);
    Graph graph = new Graph();
    for (Block block : blocks) {
      for (String pattern : block.patterns) {
        block.needs.forEach(to -> graph.edge(alias(pattern), to));
      }
    }
    Set<String> production = new TreeSet<>();
    wanted.forEach((name, dev) -> {
      if (!dev) {
        production.add(name);
      }
    });
    Set<String> needed = graph.from(production);
    for (Block block : blocks) {
      boolean direct = block.patterns.stream().anyMatch(p -> wanted.containsKey(alias(p)));
      boolean dev =
          !wanted.isEmpty() && block.patterns.stream().noneMatch(p -> needed.contains(alias(p)));
      add(file, block, direct, dev, out);
    }
    return out.done();
  }

  private static void add(
      SourceFile file, Block block, boolean direct, boolean dev, Extraction.Collector out) {
    String pattern = block.patterns.getFirst();
    String name = name(pattern);
    String range = pattern.substring(Math.min(pattern.length(), alias(pattern).length() + 1));
    String version = block.version;
    if (local(range) || local(block.source)) {
      return;
    }
    if (version == null) {
      out.unknown(name, block.line, "no version");
    } else if (!Versions.of("npm").isVersion(version)) {
      out.unknown(name, block.line, "not from the registry: " + NpmLock.clip(version));
    } else if (range.contains("://") || range.startsWith("git@") || range.startsWith("github:")) {
      out.unknown(name, block.line, "not from the registry: " + NpmLock.clip(range));
    } else {
      out.add(
          FoundPackage.locked(Ecosystem.NPM, name, version, file.path(), block.line, direct, dev));
    }
  }

  private static boolean local(String range) {
    return range.startsWith("file:")
        || range.startsWith("link:")
        || range.startsWith("portal:")
        || range.startsWith("workspace:");
  }

  /** What a pattern is called in {@code package.json}: all before the {@code @} of its range. */
  private static String alias(String pattern) {
    int at = pattern.indexOf('@', 1);
    return at < 0 ? pattern : pattern.substring(0, at);
  }

  /** The package behind a pattern, {@code alias@npm:real@range} followed. */
  private static String name(String pattern) {
    String alias = alias(pattern);
    String range = pattern.substring(Math.min(pattern.length(), alias.length() + 1));
    int at = range.startsWith("npm:") ? range.indexOf('@', 5) : -1;
    return at < 0 ? alias : range.substring(4, at);
  }

  /** Names of {@code package.json} beside the lock file; true for those of development only. */
  private static Map<String, Boolean> wanted(SourceFile file, Siblings siblings) {
    Map<String, Boolean> wanted = new TreeMap<>();
    SourceFile manifest = siblings.beside(file, "package.json");
    if (manifest == null) {
      return wanted;
    }
    try {
      LinedJson.Obj root = LinedJson.read(manifest, false);
      if (root.get("workspaces") != null) {
        return wanted;
      }
      root.object("devDependencies").members().keySet().forEach(name -> wanted.put(name, true));
      for (String part : Set.of("dependencies", "optionalDependencies", "peerDependencies")) {
        root.object(part).members().keySet().forEach(name -> wanted.put(name, false));
      }
    } catch (Unreadable e) {
      wanted.clear();
    }
    return wanted;
  }

  private static List<Block> classic(SourceFile file) {
    List<Block> blocks = new ArrayList<>();
    int number = 0;
    int start = 0;
    List<String> patterns = List.of();
    List<String> needs = new ArrayList<>();
    String version = null;
    String source = "";
    boolean dependencies = false;
    for (String line : (Iterable<String>) file.text().lines()::iterator) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int indent = indent(line);
      String body = line.strip();
      if (indent == 0) {
        if (!body.endsWith(":")) {
          throw new Unreadable(number, "not a yarn lock file: a block was expected");
        }
        flush(start, patterns, version, source, needs, blocks);
        patterns = patterns(body.substring(0, body.length() - 1));
        needs = new ArrayList<>();
        start = number;
        version = null;
        source = "";
      } else if (indent == 2) {
        dependencies = body.equals("dependencies:") || body.equals("optionalDependencies:");
        if (body.startsWith("version ")) {
          version = unquote(body.substring(8));
        } else if (body.startsWith("resolved ")) {
          source = unquote(body.substring(9));
        }
      } else if (indent == 4 && dependencies) {
        needs.add(first(body));
      }
    }
    flush(start, patterns, version, source, needs, blocks);
    return blocks;
  }

  private static void flush(
      int line,
      List<String> patterns,
      @Nullable String version,
      String source,
      List<String> needs,
      List<Block> blocks) {
    if (!patterns.isEmpty()) {
      blocks.add(new Block(line, patterns, version, source, needs));
    }
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static String first(String body) {
    if (body.startsWith("\"")) {
      int end = body.indexOf('"', 1);
      return end < 0 ? body.substring(1) : body.substring(1, end);
    }
    int end = body.indexOf(' ');
    return end < 0 ? body : body.substring(0, end);
  }

  private static String unquote(String text) {
    String body = text.strip();
    return body.length() >= 2 && body.startsWith("\"") && body.endsWith("\"")
        ? body.substring(1, body.length() - 1)
        : body;
  }

  private static List<String> patterns(String header) {
    List<String> patterns = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= header.length(); i++) {
      if (i < header.length() && header.charAt(i) == '"') {
        quoted = !quoted;
      }
      if (i == header.length() || (header.charAt(i) == ',' && !quoted)) {
        for (String one : unquote(header.substring(from, i)).split(", ", -1)) {
          if (!one.isBlank()) {
            patterns.add(one.strip());
          }
        }
        from = i + 1;
      }
    }
    return patterns;
  }

  private static List<Block> berry(SourceFile file) {
    List<Block> blocks = new ArrayList<>();
    try {
      if (YamlReader.read(file.text()) instanceof Yaml.Mapping root) {
        root.entries()
            .forEach((key, entry) -> {
              if (!key.equals("__metadata") && entry.value() instanceof Yaml.Mapping one) {
                List<String> needs = new ArrayList<>(one.map("dependencies").entries().keySet());
                String resolution = one.text("resolution");
                String source = resolution == null ? "" : resolution;
                String range =
                    source.substring(Math.min(source.length(), alias(source).length() + 1));
                List<String> patterns = patterns(key);
                if (!patterns.isEmpty()) {
                  blocks.add(new Block(entry.line(), patterns, one.text("version"), range, needs));
                }
              }
            });
      }
    } catch (YamlFault e) {
      throw new Unreadable(e.line(), e.getMessage());
    }
    return blocks;
  }
}
