package dev.brisach.deploy.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an image's name, after the distribution reference grammar: {@code
 * [registry/]repository[:tag][@digest]}.
 *
 * @param registry host, or empty where it is the default one
 */
public record ImageName(
    String registry, String repository, @Nullable String tag, @Nullable String digest) {
  /** Takes a name apart. */
  public static ImageName parse(String text) {
    String rest = text.strip();
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    int slash = rest.indexOf('/');
    String first = slash < 0 ? "" : rest.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return new ImageName(host ? first : "", host ? rest.substring(slash + 1) : rest, tag, digest);
  }

  /** True for the curated images without a namespace ({@code debian}, {@code node}). */
  public boolean isOfficial() {
    return (registry.isEmpty() || registry.equals("docker.io") || registry.endsWith(".docker.io"))
        && (!repository.contains("/") || repository.startsWith("library/"));
  }

  /** The parts as facts. */
  public Fact.Group facts(int line) {
    Map<String, Fact> members = new LinkedHashMap<>();
    members.put("registry", new Fact.Word(line, registry, false));
    members.put("repository", new Fact.Word(line, repository, false));
    if (tag != null) {
      members.put("tag", new Fact.Word(line, tag, false));
    }
    if (digest != null) {
      members.put("digest", new Fact.Word(line, digest, false));
    }
    return new Fact.Group(line, members, null);
  }

  /** The parts of an image fact, unknown where it is unknown, an empty group where it is none. */
  public static Fact facts(@Nullable Fact image, int line) {
    return switch (image) {
      case Fact.Word word -> parse(word.text()).facts(word.line());
      case Fact.Unknown unknown -> unknown;
      case Fact.Group _, Fact.Items _ -> new Fact.Group(line, Map.of(), null);
      case null -> new Fact.Group(line, Map.of(), null);
    };
  }
}
