package dev.brisach.cli;

import dev.brisach.cli.report.FindingList;
import dev.brisach.cli.report.JsonReport;
import dev.brisach.cli.report.SarifReport;
import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Finding;
import dev.brisach.core.Stage;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.engine.Project;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.PackageScan;
import dev.brisach.pack.TreePackages;
import dev.brisach.pack.advisory.AdvisoryIndex;
import dev.brisach.pack.sbom.Sbom;
import dev.brisach.pack.version.VersionScheme;
import dev.brisach.pack.version.Versions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stage Package on its own. */
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = "What is in it, and is it vulnerable?",
    subcommands = {
      PackageCommand.Scan.class,
      PackageCommand.Bom.class,
      PackageCommand.Compare.class
    })
final class PackageCommand {
  @Command(
      name = "scan",
      mixinStandardHelpOptions = true,
      description = "Match packages of manifests, lock files and archives against advisories.")
  static final class Scan implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder (default: here).")
    private Path path = Path.of(".");

    @Option(
        names = "--advisories",
        paramLabel = "DIR",
        description = "A folder of advisories in OSV layout, instead of those of `brisach update`.")
    private @Nullable Path advisories;

    @Override
    public Integer call() {
      Output.Format format =
          output.oneOf(Output.Format.TEXT, Output.Format.JSON, Output.Format.SARIF);
      AdvisoryIndex index = advisories();
      PackageScan scan = PackageScan.of(path, index, Installation.mavenRepository());
      switch (format) {
        case JSON -> output.json(json(scan));
        case SARIF -> {
          output.out().print(JsonWriter.pretty(SarifReport.of(scan.findings())));
          output.out().flush();
        }
        default -> {
          FindingList.print(scan.findings(), output.out(), output.style());
          scan.packages()
              .notJudged()
              .forEach((place, why) -> output.note("not examined: " + place + ": " + why));
        }
      }
      return StageScan.exit(scan.findings());
    }

    private AdvisoryIndex advisories() {
      Path folder = Files.isDirectory(path) ? path : Path.of(".");
      AdvisoryIndex index = OutsideData.of(Project.open(folder), advisories).advisories();
      if (index == null) {
        throw new BrisachException(
            ErrorCode.ENVIRONMENT, "no advisories yet: run brisach update --from DIR");
      }
      return index;
    }

    private static Json json(PackageScan scan) {
      List<Json> findings = new ArrayList<>();
      for (Finding finding : scan.findings()) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.putAll(JsonReport.finding(finding, Stage.PACKAGE, List.of()).members());
        members.putAll(PackageScan.members(finding).members());
        findings.add(new Json.Obj(members));
      }
      return Json.object()
          .put("schema", "package-scan/1")
          .put("packages", scan.packages().toJson())
          .put("findings", new Json.Arr(findings))
          .build();
    }
  }

  @Command(
      name = "sbom",
      mixinStandardHelpOptions = true,
      description = "Write a bill of materials (--format cyclonedx, the default, or spdx).")
  static final class Bom implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The folder (default: here).")
    private Path path = Path.of(".");

    @Override
    public Integer call() {
      Output.Format format =
          output.oneOf(Output.Format.TEXT, Output.Format.CYCLONEDX, Output.Format.SPDX);
      Project project = Project.open(path);
      Instant now = Clock.systemUTC().instant();
      TreePackages found =
          TreePackages.read(SourceTree.read(project.root()), null, Installation.mavenRepository());
      found.notJudged().forEach((place, why) -> output.note("not examined: " + place + ": " + why));
      Sbom bom = new Sbom(project.settings().projectId(), "0.1.0", now, found.packages());
      output.out().print(format == Output.Format.SPDX ? bom.spdx() : bom.cycloneDx());
      output.out().flush();
      return Exit.OK;
    }
  }

  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      description = "Compare versions: reads lines 'A B', writes <, = or > for each.")
  static final class Compare implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "ECOSYSTEM", description = "Maven, npm, PyPI, Go, crates.io, …")
    private String ecosystem = "";

    @Override
    public Integer call() throws IOException {
      if (!Versions.isKnown(ecosystem)) {
        throw new BrisachException(
            ErrorCode.USAGE,
            ecosystem + ": no ecosystem whose versions are known; spelled as in OSV: Maven, npm");
      }
      VersionScheme scheme = Versions.of(ecosystem);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String[] words = line.strip().split("\\s+", -1);
        if (words.length != 2) {
          throw new BrisachException(
              ErrorCode.USAGE, "line " + number + ": two versions were expected: " + line);
        }
        int order = scheme.compare(words[0], words[1]);
        output.out().println(order < 0 ? "<" : order > 0 ? ">" : "=");
      }
      output.out().flush();
      return Exit.OK;
    }
  }
}
