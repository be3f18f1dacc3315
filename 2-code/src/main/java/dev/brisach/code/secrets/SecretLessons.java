package dev.brisach.code.secrets;

import dev.brisach.core.Lesson;
import dev.brisach.core.Weakness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The guidance card of a credential, filled with the line it stands in. */
final class SecretLessons {
  private static final int LONGEST_LINE = 160;

  private SecretLessons() {}

  /** The card for a hit in a file. */
  static Lesson of(SecretHit hit, String path) {
    String line = hit.masked().isEmpty() ? hit.preview() : shortened(hit.masked());
    return new Lesson(
        "Line "
            + hit.line()
            + " of "
            + path
            + " holds "
            + hit.rule().what()
            + " ("
            + hit.preview()
            + "): `"
            + line
            + "`. Whoever can read the file, a clone, a backup, an image layer or a log of the build"
            + " has it, and removing the line does not take it out of the history.",
        hit.rule().why(),
        replacement(hit, FileRole.of(path)),
        "The line is gone in the next commit, and the value was not withdrawn: who can still use"
            + " it, and for how long?",
        links(hit.rule().weaknesses()));
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  /** First withdraw, then the change in the language of the file. */
  private static String replacement(SecretHit hit, FileRole role) {
    return hit.rule().fix() + " Then: " + change(role, variable(hit));
  }

  /** The name of an environment variable that fits the name on the left. */
  static String variable(SecretHit hit) {
    String name = hit.name().isEmpty() ? fromRule(hit.rule().id()) : hit.name();
    String last = name.substring(name.lastIndexOf('.') + 1);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < last.length(); i++) {
      char c = last.charAt(i);
      if (i > 0 && Chars.isUpper(c) && Chars.isLower(last.charAt(i - 1))) {
        words.append('_');
      }
      words.append(Chars.isAlnum(c) ? c : '_');
    }
    String variable = words.toString().toUpperCase(Locale.ROOT);
    while (variable.startsWith("_")) {
      variable = variable.substring(1);
    }
    return variable.isEmpty() || Chars.isDigit(variable.charAt(0)) ? "APP_SECRET" : variable;
  }

  private static String fromRule(String id) {
    return id.substring(id.lastIndexOf('.') + 1).replace('-', '_');
  }

  private static String change(FileRole role, String variable) {
    String name = role.path().substring(role.path().lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("compose") && (lower.endsWith(".yml") || lower.endsWith(".yaml"))) {
      return "name it below `secrets:` of the service, with `secrets: {"
          + variable.toLowerCase(Locale.ROOT)
          + ": {environment: "
          + variable
          + "}}` at the end of the file, and read /run/secrets/"
          + variable.toLowerCase(Locale.ROOT)
          + ".";
    }
    if (lower.startsWith("dockerfile") || lower.endsWith(".dockerfile")) {
      return "`RUN --mount=type=secret,id="
          + variable.toLowerCase(Locale.ROOT)
          + "` for the build, and the environment of the container at run time; never ARG or ENV.";
    }
    if (role.path().contains(".github/workflows/")) {
      return "`${{ secrets." + variable + " }}`, with the value in the repository's secrets.";
    }
    return byEnding(role.ending(), variable);
  }

  private static String byEnding(String ending, String variable) {
    return switch (ending) {
      case "java", "scala" -> "`System.getenv(\"" + variable + "\")`.";
      case "kt", "kts", "groovy", "gradle" -> "`System.getenv(\"" + variable + "\")`.";
      case "py", "ipynb" -> "`os.environ[\"" + variable + "\"]`.";
      case "js", "ts", "jsx", "tsx", "mjs", "cjs", "vue" ->
          "`process.env." + variable + "` on the server; what runs in a browser holds no secret.";
      case "go" -> "`os.Getenv(\"" + variable + "\")`.";
      case "rb" -> "`ENV.fetch(\"" + variable + "\")`.";
      case "php" -> "`getenv('" + variable + "')`.";
      case "cs" -> "`Environment.GetEnvironmentVariable(\"" + variable + "\")`.";
      case "rs" -> "`std::env::var(\"" + variable + "\")`.";
      case "tf", "tfvars" ->
          "`variable \""
              + variable.toLowerCase(Locale.ROOT)
              + "\" { sensitive = true }`, set as TF_VAR_"
              + variable.toLowerCase(Locale.ROOT)
              + ".";
      case "sh", "bash", "zsh" -> "`\"${" + variable + ":?set it outside of the script}\"`.";
      case "properties", "yml", "yaml", "xml", "conf", "ini", "toml", "cfg" ->
          "`${" + variable + "}`, with the value in the environment or in a secret store.";
      default ->
          "read it from the environment ("
              + variable
              + ") or from a secret store, and keep the file out of the repository.";
    };
  }

  private static List<String> links(List<Weakness> weaknesses) {
    List<String> links = new ArrayList<>();
    for (Weakness weakness : weaknesses) {
      if (weakness.isCwe()) {
        links.add("https://cwe.mitre.org/data/definitions/" + weakness.id().substring(4) + ".html");
      }
    }
    links.add("ASVS-5.0.0-13.3.1");
    links.add("https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html");
    return links;
  }
}
