package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packages of npm and their workspaces. */
final class NodeUnits {
  private static final Set<String> APPLICATIONS =
      Set.of(
          "react-scripts",
          "next",
          "nuxt",
          "@angular/cli",
          "@angular-devkit/build-angular",
          "@remix-run/node",
          "@sveltejs/kit",
          "electron",
          "gatsby",
          "expo",
          "react-native",
          "astro",
          "@vue/cli-service",
          "serverless");
  private static final List<String> START = List.of("start", "serve", "start:prod", "preview");
  private static final List<String> LOCKS =
      List.of(
          "package-lock.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "npm-shrinkwrap.json",
          "bun.lockb",
          "pnpm-workspace.yaml",
          "lerna.json",
          "nx.json",
          "turbo.json",
          "package.json",
          "tsconfig.json",
          "tsconfig.base.json",
          ".npmrc");

  private NodeUnits() {}

  static void read(Survey survey) {
    Map<String, Json.Obj> manifests = new TreeMap<>();
    Map<String, String> byName = new TreeMap<>();
    for (FileEntry entry : survey.named("package.json")) {
      SourceFile file = survey.open(entry);
      if (file == null) {
        continue;
      }
      try {
        if (JsonReader.read(file.text()) instanceof Json.Obj manifest) {
          manifests.put(entry.folder(), manifest);
          String name = manifest.text("name");
          if (name != null && !name.isBlank()) {
            byName.put(name, entry.folder());
          }
          unit(survey, file, manifest);
        }
      } catch (JsonFault _) {
        // no manifest that a tool could read; the Package stage lists it as unexamined
      }
    }
    manifests.forEach((folder, manifest) -> uses(survey, folder, manifest, byName));
    for (String folder : manifests.keySet()) {
      if (survey.at(folder) == null) {
        shareRoot(survey, folder);
      }
    }
  }

  private static void unit(Survey survey, SourceFile file, Json.Obj manifest) {
    String folder = file.entry().folder();
    List<Survey.Named> dependencies = new ArrayList<>();
    int line = 0;
    Json.Obj declared = manifest.object("dependencies");
    Set<String> names = declared.members().keySet();
    for (String text : file.text().lines().toList()) {
      line++;
      String key = key(text);
      if (names.contains(key)) {
        dependencies.add(new Survey.Named(key, Location.line(file.path(), line)));
      }
    }
    boolean workspaceRoot =
        manifest.get("workspaces") != null
            || survey.has(folder, "pnpm-workspace.yaml")
            || survey.has(folder, "lerna.json");
    Json.Obj scripts = manifest.object("scripts");
    Set<String> groups = survey.signs.groups(List.copyOf(names));
    boolean server = groups.contains("web-server");
    boolean bin = manifest.get("bin") != null;
    boolean docker = survey.has(folder, "Dockerfile");
    boolean starts = START.stream().anyMatch(scripts.members()::containsKey);
    Json.Obj development = manifest.object("devDependencies");
    boolean application =
        names.stream().anyMatch(APPLICATIONS::contains)
            || (development.members().keySet().stream().anyMatch(APPLICATIONS::contains) && starts)
            || survey.has(folder, "index.html");
    boolean library =
        manifest.get("main") != null
            || manifest.get("exports") != null
            || manifest.get("module") != null
            || manifest.get("types") != null;
    boolean published = library && manifest.text("version") != null && !manifest.flag("private");
    boolean deployable =
        bin || docker || application || (starts && !published) || (server && starts);
    if ((workspaceRoot && !docker && !server) || (!deployable && !library && names.isEmpty())) {
      return;
    }
    String name = manifest.text("name");
    String plain = name == null || name.isBlank() ? Paths.name(folder) : Paths.name(name);
    Unit unit =
        survey.unit(folder, plain.isBlank() ? "application" : plain, Location.line(file.path(), 1));
    unit.ecosystem = "npm";
    unit.deployable |= deployable;
    survey.depends(unit, dependencies);
    if (bin && !server && !application) {
      unit.technology.putIfAbsent("command-line", Location.line(file.path(), 1));
    }
    if (application) {
      unit.signs.add("browser");
      unit.technology.putIfAbsent("html", Location.line(file.path(), 1));
    }
  }

  private static String key(String line) {
    String text = line.strip();
    int end = text.startsWith("\"") ? text.indexOf('"', 1) : -1;
    return end > 0 ? text.substring(1, end) : "";
  }

  private static void uses(
      Survey survey, String folder, Json.Obj manifest, Map<String, String> byName) {
    Unit unit = survey.at(folder);
    if (unit == null) {
      return;
    }
    for (String kind : List.of("dependencies", "devDependencies", "peerDependencies")) {
      for (String name : manifest.object(kind).members().keySet()) {
        String other = byName.get(name);
        if (other != null && !other.equals(folder)) {
          unit.uses.add(other);
        }
      }
    }
  }

  private static void shareRoot(Survey survey, String folder) {
    for (String name : LOCKS) {
      if (survey.has(folder, name)) {
        for (Unit unit : survey.units()) {
          if (unit.ecosystem.equals("npm") && Paths.below(unit.folder, folder)) {
            survey.own(Paths.join(folder, name), unit);
          }
        }
      }
    }
  }
}
