package dev.brisach.bench;

import dev.brisach.core.AssetKind;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Model;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repository after a run over it.
 *
 * @param files tracked by git
 * @param bound findings that belong to a component; one that is bound to the whole repository
 *     counts only where it is the model's one component
 * @param threats of the model
 * @param notExamined entries of the report
 * @param clean true where git says after the run what it said before
 */
record Checkout(
    String name,
    Path folder,
    long files,
    Launched run,
    List<Json.Obj> findings,
    long bound,
    int threats,
    int notExamined,
    boolean clean) {
  static final String HEADING =
      String.format(
          "%-32s %7s %4s %8s %6s %7s %7s %7s %7s",
          "repository",
          "files",
          "exit",
          "findings",
          "bound",
          "threats",
          "not ex.",
          "seconds",
          "peak MB");

  Checkout {
    findings = List.copyOf(findings);
  }

  static Checkout examine(Path folder, @Nullable String advisories)
      throws IOException, InterruptedException {
    String before = status(folder);
    List<String> command =
        new ArrayList<>(List.of("run", "--no-ledger", "--quiet", "--format", "json"));
    if (advisories != null) {
      command.addAll(List.of("--advisories", Path.of(advisories).toAbsolutePath().toString()));
    }
    command.add(folder.toString());
    Launched run = Launched.brisach(Map.of(), command.toArray(String[]::new));
    Json.Obj result = result(run);
    List<Json.Obj> findings = new ArrayList<>();
    for (Json item : result.list("findings")) {
      if (item instanceof Json.Obj finding) {
        findings.add(finding);
      }
    }
    return new Checkout(
        folder.getFileName().toString(),
        folder,
        git(folder, "ls-files").lines().count(),
        run,
        findings,
        bound(folder, findings),
        result.list("threats").size(),
        result.list("notExamined").size(),
        before.equals(status(folder)));
  }

  /** True where the run came to an end and nothing was changed. */
  boolean good() {
    return clean && (run.exit() == 0 || run.exit() == 1) && !run.outOfMemory();
  }

  String line() {
    String line =
        String.format(
            Locale.ROOT,
            "%-32s %7d %4d %8d %6s %7d %7d %7.1f %7d",
            name,
            files,
            run.exit(),
            findings.size(),
            share(bound, findings.size()),
            threats,
            notExamined,
            run.seconds(),
            run.peakMegabytes());
    return line
        + (clean ? "" : "  NOT CLEAN")
        + (run.outOfMemory() ? "  OUT OF MEMORY" : "")
        + (run.exit() > 1 ? "  " + run.firstWords() : "");
  }

  static String share(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f%%", 100.0 * part / whole);
  }

  private static Json.Obj result(Launched run) {
    try {
      return JsonReader.readObject(run.out().getBytes(StandardCharsets.UTF_8));
    } catch (JsonFault e) {
      return Json.object().build();
    }
  }

  private static long bound(Path folder, List<Json.Obj> findings) {
    Model model;
    try {
      model = Plan.of(SourceTree.read(folder)).toCore();
    } catch (BrisachException e) {
      return 0;
    }
    long components =
        model.elements().keySet().stream()
            .filter(element -> element.kind() == AssetKind.COMPONENT)
            .count();
    Set<String> everything =
        model.bindings().stream()
            .filter(one -> one.kind() == AssetKind.FILE)
            .filter(one -> Set.of(".", "**", "*").contains(one.selector()))
            .map(one -> one.element().toString())
            .collect(Collectors.toSet());
    String prefix = AssetKind.COMPONENT.word() + ":";
    return findings.stream()
        .filter(finding ->
            finding.texts("components").stream()
                .filter(each -> each.startsWith(prefix))
                .anyMatch(each -> components == 1 || !everything.contains(each)))
        .count();
  }

  /** What git sees, ignored files too, so that a hidden folder of ours would show. */
  private static String status(Path folder) throws IOException, InterruptedException {
    return git(folder, "status", "--porcelain", "--ignored");
  }

  private static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false"));
    command.addAll(List.of(arguments));
    Launched run = Launched.of(command, folder, Map.of("GIT_OPTIONAL_LOCKS", "0"));
    if (run.exit() != 0) {
      throw new IllegalStateException(folder + ": git: " + run.firstWords());
    }
    return run.out();
  }
}
