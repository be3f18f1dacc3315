package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Projects of Python, Ruby, PHP and other languages whose manifest marks a folder. */
final class ScriptUnits {
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "^\\s{0,8}['\"]?([A-Za-z0-9][A-Za-z0-9._-]{0,80})\\s{0,4}(?:[\\[<>=~!;,'\"]|$)");
  private static final Pattern PYTHON_MANIFEST =
      Pattern.compile(
          "pyproject\\.toml|setup\\.py|setup\\.cfg|Pipfile|manage\\.py|[\\w.-]*requirements[\\w.-]*\\.txt");
  private static final Set<String> PYTHON_ENTRY =
      Set.of(
          "manage.py",
          "wsgi.py",
          "asgi.py",
          "app.py",
          "main.py",
          "__main__.py",
          "server.py",
          "run.py",
          "Procfile",
          "Dockerfile",
          "serverless.yml",
          "lambda_function.py");
  private static final Pattern GEM =
      Pattern.compile("^\\s{0,8}gem\\s{1,4}['\"]([\\w./-]{1,80})['\"]");
  private static final Pattern JSON_KEY =
      Pattern.compile("^\\s{0,12}\"([\\w.-]{1,80}/[\\w.-]{1,80})\"\\s{0,2}:");
  private static final List<String> TOPMOST =
      List.of(
          "CMakeLists.txt",
          "meson.build",
          "configure.ac",
          "build.sbt",
          "Package.swift",
          "pubspec.yaml",
          "mix.exs",
          "project.clj",
          "deps.edn",
          "deno.json",
          "stack.yaml",
          "dune-project",
          "rebar.config",
          "build.zig",
          "DESCRIPTION",
          "Makefile.PL",
          "WORKSPACE",
          "MODULE.bazel");

  private ScriptUnits() {}

  static void read(Survey survey) {
    python(survey);
    ruby(survey);
    php(survey);
    for (String name : TOPMOST) {
      for (FileEntry entry : survey.named(name)) {
        if (survey.above(entry.folder()) == null) {
          Unit unit = survey.unit(entry.folder(), nameOf(survey, entry.folder()), at(entry, 1));
          unit.deployable = survey.has(entry.folder(), "Dockerfile");
        }
      }
    }
  }

  static String nameOf(Survey survey, String folder) {
    java.nio.file.Path root = survey.tree.root().getFileName();
    return folder.isEmpty() ? (root == null ? "application" : root.toString()) : Paths.name(folder);
  }

  private static void python(Survey survey) {
    Set<String> folders = new TreeSet<>();
    for (String folder : survey.folders()) {
      if (!Survey.isForeign(folder)
          && survey.in(folder).stream()
              .anyMatch(e -> PYTHON_MANIFEST.matcher(e.name()).matches())) {
        folders.add(folder);
      }
    }
    for (String folder : folders) {
      List<FileEntry> files = survey.in(folder);
      boolean project =
          survey.has(folder, "pyproject.toml")
              || survey.has(folder, "setup.py")
              || survey.has(folder, "manage.py");
      boolean sources = files.stream().anyMatch(e -> e.name().endsWith(".py"));
      List<FileEntry> manifests =
          files.stream().filter(e -> PYTHON_MANIFEST.matcher(e.name()).matches()).toList();
      if (!project && !sources && !survey.has(folder, "Dockerfile") && !packages(survey, folder)) {
        continue; // lists of packages for tools; they belong to whoever holds the folder
      }
      List<Survey.Named> names = new ArrayList<>();
      boolean scripts = false;
      boolean packaged = survey.has(folder, "setup.py");
      for (FileEntry manifest : manifests) {
        String text = survey.text(manifest);
        scripts |=
            text.contains("[project.scripts]")
                || text.contains("console_scripts")
                || text.contains("[tool.poetry.scripts]");
        packaged |= text.contains("[project]") || text.contains("[tool.poetry]");
        if (!manifest.name().contains("dev") && !manifest.name().contains("test")) {
          names.addAll(requirements(manifest, text));
        }
      }
      if (!packaged
          && !sources
          && manifests.size() == 1
          && manifests.getFirst().name().equals("pyproject.toml")) {
        continue; // settings of tools only
      }
      Unit unit = survey.unit(folder, nameOf(survey, folder), at(manifests.getFirst(), 1));
      unit.ecosystem = unit.ecosystem.isEmpty() ? "python" : unit.ecosystem;
      boolean entry = files.stream().anyMatch(e -> PYTHON_ENTRY.contains(e.name()));
      boolean server =
          survey
              .signs
              .groups(names.stream().map(Survey.Named::name).toList())
              .contains("web-server");
      unit.deployable |=
          scripts || (entry && (!packaged || server)) || survey.has(folder, "manage.py");
      survey.depends(unit, names);
      if (scripts && !server) {
        unit.technology.putIfAbsent("command-line", at(manifests.getFirst(), 1));
      }
    }
  }

  private static boolean packages(Survey survey, String folder) {
    return survey.folders().stream()
        .anyMatch(f ->
            f.startsWith(folder.isEmpty() ? "" : folder + "/")
                && Paths.parent(f).equals(folder)
                && survey.in(f).stream().anyMatch(e -> e.name().endsWith(".py")));
  }

  private static List<Survey.Named> requirements(FileEntry manifest, String text) {
    List<Survey.Named> names = new ArrayList<>();
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      Matcher m = REQUIREMENT.matcher(each);
      if (m.find()) {
        names.add(new Survey.Named(m.group(1), at(manifest, line)));
      }
    }
    return names;
  }

  private static void ruby(Survey survey) {
    for (FileEntry entry : survey.named("Gemfile")) {
      String folder = entry.folder();
      Unit unit = survey.unit(folder, nameOf(survey, folder), at(entry, 1));
      unit.ecosystem = unit.ecosystem.isEmpty() ? "ruby" : unit.ecosystem;
      unit.deployable |=
          survey.has(folder, "config.ru")
              || survey.has(folder, "bin/rails")
              || survey.has(folder, "Procfile")
              || survey.has(folder, "Dockerfile");
      survey.depends(unit, names(entry, survey.text(entry), GEM));
    }
  }

  private static void php(Survey survey) {
    for (FileEntry entry : survey.named("composer.json")) {
      String folder = entry.folder();
      String text = survey.text(entry);
      Unit unit = survey.unit(folder, nameOf(survey, folder), at(entry, 1));
      unit.ecosystem = unit.ecosystem.isEmpty() ? "php" : unit.ecosystem;
      unit.deployable |=
          survey.has(folder, "index.php")
              || survey.has(folder, "public/index.php")
              || survey.has(folder, "artisan")
              || survey.has(folder, "bin/console")
              || survey.has(folder, "Dockerfile");
      survey.depends(unit, names(entry, text, JSON_KEY));
    }
  }

  private static List<Survey.Named> names(FileEntry entry, String text, Pattern pattern) {
    List<Survey.Named> names = new ArrayList<>();
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      Matcher m = pattern.matcher(each);
      if (m.find()) {
        names.add(new Survey.Named(m.group(1), at(entry, line)));
      }
    }
    return names;
  }

  private static Location at(FileEntry entry, int line) {
    return Location.line(entry.path(), line);
  }
}
