package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Model;
import dev.brisach.engine.Project;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.live.ServiceReader;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.TestFiles;
import dev.brisach.test.matrix.TestPlan;
import dev.brisach.test.matrix.User;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a project's tests are made from: its API file, users, threat model and reviewed matrix. No
 * request is sent.
 */
record TestPlanning(Project project, Environment environment, ApiModel api, Model model) {
  /** Of an environment with an OpenAPI file; a usage error where there is none. */
  static TestPlanning of(Path path, @Nullable String name) {
    Project project = Project.open(path);
    Settings settings = project.settings();
    Environment chosen = name == null ? null : settings.environments().get(name);
    if (name == null) {
      chosen =
          settings.environments().values().stream()
              .filter(one -> one.openapi() != null)
              .findFirst()
              .orElse(null);
    }
    String openapi = chosen == null ? null : chosen.openapi();
    if (chosen == null || openapi == null) {
      throw new BrisachException(
          ErrorCode.USAGE,
          name == null
              ? "no environment of brisach.yaml names its 'openapi' file"
              : "environment '" + name + "' is not there or names no 'openapi' file");
    }
    ApiModel api;
    try {
      api = new ServiceReader(project.root()).api(openapi);
    } catch (Unreadable e) {
      throw new BrisachException(ErrorCode.USAGE, e.getMessage());
    }
    Model model = OutsideData.of(project, null).plan(SourceTree.read(project.root())).model();
    return new TestPlanning(project, chosen, api, model);
  }

  /**
   * The plan, with the matrix that the team reviewed where there is one.
   *
   * @param read what the files say
   */
  TestPlan plan(TestFiles.Read read) {
    List<User> users =
        project.settings().target(environment).users().entrySet().stream()
            .map(user -> new User(user.getKey(), user.getValue().roles()))
            .toList();
    List<CheckInfo> checks =
        Checks.live(OutsideData.none(), Team.SILENT).stream().map(Check::info).toList();
    String url = environment.url() == null ? "" : environment.url();
    TestPlan.Source source =
        new TestPlan.Source(
            api,
            (url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                + Templates.prefix(api, URI.create(url)),
            users,
            model,
            checks);
    return TestPlan.of(source, read.reviewed());
  }

  Path folder() {
    return project.root().resolve(Team.FOLDER);
  }

  /** Names of the users, in the order of the configuration. */
  List<String> users() {
    return List.copyOf(project.settings().target(environment).users().keySet());
  }
}
