package dev.brisach.code.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file is for, judged by its path: a value in a test or in documentation is less likely to
 * open anything, and lock files or minified code are full of hashes.
 *
 * @param sample true for tests, fixtures, examples, mocks and documentation
 * @param generated true for lock files, minified or bundled code, maps and images
 * @param config true for files where values stand without quotes
 */
record FileRole(String path, boolean sample, boolean generated, boolean config) {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(?:^|[/._-])(?:tests?|testing|testdata|__tests__|specs?|fixtures?|examples?|samples?"
              + "|mocks?|mocking|stubs?|docs?|documentation|demos?|e2e|it|snapshots?|__snapshots__"
              + "|tutorials?|dummy|fakes?|changelog|readme)(?:[/._-]|$)"
              + "|(?<!la|con|at|pro|fas|grea)tests?/");
  private static final Pattern CAMEL_TEST =
      Pattern.compile(
          "(?:Test|Tests|TestCase|Spec|IT|Mock|Fixture)s?\\.\\w{1,8}$|(?:^|/)test[^/]{0,80}$");
  private static final Pattern GENERATED =
      Pattern.compile(
          "(?:^|/)(?:package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.yaml"
              + "|poetry\\.lock|pipfile\\.lock|uv\\.lock|pdm\\.lock|cargo\\.lock|composer\\.lock"
              + "|gemfile\\.lock|go\\.sum|packages\\.lock\\.json|flake\\.lock|mix\\.lock|bun\\.lock"
              + "|gradle\\.lockfile|verification-metadata\\.xml|deno\\.lock|podfile\\.lock)$"
              + "|\\.(?:min\\.(?:js|css)|bundle\\.js|map|svg|lock|sum|pbxproj|ipynb|po|pot|snap)$"
              + "|(?:^|/)(?:node_modules|vendor|third_party|bower_components)/");
  private static final Set<String> CONFIG =
      Set.of(
          "properties",
          "yaml",
          "yml",
          "env",
          "ini",
          "conf",
          "cfg",
          "config",
          "toml",
          "cnf",
          "sh",
          "bash",
          "zsh",
          "ps1",
          "bat",
          "cmd",
          "tfvars",
          "netrc",
          "npmrc",
          "pypirc",
          "service",
          "dockerfile",
          "txt",
          "envrc",
          "local",
          "production",
          "development",
          "staging");

  private static final Set<String> DOCUMENT = Set.of("md", "mdx", "rst", "adoc");
  private static final Set<String> PROSE = Set.of("", "md", "mdx", "rst", "adoc", "log", "html");

  /** The role of a file with this path. */
  static FileRole of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return new FileRole(
        path,
        SAMPLE.matcher(lower).find()
            || DOCUMENT.contains(ending)
            || CAMEL_TEST.matcher(path).find(),
        GENERATED.matcher(lower).find(),
        CONFIG.contains(ending)
            || name.startsWith("dockerfile")
            || name.startsWith(".env")
            || (name.startsWith(".") && name.indexOf('.', 1) < 0));
  }

  /** True for a document, and for a file without ending: lines of settings stand between words. */
  boolean prose() {
    return PROSE.contains(ending());
  }

  /** The language of the file by its ending, in lower case; empty where it has none. */
  String ending() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.contains(".")
        ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
        : "";
  }
}
