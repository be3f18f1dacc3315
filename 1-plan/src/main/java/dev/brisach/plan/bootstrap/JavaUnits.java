package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Modules of Maven and Gradle: which run, which are libraries, and who depends on whom. */
final class JavaUnits {
  private static final Set<String> PLUGINS =
      Set.of(
          "spring-boot-maven-plugin",
          "quarkus-maven-plugin",
          "micronaut-maven-plugin",
          "jib-maven-plugin",
          "appassembler-maven-plugin",
          "dockerfile-maven-plugin",
          "docker-maven-plugin",
          "payara-micro-maven-plugin",
          "wildfly-maven-plugin",
          "liberty-maven-plugin");
  private static final Pattern PLUGIN =
      Pattern.compile(
          "['\"](?:application|war|org\\.springframework\\.boot|io\\.quarkus|io\\.ktor\\.plugin"
              + "|io\\.micronaut\\.application|com\\.android\\.application)['\"]"
              + "(?![^\\n]{0,60}apply\\(? ?false)|mainClass|(?m:^\\s{0,12}application\\s{0,4}$)");
  private static final Pattern PROJECT =
      Pattern.compile(
          "project\\(\\s{0,3}(?:path\\s{0,3}[:=]\\s{0,3})?['\"]:?([\\w:.-]{1,120})['\"]");
  private static final Pattern ACCESSOR = Pattern.compile("\\bprojects\\.([\\w.]{1,120})");
  private static final Pattern COORDINATE =
      Pattern.compile("['\"][\\w.-]{1,100}:([\\w.-]{1,100})(?::[^'\"\\s]{1,80})?['\"]");
  private static final Pattern MAIN_FILE =
      Pattern.compile("(?:\\w*Application|\\w*Main|\\w*App|\\w*Server|\\w*Launcher)\\.(?:java|kt)");
  private static final List<String> MAINS =
      List.of("static void main(", "fun main(", "void main(String", "SpringApplication.run");

  private final Survey survey;
  private final Map<String, String> byArtifact = new TreeMap<>();

  private JavaUnits(Survey survey) {
    this.survey = survey;
  }

  private record Pom(
      String artifact,
      String packaging,
      boolean aggregator,
      Set<String> plugins,
      List<Survey.Named> dependencies) {}

  static void read(Survey survey) {
    JavaUnits all = new JavaUnits(survey);
    Map<String, Boolean> mains = all.mains();
    all.maven(mains);
    all.gradle(mains);
  }

  private void maven(Map<String, Boolean> mains) {
    Map<FileEntry, Pom> poms = new TreeMap<>(java.util.Comparator.comparing(FileEntry::path));
    for (FileEntry entry : survey.named("pom.xml")) {
      Pom pom = pom(entry);
      poms.put(entry, pom);
      if (!pom.artifact.isEmpty()) {
        byArtifact.put(pom.artifact, entry.folder());
      }
    }
    poms.forEach((entry, pom) -> {
      String folder = entry.folder();
      if (pom.aggregator || pom.packaging.equals("pom")) {
        return;
      }
      Unit unit =
          survey.unit(
              folder,
              pom.artifact.isEmpty() ? Paths.name(folder) : pom.artifact,
              Location.line(entry.path(), 1));
      unit.ecosystem = "maven";
      unit.deployable =
          pom.packaging.equals("war")
              || pom.packaging.equals("ear")
              || pom.plugins.stream().anyMatch(PLUGINS::contains)
              || mains.containsKey(folder);
      survey.depends(unit, pom.dependencies);
      for (Survey.Named named : pom.dependencies) {
        String other = byArtifact.get(named.name());
        if (other != null && !other.equals(folder)) {
          unit.uses.add(other);
        }
      }
    });
    for (FileEntry entry : poms.keySet()) {
      shared(entry, "maven");
    }
  }

  private void shared(FileEntry entry, String ecosystem) {
    if (survey.at(entry.folder()) == null) {
      for (Unit unit : survey.units()) {
        if (unit.ecosystem.equals(ecosystem) && Paths.below(unit.folder, entry.folder())) {
          survey.own(entry.path(), unit);
        }
      }
    }
  }

  private Pom pom(FileEntry entry) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    String artifact = "";
    String packaging = "jar";
    boolean aggregator = false;
    Set<String> plugins = new TreeSet<>();
    List<Survey.Named> dependencies = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(survey.text(entry)));
      StringBuilder text = new StringBuilder();
      while (xml.hasNext() && path.size() < 60) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            path.addLast(xml.getLocalName());
            text.setLength(0);
          }
          case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            String value = text.toString().strip();
            switch (String.join("/", path)) {
              case "project/artifactId" -> artifact = value;
              case "project/packaging" -> packaging = value;
              case "project/modules/module" -> aggregator = true;
              case "project/build/plugins/plugin/artifactId" -> plugins.add(value);
              case "project/dependencies/dependency/artifactId" ->
                  dependencies.add(
                      new Survey.Named(
                          value, Location.line(entry.path(), xml.getLocation().getLineNumber())));
              default -> {}
            }
            text.setLength(0);
            path.pollLast();
          }
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      // what was read so far counts; the Package stage lists the file as unexamined
      return new Pom(artifact, packaging, aggregator, plugins, dependencies);
    }
    return new Pom(artifact, packaging, aggregator, plugins, dependencies);
  }

  private void gradle(Map<String, Boolean> mains) {
    List<FileEntry> builds = new ArrayList<>(survey.named("build.gradle"));
    builds.addAll(survey.named("build.gradle.kts"));
    for (FileEntry entry : builds) {
      String folder = entry.folder();
      String text = survey.text(entry);
      boolean sources = survey.folders().stream().anyMatch(f -> f.startsWith(src(folder)));
      if (!sources && !text.contains("mainClass")) {
        continue;
      }
      Unit unit = survey.unit(folder, folder.isEmpty() ? root() : Paths.name(folder), at(entry, 1));
      unit.ecosystem = "gradle";
      unit.deployable |= PLUGIN.matcher(text).find() || mains.containsKey(folder);
      survey.depends(unit, coordinates(entry, text));
      uses(unit, text);
    }
    for (String name :
        List.of(
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "settings.gradle.kts",
            "gradle.properties")) {
      survey.named(name).forEach(entry -> shared(entry, "gradle"));
    }
  }

  private static String src(String folder) {
    return Paths.join(folder, "src/");
  }

  private String root() {
    java.nio.file.Path name = survey.tree.root().getFileName();
    return name == null ? "application" : name.toString();
  }

  private void uses(Unit unit, String text) {
    for (Matcher m = PROJECT.matcher(text); m.find(); ) {
      unit.uses.add(m.group(1).replace(':', '/'));
    }
    for (Matcher m = ACCESSOR.matcher(text); m.find(); ) {
      String wanted = Survey.normal(m.group(1));
      for (Unit other : survey.units()) {
        if (other != unit && Survey.normal(other.folder).equals(wanted)) {
          unit.uses.add(other.folder);
        }
      }
    }
    unit.uses.remove(unit.folder);
  }

  private static List<Survey.Named> coordinates(FileEntry entry, String text) {
    List<Survey.Named> names = new ArrayList<>();
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      if (each.contains("test")) {
        continue;
      }
      for (Matcher m = COORDINATE.matcher(each); m.find(); ) {
        names.add(new Survey.Named(m.group(1), at(entry, line)));
      }
    }
    return names;
  }

  /** The module folders that have a class with a main method below {@code src/main}. */
  private Map<String, Boolean> mains() {
    Map<String, Boolean> found = new HashMap<>();
    Map<String, Integer> tries = new HashMap<>();
    for (FileEntry entry : survey.named(name -> MAIN_FILE.matcher(name).matches())) {
      int at = entry.path().indexOf("src/main/");
      if (at < 0) {
        continue;
      }
      String module = at == 0 ? "" : entry.path().substring(0, at - 1);
      if (!found.containsKey(module) && tries.merge(module, 1, Integer::sum) <= 10) {
        String text = survey.text(entry);
        if (MAINS.stream().anyMatch(text::contains)) {
          found.put(module, true);
        }
      }
    }
    return found;
  }

  private static Location at(FileEntry entry, int line) {
    return Location.line(entry.path(), line);
  }
}
