package dev.brisach.kit.tree;

import dev.brisach.kit.yaml.Yaml;
import dev.brisach.kit.yaml.YamlFault;
import dev.brisach.kit.yaml.YamlReader;
import java.util.List;

/** Parses a file as YAML (or JSON) documents with places. */
public final class YamlFront implements Front<List<Yaml>> {
  /** The one instance. */
  public static final YamlFront YAML = new YamlFront();

  private YamlFront() {}

  @Override
  public List<Yaml> parse(SourceFile file) {
    try {
      return YamlReader.readAll(file.text());
    } catch (YamlFault e) {
      throw new Unreadable(e.line(), e.getMessage());
    }
  }
}
