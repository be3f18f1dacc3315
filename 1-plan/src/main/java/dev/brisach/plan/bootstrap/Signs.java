package dev.brisach.plan.bootstrap;

import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What names of dependencies and images tell; the table is the resource {@code signs.yaml}. */
final class Signs {
  private final Map<String, Set<String>> dependencies;
  private final Map<String, Set<String>> images;
  private final Map<String, Set<String>> protocols;

  private Signs(Yaml.Mapping table) {
    this.dependencies = inverted(table.map("dependencies"));
    this.images = inverted(table.map("images"));
    this.protocols = inverted(table.map("protocols"));
  }

  static Signs load() {
    try (InputStream in = Signs.class.getResourceAsStream("signs.yaml")) {
      if (in == null) {
        throw new IllegalStateException("signs.yaml is missing from the class path");
      }
      Yaml table = YamlReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new Signs((Yaml.Mapping) table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> inverted(Yaml.Mapping groups) {
    Map<String, Set<String>> byName = new HashMap<>();
    for (Yaml.Entry group : groups.entries().values()) {
      for (String name : groups.texts(group.key())) {
        byName.computeIfAbsent(name, _ -> new TreeSet<>()).add(group.key());
      }
    }
    return byName;
  }

  /** The groups of a dependency; a Go path is looked up without its major version. */
  Set<String> ofDependency(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int slash = lower.lastIndexOf('/');
    if (slash > 0 && lower.length() > slash + 2 && lower.charAt(slash + 1) == 'v') {
      if (lower.substring(slash + 2).chars().allMatch(Character::isDigit)) {
        lower = lower.substring(0, slash);
      }
    }
    return dependencies.getOrDefault(lower, Set.of());
  }

  /** The kind of component behind a well-known image, or an empty text. */
  String kindOfImage(String image) {
    return images.getOrDefault(base(image), Set.of()).stream().findFirst().orElse("");
  }

  /** The protocol that a well-known image speaks, or an empty text. */
  String protocolOfImage(String image) {
    return protocols.getOrDefault(base(image), Set.of()).stream().findFirst().orElse("");
  }

  /** The last part of an image's name, without registry, tag and digest. */
  static String base(String image) {
    String name = image.strip();
    int digest = name.indexOf('@');
    name = digest > 0 ? name.substring(0, digest) : name;
    name = name.substring(name.lastIndexOf('/') + 1);
    int tag = name.indexOf(':');
    return (tag > 0 ? name.substring(0, tag) : name).toLowerCase(Locale.ROOT);
  }

  /** All groups of technology that a list of dependencies brings. */
  Set<String> groups(List<String> names) {
    Set<String> groups = new TreeSet<>();
    names.forEach(name -> groups.addAll(ofDependency(name)));
    return groups;
  }
}
