package dev.brisach.plan.bootstrap;

import dev.brisach.core.Location;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.plan.model.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What builds and delivers: workflows and the files of other build servers. */
final class PipelineFiles {
  private static final Set<String> FOLDERS =
      Set.of(
          ".github",
          ".circleci",
          ".buildkite",
          ".semaphore",
          ".gitlab",
          ".teamcity",
          ".tekton",
          ".woodpecker");
  private static final Pattern FILES =
      Pattern.compile(
          "\\.gitlab-ci\\.ya?ml|Jenkinsfile[\\w.-]{0,40}|azure-pipelines[\\w.-]{0,40}\\.ya?ml|\\.travis\\.yml"
              + "|bitbucket-pipelines\\.yml|cloudbuild[\\w.-]{0,40}\\.ya?ml|\\.drone\\.ya?ml|\\.?appveyor\\.yml"
              + "|buildspec[\\w.-]{0,40}\\.ya?ml|\\.cirrus\\.yml|codemagic\\.yaml|\\.woodpecker\\.ya?ml");
  private static final Pattern FOREIGN_ACTION =
      Pattern.compile(
          "^\\s{0,40}(?:- )?uses:\\s{1,8}['\"]?([\\w.-]{1,80}/[\\w./-]{1,160})@([\\w./-]{1,120})");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private PipelineFiles() {}

  /** True for a file or folder that a build server reads. */
  static boolean isPipeline(String path) {
    int slash = path.indexOf('/');
    return FOLDERS.contains(slash < 0 ? path : path.substring(0, slash))
        || FILES.matcher(Paths.name(path)).matches();
  }

  /** The pipeline, or null where nothing builds. */
  static @Nullable Unit read(Survey survey) {
    List<FileEntry> files = new ArrayList<>();
    for (FileEntry entry : survey.tree.entries()) {
      String path = entry.path();
      int slash = path.indexOf('/');
      boolean inFolder = slash > 0 && FOLDERS.contains(path.substring(0, slash));
      if (inFolder
          || (FILES.matcher(entry.name()).matches()
              && Survey.aside(entry.folder()) == null
              && !Survey.isForeign(path))) {
        files.add(entry);
      }
    }
    if (files.isEmpty()) {
      return null;
    }
    Unit unit = survey.unit("-pipeline", "pipeline", Location.line(files.getFirst().path(), 1));
    unit.kind = "pipeline";
    for (FileEntry entry : files) {
      survey.own(entry.path(), unit);
      if (entry.path().contains(".github/workflows/")) {
        pins(survey, unit, entry);
      }
    }
    return unit;
  }

  /** One action by a name that can move is enough to say that the pipeline does not pin. */
  private static void pins(Survey survey, Unit unit, FileEntry entry) {
    Fact known = unit.facts.get("pinned");
    if (known != null && !known.isTrue()) {
      return;
    }
    int line = 0;
    for (String text : survey.text(entry).lines().toList()) {
      line++;
      var action = FOREIGN_ACTION.matcher(text);
      if (!action.find()) {
        continue;
      }
      boolean own = action.group(1).startsWith("actions/") || action.group(1).startsWith("github/");
      boolean pinned = DIGEST.matcher(action.group(2)).matches();
      if (pinned) {
        unit.fact("pinned", Location.line(entry.path(), line), "true");
      } else if (!own) {
        unit.facts.remove("pinned");
        unit.fact("pinned", Location.line(entry.path(), line), "false");
        return;
      }
    }
  }
}
