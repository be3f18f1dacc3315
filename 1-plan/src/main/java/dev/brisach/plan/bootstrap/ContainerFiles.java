package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dockerfiles and compose files: what is packed into images, what runs beside it, what calls what.
 */
final class ContainerFiles {
  private static final Set<String> PLAIN =
      Set.of(
          "docker",
          "build",
          "deploy",
          "deployment",
          "deployments",
          "src",
          "app",
          "container",
          "image");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:([a-z][a-z0-9+.-]{1,20}?)://)?(?:[^@/\\s\"']{1,80}@)?"
              + "([a-z][a-z0-9_-]{1,62})(?::(\\d{2,5})|(?=\\.[a-z0-9.-]{0,80}svc)|(?=/|$))");

  private final Survey survey;

  private ContainerFiles(Survey survey) {
    this.survey = survey;
  }

  static void read(Survey survey) {
    ContainerFiles all = new ContainerFiles(survey);
    survey.tree.ofType(FileTypes.DOCKERFILE).stream()
        .filter(entry -> !Survey.isForeign(entry.path()))
        .forEach(all::dockerfile);
    survey.tree.ofType(FileTypes.COMPOSE).stream()
        .filter(entry -> !Survey.isForeign(entry.path()) && Survey.aside(entry.path()) == null)
        .forEach(all::compose);
  }

  private void dockerfile(FileEntry entry) {
    Unit here = survey.at(entry.folder());
    List<Unit> users = here == null || here.deployable ? List.of() : users(here);
    if (!users.isEmpty()) {
      for (Unit user : users) { // the recipe of a library's folder packs the programs that use it
        survey.own(entry.path(), user);
        user.fact("container", Location.line(entry.path(), 1), "true");
      }
      return;
    }
    Unit unit = home(entry);
    if (unit != null) {
      survey.own(entry.path(), unit);
      unit.fact("container", Location.line(entry.path(), 1), "true");
      recipe(entry, unit);
    }
  }

  private List<Unit> users(Unit library) {
    return survey.units().stream()
        .filter(unit -> unit.deployable && unit.uses.contains(library.folder))
        .toList();
  }

  private void recipe(FileEntry entry, Unit unit) {
    String user = "";
    String base = "";
    int at = 0;
    int line = 0;
    for (String each : survey.text(entry).lines().toList()) {
      line++;
      String text = each.strip();
      if (text.regionMatches(true, 0, "FROM ", 0, 5)) {
        user = "";
        base = text.substring(5).strip();
        at = line;
      } else if (text.regionMatches(true, 0, "USER ", 0, 5)) {
        user = text.substring(5).strip();
        at = line;
      }
    }
    if (unit.ecosystem.isEmpty() && unit.kind.isEmpty() && unit.technology.isEmpty()) {
      unit.kind = survey.signs.kindOfImage(base.split(" ", -1)[0]);
    }
    boolean root = user.equals("root") || user.equals("0") || user.startsWith("0:");
    if (root || (!user.isEmpty() && !user.startsWith("$"))) {
      unit.fact("runsAsRoot", Location.line(entry.path(), Math.max(1, at)), Boolean.toString(root));
    }
  }

  /** The unit that a Dockerfile packs: of its folder, of a folder above, or a new one. */
  private @Nullable Unit home(FileEntry entry) {
    String folder = entry.folder();
    Unit here = survey.at(folder);
    if (here != null) {
      here.deployable = true;
      return here;
    }
    if (Survey.aside(folder) != null || folder.isEmpty()) {
      return null;
    }
    Unit above = survey.above(folder);
    if (above != null && !(above.folder.isEmpty() && survey.units().size() > 1)) {
      above.deployable |= PLAIN.contains(Paths.name(folder));
      return above;
    }
    String last = Paths.name(folder);
    Unit named = survey.byAlias(last);
    if (named != null && named.hasFiles() && !Paths.below(folder, named.folder)) {
      named.deployable = true;
      return named;
    }
    String parent = Paths.parent(folder);
    boolean plain = PLAIN.contains(last.toLowerCase(Locale.ROOT));
    if (plain && parent.isEmpty()) {
      return null; // one recipe for several programs
    }
    Unit unit =
        survey.unit(folder, plain ? Paths.name(parent) : last, Location.line(entry.path(), 1));
    unit.deployable = true;
    return unit;
  }

  private void compose(FileEntry entry) {
    for (Yaml.Mapping document : survey.yaml(entry)) {
      Map<String, Unit> units = new TreeMap<>();
      Map<String, Yaml.Mapping> services = new TreeMap<>();
      for (Yaml.Entry service : document.map("services").entries().values()) {
        if (service.value() instanceof Yaml.Mapping body) {
          Unit unit = service(entry, service.key(), service.line(), body);
          survey.alias(unit, service.key());
          survey.own(entry.path(), unit);
          units.put(service.key(), unit);
          services.put(service.key(), body);
        }
      }
      units.forEach((name, unit) -> relations(entry, unit, services.getOrDefault(name, document)));
    }
  }

  private Unit service(FileEntry entry, String name, int line, Yaml.Mapping body) {
    Location place = Location.line(entry.path(), line);
    Unit unit = built(entry, name, place, body);
    String image = body.text("image");
    if (unit == null) {
      String kind = image == null ? "" : survey.signs.kindOfImage(image);
      Unit known = kind.isEmpty() ? survey.byAlias(name) : null;
      if (known == null && image != null && kind.isEmpty()) {
        known = survey.byAlias(Signs.base(image));
      }
      unit = known != null ? known : survey.unit("-" + name, name, place);
      if (!kind.isEmpty()) {
        unit.kind = kind;
      }
      if (image != null) {
        unit.images.add(withoutTag(image));
      }
    }
    unit.deployable = true;
    unit.fact("container", place, "true");
    if ("true".equals(body.text("privileged")) || "root".equals(body.text("user"))) {
      unit.fact("runsAsRoot", place, "true");
    }
    for (Yaml port : body.list("ports")) {
      if (published(port) && !entry.path().startsWith(".") && !entry.path().contains("/.")) {
        unit.fact("internetFacing", Location.line(entry.path(), port.line()), "true");
      }
    }
    return unit;
  }

  private static boolean published(Yaml port) {
    return switch (port) {
      case Yaml.Scalar scalar ->
          scalar.value().contains(":")
              && !scalar.value().startsWith("127.")
              && !scalar.value().startsWith("localhost");
      case Yaml.Mapping mapping ->
          mapping.get("published") != null && !"127.0.0.1".equals(mapping.text("host_ip"));
      case Yaml.Sequence _ -> false;
    };
  }

  private @Nullable Unit built(FileEntry entry, String name, Location place, Yaml.Mapping body) {
    Yaml build = body.get("build");
    String context;
    String dockerfile = null;
    switch (build) {
      case Yaml.Scalar scalar when !scalar.isNull() -> context = scalar.value();
      case Yaml.Mapping mapping -> {
        String given = mapping.text("context");
        context = given == null ? "." : given;
        dockerfile = mapping.text("dockerfile");
      }
      case null, default -> {
        return null;
      }
    }
    if (context.contains("://") || context.contains("${")) {
      return null;
    }
    String folder = Paths.resolve(entry.folder(), context);
    String docker = dockerfile == null ? folder : Paths.parent(Paths.resolve(folder, dockerfile));
    for (String candidate : List.of(docker, folder)) {
      Unit unit = survey.at(candidate);
      if (unit != null) {
        return unit;
      }
    }
    Unit byName = survey.byAlias(name);
    if (byName != null) {
      return byName;
    }
    Unit above = survey.above(docker);
    if (above != null && !above.folder.isEmpty()) {
      return above;
    }
    return survey.folders().contains(docker) && !docker.isEmpty()
        ? survey.unit(docker, name, place)
        : null;
  }

  private static String withoutTag(String image) {
    int digest = image.indexOf('@');
    String name = digest > 0 ? image.substring(0, digest) : image;
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) + "*" : name + "*";
  }

  private void relations(FileEntry entry, Unit unit, Yaml.Mapping body) {
    switch (body.get("depends_on")) {
      case Yaml.Mapping mapping ->
          mapping
              .entries()
              .values()
              .forEach(each -> survey.link(unit, each.key(), null, at(entry, each.line())));
      case null, default -> {
        for (Yaml each : body.list("depends_on")) {
          if (each instanceof Yaml.Scalar scalar) {
            survey.link(unit, scalar.value(), null, at(entry, each.line()));
          }
        }
      }
    }
    switch (body.get("environment")) {
      case Yaml.Mapping mapping -> {
        for (Yaml.Entry each : mapping.entries().values()) {
          if (each.value() instanceof Yaml.Scalar scalar) {
            hosts(survey, unit, scalar.value(), at(entry, each.line()));
          }
        }
      }
      case null, default -> {
        for (Yaml each : body.list("environment")) {
          if (each instanceof Yaml.Scalar scalar) {
            int equals = scalar.value().indexOf('=');
            hosts(survey, unit, scalar.value().substring(equals + 1), at(entry, each.line()));
          }
        }
      }
    }
  }

  /**
   * Links to whatever the host in an address names; values without a port or scheme tell nothing.
   */
  static void hosts(Survey survey, Unit unit, String value, Location place) {
    if (value.length() > 400) {
      return;
    }
    for (String part : value.split("[,\\s]", -1)) {
      Matcher m = HOST.matcher(bare(part));
      if (m.lookingAt() && (m.group(1) != null || m.group(3) != null)) {
        String scheme = m.group(1);
        survey.link(
            unit,
            m.group(2),
            scheme == null || scheme.equals("lb") ? null : protocol(scheme),
            place);
      }
    }
  }

  /** An address without the words that frameworks put before its scheme. */
  private static String bare(String address) {
    String bare = address;
    for (String word : List.of("optional:", "configserver:", "jdbc:", "r2dbc:")) {
      bare = bare.startsWith(word) ? bare.substring(word.length()) : bare;
    }
    return bare;
  }

  private static String protocol(String scheme) {
    return switch (scheme) {
      case "postgresql" -> "postgres";
      case "mongodb+srv" -> "mongodb";
      case "mariadb" -> "mysql";
      default -> scheme;
    };
  }

  private static Location at(FileEntry entry, int line) {
    return Location.line(entry.path(), line);
  }
}
