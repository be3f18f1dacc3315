package dev.brisach.code.secrets;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.rules.RuleFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The secret rules: those that lie in our jar, and those of a user's file or folder. */
public final class SecretRules {
  private SecretRules() {}

  /** The rules that come with Brisach, by id. */
  public static List<SecretRule> bundled() {
    List<SecretRule> rules = new ArrayList<>();
    RuleFiles.beside(SecretRules.class, "rules/secrets")
        .forEach((file, text) -> rules.add(RuleReader.read(file, text)));
    return checked(rules);
  }

  /**
   * The rules of a YAML file, or of all {@code .yaml} and {@code .yml} files below a folder; what
   * cannot be read is a usage error that names file and line.
   */
  public static List<SecretRule> load(Path place) {
    List<SecretRule> rules = new ArrayList<>();
    for (Path file : files(place)) {
      try {
        rules.add(RuleReader.read(file.toString(), Files.readString(file)));
      } catch (CharacterCodingException e) {
        throw BrisachException.usage(file.toString(), 0, "a rule file is UTF-8 text");
      } catch (IOException e) {
        throw BrisachException.usage(file.toString(), 0, "cannot be read: " + e.getMessage());
      }
    }
    if (rules.isEmpty()) {
      throw BrisachException.usage(place.toString(), 0, "holds no rule file (*.yaml)");
    }
    return checked(rules);
  }

  /** Both lists as one; the second replaces rules of the first that have the same id. */
  public static List<SecretRule> with(List<SecretRule> rules, List<SecretRule> more) {
    Map<String, SecretRule> byId = new java.util.TreeMap<>();
    rules.forEach(rule -> byId.put(rule.id(), rule));
    more.forEach(rule -> byId.put(rule.id(), rule));
    return List.copyOf(byId.values());
  }

  private static List<Path> files(Path place) {
    if (!Files.exists(place)) {
      throw BrisachException.usage(place.toString(), 0, "no such file or folder of rules");
    }
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.equals(place) || isYaml(file.toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw BrisachException.usage(place.toString(), 0, "cannot be read: " + e.getMessage());
    }
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static List<SecretRule> checked(List<SecretRule> rules) {
    Map<String, SecretRule> byId = new HashMap<>();
    for (SecretRule rule : rules) {
      if (byId.put(rule.id(), rule) != null) {
        throw BrisachException.usage(rule.id(), 0, "two rules have this id");
      }
    }
    return rules.stream().sorted(java.util.Comparator.comparing(SecretRule::id)).toList();
  }
}
