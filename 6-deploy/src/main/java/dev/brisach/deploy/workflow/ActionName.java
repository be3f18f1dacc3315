package dev.brisach.deploy.workflow;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of {@code uses: owner/name/path@ref}.
 *
 * @param name {@code owner/name} in lower case; for local ones and images the whole text
 * @param pin {@code sha}, {@code tag}, {@code branch}, {@code local}, {@code image} or {@code none}
 */
record ActionName(String name, String owner, String ref, String pin) {
  private static final Pattern SHA = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
  private static final Pattern TAG =
      Pattern.compile("[vV]?\\d[\\w.+-]*|[\\w-]{1,40}[-_/]?v?\\d+(?:\\.\\d+)+[\\w.-]*");
  private static final Set<String> OF_PLATFORM = Set.of("actions", "github");

  /** Takes the text apart. */
  static ActionName parse(String uses) {
    String text = uses.strip();
    if (text.startsWith("./") || text.startsWith("../")) {
      return new ActionName(text, "", "", "local");
    }
    if (text.startsWith("docker://")) {
      return new ActionName(text, "", "", "image");
    }
    int at = text.lastIndexOf('@');
    String path = at < 0 ? text : text.substring(0, at);
    String ref = at < 0 ? "" : text.substring(at + 1);
    String[] parts = path.split("/", 3);
    String name = parts.length < 2 ? path : parts[0] + "/" + parts[1];
    return new ActionName(
        name.toLowerCase(Locale.ROOT), parts[0].toLowerCase(Locale.ROOT), ref, pin(ref));
  }

  private static String pin(String ref) {
    if (ref.isEmpty()) {
      return "none";
    }
    return SHA.matcher(ref).matches() ? "sha" : TAG.matcher(ref).matches() ? "tag" : "branch";
  }

  /** {@code platform} for GitHub's own, {@code third} for all others. */
  String party() {
    return OF_PLATFORM.contains(owner) ? "platform" : "third";
  }
}
