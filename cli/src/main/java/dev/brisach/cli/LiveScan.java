package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Stage;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.LedgerWriter;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.Options;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.engine.live.BoxedLive;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the live checks of one stage against one running service: an environment of the project, or
 * any address. What was seen is kept beside the project's ledger, apart from it, so that a finding
 * can be explained and sent again without a half run speaking for the whole project.
 */
final class LiveScan {
  /** Folder of what these scans saw, below {@code .brisach}. */
  static final String KEPT = "live";

  /** Name of an environment that is no project's: an address on the command line. */
  static final String TARGET = "target";

  /** What a scan saw. */
  record Seen(Project project, Environment environment, Model model, List<Evidence> evidence) {}

  /**
   * What to scan.
   *
   * @param target address of the service, or null: an environment of the project
   * @param environment name of an environment, or null: the one with that address, or the only one
   * @param openapi OpenAPI file for an address, or null: what the environment names
   * @param har HAR file with requests known beforehand, or null
   * @param checks ids of the checks that are sent; empty: all of the stage
   */
  record Aim(
      Path project,
      @Nullable String target,
      @Nullable String environment,
      @Nullable Path openapi,
      @Nullable Path har,
      Effect effect,
      List<String> checks) {
    Aim {
      checks = List.copyOf(checks);
    }

    /** The same with one check. */
    Aim only(String check) {
      return new Aim(project, target, environment, openapi, har, effect, List.of(check));
    }
  }

  private LiveScan() {}

  /** Scans and keeps what was seen, unless told not to. */
  static Seen run(Aim aim, Stage stage, boolean keep) {
    Project project = project(aim);
    Environment environment = project.settings().environments().firstEntry().getValue();
    Reach.require(project.settings());
    Clock clock = Clock.systemUTC();
    OutsideData data = OutsideData.of(project, null);
    List<Check<?>> checks = checks(aim, stage, project);
    SourceTree tree = tree(project, environment);
    Model model = isProject(project.root()) ? data.plan(tree).model() : Model.empty();
    Ledger ledger =
        keep ? Ledger.open(project.root().resolve(".brisach").resolve(KEPT)) : Ledger.inMemory();
    try (LedgerWriter writer =
        ledger.begin(
            project.settings().projectId(),
            project.git().branch(),
            project.git().revision(),
            "brisach 0.1.0",
            clock.instant())) {
      writer.environments(List.of(environment));
      LiveRunner.Outcome outcome =
          new BoxedLive(
                  Installation.classPath(),
                  Installation.jdk(),
                  BoxMain.class.getName(),
                  System::getenv)
              .examine(
                  new LiveRunner.Job(
                      project,
                      writer.id(),
                      environment,
                      tree,
                      model,
                      List.of(),
                      checks,
                      Options.reading(clock).withCeiling(aim.effect())));
      outcome.evidence().forEach(writer::evidence);
      SortedMap<dev.brisach.core.Asset, Inventory.Item> items = new TreeMap<>();
      outcome.discovered().forEach(item -> items.put(item.asset(), item));
      writer.inventory(new Inventory(items, Map.of()));
      List<Evidence> evidence =
          outcome.evidence().stream().filter(one -> one.stage() == stage).toList();
      return new Seen(project, environment, model, evidence);
    }
  }

  /** The live checks of the stage that were asked for; an id that none of them has is refused. */
  private static List<Check<?>> checks(Aim aim, Stage stage, Project project) {
    SortedMap<String, Check<?>> known = new TreeMap<>();
    List<Check<?>> chosen = new ArrayList<>();
    for (Check<?> check :
        Checks.live(OutsideData.inside(project.root()), Checks.team(project.root()))) {
      CheckInfo info = check.info();
      if (info.stages().contains(stage)) {
        known.put(info.id(), check);
        if (aim.checks().isEmpty() || aim.checks().contains(info.id())) {
          chosen.add(check);
        }
      }
    }
    for (String id : aim.checks()) {
      if (!known.containsKey(id)) {
        throw usage("--check " + id + ": there are " + String.join(", ", known.keySet()));
      }
    }
    return chosen;
  }

  private static boolean isProject(Path root) {
    return Files.exists(root.resolve(SettingsReader.FILE));
  }

  /** The project with just the environment that is meant. */
  private static Project project(Aim aim) {
    Project whole = Project.open(aim.project());
    Environment chosen = chosen(aim, whole.settings());
    Settings.Target target = whole.settings().target(chosen);
    Path openapi = aim.openapi();
    if (openapi != null) {
      chosen =
          new Environment(
              chosen.name(),
              chosen.url(),
              chosen.start(),
              name(whole.root(), openapi),
              chosen.logSources(),
              chosen.ceiling());
    }
    Path har = aim.har();
    if (har != null) {
      target = target.withHar(name(whole.root(), har));
    }
    Settings all = whole.settings();
    return new Project(
        whole.root(),
        new Settings(
            all.projectId(),
            all.baseBranch(),
            all.notShipped(),
            all.advisories(),
            new TreeMap<>(Map.of(chosen.name(), chosen)),
            new TreeMap<>(Map.of(chosen.name(), target)),
            all.scopes(),
            all.ageLimits(),
            all.release(),
            all.origins()),
        whole.git());
  }

  private static Environment chosen(Aim aim, Settings settings) {
    SortedMap<String, Environment> known = settings.environments();
    String url = aim.target();
    if (url != null) {
      String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
      if (!base.startsWith("http://") && !base.startsWith("https://")) {
        throw usage(url + ": an address of a service begins with http:// or https://");
      }
      for (Environment one : known.values()) {
        if (!one.isBox() && one.url() != null && sameBase(one.url(), base)) {
          return one;
        }
      }
      return new Environment(TARGET, base, List.of(), null, List.of(), Effect.ATTACK);
    }
    if (aim.environment() != null) {
      Environment named = known.get(aim.environment());
      if (named == null) {
        throw usage(
            "--environment "
                + aim.environment()
                + ": brisach.yaml has "
                + (known.isEmpty() ? "no environment" : String.join(", ", known.keySet())));
      }
      return named;
    }
    if (known.size() != 1) {
      throw usage(
          known.isEmpty()
              ? "there is nothing to examine: give an address, or an environment in brisach.yaml"
              : "which environment? --environment " + String.join("|", known.keySet()));
    }
    return known.firstEntry().getValue();
  }

  private static boolean sameBase(String one, String base) {
    return (one.endsWith("/") ? one.substring(0, one.length() - 1) : one).equals(base);
  }

  private static BrisachException usage(String message) {
    return new BrisachException(ErrorCode.USAGE, message);
  }

  /** The path of a file as the tree calls it; one outside the project is refused. */
  private static String name(Path root, Path file) {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      throw usage(file + ": there is no such file");
    }
    if (!real.startsWith(root)) {
      throw usage(file + ": stands outside " + root + "; name its folder by --project");
    }
    return root.relativize(real).toString().replace('\\', '/');
  }

  /** The whole project; of a folder that is none, just the named files. */
  private static SourceTree tree(Project project, Environment environment) {
    if (isProject(project.root())) {
      return SourceTree.read(project.root());
    }
    List<FileEntry> entries = new ArrayList<>();
    List<@Nullable String> names = new ArrayList<>();
    names.add(environment.openapi());
    names.add(project.settings().target(environment).har());
    for (String name : names) {
      if (name != null) {
        entries.add(entry(project.root(), name));
      }
    }
    return new SourceTree(project.root(), entries, Map.of());
  }

  private static FileEntry entry(Path root, String name) {
    try {
      Path file = root.resolve(name);
      return new FileEntry(name, Files.size(file), Set.copyOf(FileTypes.of(name, new byte[0])), "");
    } catch (IOException e) {
      throw usage(name + ": cannot be read: " + e.getMessage());
    }
  }
}
