package dev.brisach.kit.tree;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what a file is, by its name and first bytes. A file may be several things: a compose file is
 * {@code text}, {@code yaml} and {@code compose}. The names stand in the ledger: add, never rename.
 */
public final class FileTypes {
  /** Readable text of any kind. */
  public static final String TEXT = "text";

  /** Anything with NUL bytes in its beginning. */
  public static final String BINARY = "binary";

  public static final String JAVA = "java";
  public static final String YAML = "yaml";
  public static final String JSON = "json";
  public static final String DOCKERFILE = "dockerfile";
  public static final String COMPOSE = "compose";
  public static final String KUBERNETES = "kubernetes";
  public static final String GITHUB_WORKFLOW = "github-workflow";
  public static final String OPENAPI = "openapi";

  /** A template for YAML (Helm), not YAML itself. */
  public static final String HELM_TEMPLATE = "helm-template";

  /** A manifest or lock file that names packages. */
  public static final String MANIFEST = "manifest";

  /** A jar, war or ear. */
  public static final String ARCHIVE = "archive";

  private static final int SNIFF = 64 << 10;
  private static final Pattern API_VERSION =
      Pattern.compile("^(?:\"?apiVersion\"?)[ \\t]*:", Pattern.MULTILINE);
  private static final Pattern KIND =
      Pattern.compile("^(?:\"?kind\"?)[ \\t]*:[ \\t]*[\"']?[A-Z]", Pattern.MULTILINE);
  private static final Pattern JSON_MANIFEST =
      Pattern.compile(
          "^\\s*\\{\\s*+(?:\"(?:apiVersion|kind)\"\\s*+:\\s*+\"[\\w./-]{1,100}\"\\s*+,\\s*+){2}");
  private static final Pattern SERVICES = Pattern.compile("^services[ \\t]*:", Pattern.MULTILINE);
  private static final Pattern OPEN_API =
      Pattern.compile(
          "^[ \\t{]*[\"']?(?:openapi|swagger)[\"']?[ \\t]*:[ \\t]*[\"']?[23]\\.",
          Pattern.MULTILINE);
  private static final Pattern COMPOSE_NAME =
      Pattern.compile("(?:docker-)?compose(?:[.-][\\w.-]+)?\\.ya?ml");
  private static final Pattern DOCKERFILE_NAME =
      Pattern.compile("(?:Dockerfile|Containerfile)(?:[.-][\\w.-]+)?|[\\w.-]+\\.(?i:dockerfile)");
  private static final Pattern REQUIREMENTS = Pattern.compile("[\\w.-]*requirements[\\w.-]*\\.txt");
  private static final Set<String> MANIFESTS =
      Set.of(
          "pom.xml",
          "gradle.lockfile",
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "poetry.lock",
          "Pipfile.lock",
          "uv.lock",
          "pdm.lock",
          "go.mod",
          "Cargo.lock");

  private FileTypes() {}

  /** The types of a file with this path whose content begins with these bytes. */
  public static Set<String> of(String path, byte[] start) {
    Set<String> types = new LinkedHashSet<>();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    if (ends(lower, ".jar", ".war", ".ear")) {
      types.add(ARCHIVE);
    }
    if (isBinary(start)) {
      types.add(BINARY);
      return types;
    }
    types.add(TEXT);
    if (MANIFESTS.contains(name)
        || REQUIREMENTS.matcher(name).matches()
        || (name.endsWith(".txt") && inFolder(path, "requirements"))) {
      types.add(MANIFEST);
    }
    if (lower.endsWith(".java")) {
      types.add(JAVA);
    } else if (ends(lower, ".yaml", ".yml")) {
      yaml(path, name, head(start), types);
    } else if (lower.endsWith(".json")) {
      types.add(JSON);
      if (OPEN_API.matcher(head(start)).find()) {
        types.add(OPENAPI);
      } else if (JSON_MANIFEST.matcher(head(start)).find()) {
        types.add(KUBERNETES);
      }
    } else if (DOCKERFILE_NAME.matcher(name).matches() && !ends(lower, ".md", ".sh", ".py")) {
      types.add(DOCKERFILE);
    }
    return types;
  }

  private static void yaml(String path, String name, String head, Set<String> types) {
    if (head.contains("{{") && path.contains("templates/")) {
      types.add(HELM_TEMPLATE);
      if (API_VERSION.matcher(head).find() && KIND.matcher(head).find()) {
        types.add(KUBERNETES);
      }
      return;
    }
    types.add(YAML);
    if (path.startsWith(".github/workflows/") || path.contains("/.github/workflows/")) {
      types.add(GITHUB_WORKFLOW);
    } else if (COMPOSE_NAME.matcher(name).matches() && SERVICES.matcher(head).find()) {
      types.add(COMPOSE);
    } else if (API_VERSION.matcher(head).find() && KIND.matcher(head).find()) {
      types.add(KUBERNETES);
    } else if (OPEN_API.matcher(head).find()) {
      types.add(OPENAPI);
    }
  }

  /** True where the first 8,000 bytes hold a NUL, as git decides. */
  public static boolean isBinary(byte[] start) {
    for (int i = 0; i < Math.min(start.length, 8000); i++) {
      if (start[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static String head(byte[] start) {
    String head = new String(start, 0, Math.min(start.length, SNIFF), StandardCharsets.UTF_8);
    return head.startsWith("\uFEFF") ? head.substring(1) : head;
  }

  private static boolean inFolder(String path, String folder) {
    return path.startsWith(folder + "/") || path.contains("/" + folder + "/");
  }

  private static boolean ends(String name, String... suffixes) {
    for (String suffix : suffixes) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
