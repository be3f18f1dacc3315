package dev.brisach.kit.openapi;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.tree.YamlFront;
import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.List;

/**
 * Opens API files. A JSON one is read as such, which is many times faster than as YAML; what turns
 * out to be YAML in flow style is read as that. API files may be larger than other YAML.
 */
final class Documents {
  /** Longest API file that is read, in characters. */
  static final int MAX_CHARS = 16 << 20;

  /** Most nodes of an API file. */
  static final int MAX_NODES = 1_500_000;

  private static final int LARGE = 1 << 20;

  private Documents() {}

  /** The top node of a file; broken text is {@link Unreadable}. */
  static Yaml root(SourceFile file) {
    String text = file.text();
    if (text.length() > MAX_CHARS) {
      throw new Unreadable(0, "longer than " + MAX_CHARS + " characters");
    }
    if (text.stripLeading().startsWith("{")) {
      try {
        return JsonTree.read(text, MAX_NODES);
      } catch (YamlFault e) {
        if (text.length() > LARGE || JsonTree.isLimit(e)) {
          throw new Unreadable(e.line(), e.getMessage());
        }
      }
    }
    List<Yaml> documents = text.length() > LARGE ? large(text) : file.parse(YamlFront.YAML);
    if (documents.isEmpty()) {
      throw new Unreadable(1, "an empty file");
    }
    return documents.getFirst();
  }

  private static List<Yaml> large(String text) {
    try {
      return YamlReader.readAll(text, MAX_CHARS, MAX_NODES);
    } catch (YamlFault e) {
      throw new Unreadable(e.line(), e.getMessage());
    }
  }
}
