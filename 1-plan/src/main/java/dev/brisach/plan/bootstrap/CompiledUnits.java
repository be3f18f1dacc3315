package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go modules and their programs, Cargo packages, .NET projects. */
final class CompiledUnits {
  private static final Pattern MODULE = Pattern.compile("(?m)^module\\s{1,8}\"?([^\\s\"]{1,200})");
  private static final Pattern REQUIRE =
      Pattern.compile(
          "^\\s{0,8}(?:require\\s{1,4})?([a-z0-9.-]{1,80}\\.[a-z]{2,10}/[^\\s]{1,200})\\s{1,4}v");
  private static final Pattern MAIN = Pattern.compile("(?m)^package main\\b");
  private static final Pattern CARGO_NAME =
      Pattern.compile(
          "(?ms)^\\[package\\]\\s{0,4}$.{0,400}?^name\\s{0,4}=\\s{0,4}\"([^\"]{1,80})\"");
  private static final Pattern CARGO_KEY =
      Pattern.compile("^([A-Za-z0-9_-]{1,80})(?:\\.workspace)?\\s{0,4}=");
  private static final Pattern CARGO_SECTION = Pattern.compile("^\\[([^\\]]{1,120})\\]");
  private static final Pattern PACKAGE_REFERENCE =
      Pattern.compile(
          "<(?:PackageReference|FrameworkReference)\\s[^>]{0,80}Include=\"([^\"]{1,120})\"");
  private static final Pattern PROJECT_REFERENCE =
      Pattern.compile("<ProjectReference\\s[^>]{0,80}Include=\"([^\"]{1,240})\"");
  private static final int MANY_MAINS = 400;
  private static final int MANY_FILES = 12;
  private static final List<String> LISTENS =
      List.of(
          "ListenAndServe",
          "net.Listen(",
          "grpc.NewServer(",
          "http.Serve(",
          "gin.Default(",
          "gin.New(",
          "echo.New(",
          "fiber.New(",
          "chi.NewRouter(",
          "mux.NewRouter(");

  private CompiledUnits() {}

  static void read(Survey survey) {
    go(survey);
    rust(survey);
    dotnet(survey);
  }

  private static void go(Survey survey) {
    List<FileEntry> modules = survey.named("go.mod");
    Set<String> homes = new TreeSet<>();
    modules.forEach(entry -> homes.add(entry.folder()));
    Map<String, Set<String>> mains = new TreeMap<>();
    int opened = 0;
    for (FileEntry entry : survey.ending(".go")) {
      String module = nearest(entry.folder(), homes);
      if (module == null || entry.name().endsWith("_test.go")) {
        continue;
      }
      Set<String> found = mains.computeIfAbsent(module, _ -> new TreeSet<>());
      boolean command = Paths.name(Paths.parent(entry.folder())).equals("cmd");
      boolean candidate =
          entry.name().equals("main.go") || command || entry.folder().equals(module);
      if (candidate && !found.contains(entry.folder()) && opened < MANY_MAINS) {
        opened++;
        if (MAIN.matcher(survey.text(entry)).find()) {
          found.add(entry.folder());
        }
      }
    }
    for (FileEntry entry : modules) {
      goModule(survey, entry, mains.getOrDefault(entry.folder(), Set.of()));
    }
  }

  private static void goModule(Survey survey, FileEntry entry, Set<String> mains) {
    String text = survey.text(entry);
    Matcher m = MODULE.matcher(text);
    String path = m.find() ? m.group(1) : "";
    String last = Paths.name(path);
    if (last.length() > 1 && last.charAt(0) == 'v' && Character.isDigit(last.charAt(1))) {
      last = Paths.name(Paths.parent(path));
    }
    String name = last.isBlank() ? ScriptUnits.nameOf(survey, entry.folder()) : last;
    List<Survey.Named> requires = new ArrayList<>();
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      Matcher require = REQUIRE.matcher(each);
      if (require.find() && !each.contains("// indirect")) {
        requires.add(new Survey.Named(require.group(1), at(entry, line)));
      }
    }
    Unit module = survey.unit(entry.folder(), name, at(entry, 1));
    module.ecosystem = "go";
    module.deployable |= mains.contains(entry.folder());
    survey.depends(module, requires);
    listens(survey, module);
    for (String main : mains) {
      if (!main.equals(entry.folder()) && Survey.aside(main) == null) {
        Unit unit = survey.unit(main, Paths.name(main), Location.line(first(survey, main), 1));
        unit.ecosystem = "go";
        unit.deployable = true;
        unit.uses.add(entry.folder());
        survey.depends(unit, requires);
        listens(survey, unit);
      }
    }
  }

  /**
   * What a module requires says nothing of one program in it; whether it listens its source does.
   */
  private static void listens(Survey survey, Unit unit) {
    Location place = unit.technology.remove("web-server");
    if (!unit.deployable) {
      return;
    }
    for (FileEntry entry : survey.in(unit.folder).stream().limit(MANY_FILES).toList()) {
      String text = entry.name().endsWith(".go") ? survey.text(entry) : "";
      if (LISTENS.stream().anyMatch(text::contains)) {
        unit.technology.put("web-server", place == null ? unit.place : place);
        return;
      }
    }
  }

  private static String first(Survey survey, String folder) {
    return survey.in(folder).stream()
        .map(FileEntry::path)
        .filter(path -> path.endsWith(".go"))
        .findFirst()
        .orElse(folder);
  }

  private static @org.jspecify.annotations.Nullable String nearest(
      String folder, Set<String> homes) {
    for (String at = folder; ; at = Paths.parent(at)) {
      if (homes.contains(at)) {
        return at;
      }
      if (at.isEmpty()) {
        return null;
      }
    }
  }

  private static void rust(Survey survey) {
    Map<String, String> byName = new TreeMap<>();
    Map<Unit, Set<String>> keys = new TreeMap<>();
    List<FileEntry> roots = new ArrayList<>();
    for (FileEntry entry : survey.named("Cargo.toml")) {
      String folder = entry.folder();
      String text = survey.text(entry);
      Matcher name = CARGO_NAME.matcher(text);
      if (!name.find()) {
        roots.add(entry);
        continue;
      }
      Unit unit = survey.unit(folder, name.group(1), at(entry, 1));
      unit.ecosystem = "cargo";
      boolean bins = survey.folders().contains(Paths.join(folder, "src/bin"));
      unit.deployable |= text.contains("[[bin]]") || survey.has(folder, "src/main.rs") || bins;
      byName.put(name.group(1), folder);
      List<Survey.Named> dependencies = cargo(entry, text);
      survey.depends(unit, dependencies);
      keys.put(unit, new TreeSet<>(dependencies.stream().map(Survey.Named::name).toList()));
    }
    keys.forEach((unit, names) -> {
      for (String name : names) {
        String other = byName.get(name);
        if (other != null && !other.equals(unit.folder)) {
          unit.uses.add(other);
        }
      }
    });
    for (FileEntry root : roots) {
      for (Unit unit : keys.keySet()) {
        if (Paths.below(unit.folder, root.folder())) {
          survey.own(root.path(), unit);
          if (survey.has(root.folder(), "Cargo.lock")) {
            survey.own(Paths.join(root.folder(), "Cargo.lock"), unit);
          }
        }
      }
    }
  }

  private static List<Survey.Named> cargo(FileEntry entry, String text) {
    List<Survey.Named> names = new ArrayList<>();
    boolean inside = false;
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      Matcher section = CARGO_SECTION.matcher(each);
      if (section.find()) {
        String title = section.group(1);
        inside = title.endsWith("dependencies") && !title.contains("dev-");
        if (title.startsWith("dependencies.")) {
          names.add(new Survey.Named(title.substring(13), at(entry, line)));
        }
        continue;
      }
      Matcher key = CARGO_KEY.matcher(each);
      if (inside && key.find()) {
        names.add(new Survey.Named(key.group(1), at(entry, line)));
      }
    }
    return names;
  }

  private static void dotnet(Survey survey) {
    List<FileEntry> projects = new ArrayList<>(survey.ending(".csproj"));
    projects.addAll(survey.ending(".fsproj"));
    projects.addAll(survey.ending(".vbproj"));
    for (FileEntry entry : projects) {
      String text = survey.text(entry);
      String name = entry.name().substring(0, entry.name().lastIndexOf('.'));
      Unit unit = survey.unit(entry.folder(), name, at(entry, 1));
      unit.ecosystem = "dotnet";
      boolean test = text.contains("Microsoft.NET.Test.Sdk");
      boolean web = text.contains("Microsoft.NET.Sdk.Web");
      unit.deployable |=
          !test && (web || text.contains("Sdk.Worker") || text.contains("<OutputType>Exe"));
      if (web) {
        unit.technology.putIfAbsent("web-server", at(entry, 1));
      }
      List<Survey.Named> packages = new ArrayList<>();
      int line = 0;
      for (String each : text.lines().toList()) {
        line++;
        Matcher reference = PACKAGE_REFERENCE.matcher(each);
        if (reference.find()) {
          packages.add(new Survey.Named(reference.group(1), at(entry, line)));
        }
        Matcher project = PROJECT_REFERENCE.matcher(each);
        if (project.find()) {
          unit.uses.add(Paths.parent(Paths.resolve(entry.folder(), project.group(1))));
        }
      }
      unit.uses.remove(unit.folder);
      survey.depends(unit, packages);
    }
  }

  private static Location at(FileEntry entry, int line) {
    return Location.line(entry.path(), line);
  }
}
