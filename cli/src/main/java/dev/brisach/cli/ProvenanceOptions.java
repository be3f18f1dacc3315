package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.Project;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.pack.TreePackages;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.sbom.Sbom;
import dev.brisach.release.Artifact;
import dev.brisach.release.provenance.Builder;
import dev.brisach.release.provenance.Checkout;
import dev.brisach.release.provenance.Material;
import dev.brisach.release.provenance.ProvenanceMaker;
import dev.brisach.release.statement.Predicate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is collected about a build. */
final class ProvenanceOptions {
  private static final int SHOWN = 5;

  @Option(
      names = "--project",
      paramLabel = "PATH",
      description = "The project that was built (default: here).")
  private Path project = Path.of(".");

  @Option(
      names = "--allow-dirty",
      description = "Attest although files differ from the commit; the statement names them.")
  private boolean allowDirty;

  @Option(
      names = "--builder",
      paramLabel = "URI",
      description = "Who builds (default: as GitHub, GitLab or Jenkins say, else a local build).")
  private @Nullable String builder;

  @Option(
      names = "--build-type",
      paramLabel = "URI",
      description = "By which recipe (default: " + ProvenanceMaker.BUILD_TYPE + ").")
  private String buildType = ProvenanceMaker.BUILD_TYPE;

  @Option(
      names = "--rebuilt",
      paramLabel = "FILE",
      description = "What a second build gave; it has to be the same, and the statement says so.")
  private @Nullable Path rebuilt;

  /** The claim of a build. */
  Predicate predicate(Artifact artifact, @Nullable Path bundle, Instant now, Output output) {
    List<Path> built = new ArrayList<>();
    if (artifact.file() != null) {
      built.add(artifact.file());
      built.addAll(dev.brisach.release.verify.Beside.of(artifact.file()));
    }
    if (bundle != null) {
      built.add(bundle);
    }
    if (rebuilt != null) {
      built.add(rebuilt);
    }
    Checkout checkout = Checkout.read(project, built);
    if (!checkout.changed().isEmpty() && !allowDirty) {
      List<String> changed = checkout.changed();
      throw new BrisachException(
          ErrorCode.USAGE,
          "the checkout differs from its commit in "
              + changed.size()
              + (changed.size() == 1 ? " file (" : " files (")
              + String.join(", ", changed.subList(0, Math.min(SHOWN, changed.size())))
              + (changed.size() > SHOWN ? ", …" : "")
              + "); commit or ignore them, or say --allow-dirty");
    }
    Builder found = Builder.of(System.getenv());
    return ProvenanceMaker.of(
        checkout,
        builder == null ? found : new Builder(builder, found.invocation(), found.actor()),
        buildType,
        materials(output),
        reproduced(artifact),
        now);
  }

  private boolean reproduced(Artifact artifact) {
    if (rebuilt == null) {
      return false;
    }
    Artifact second = Artifact.of(rebuilt);
    if (!second.sha256().equals(artifact.sha256())) {
      throw new BrisachException(
          ErrorCode.USAGE,
          "the second build gave another artifact: " + second + " and " + artifact);
    }
    return true;
  }

  private List<Material> materials(Output output) {
    Path root = Project.open(project).root();
    TreePackages found = packages(root, output);
    List<Material> materials = new ArrayList<>();
    TreeSet<String> files = new TreeSet<>();
    for (FoundPackage each : found.packages()) {
      materials.add(new Material(each.purl(), null));
      files.add(each.file());
    }
    for (String file : files) {
      Path path = root.resolve(file);
      if (Files.isRegularFile(path)) {
        materials.add(new Material("file:" + file, Artifact.of(path).sha256()));
      }
    }
    return materials;
  }

  private static TreePackages packages(Path root, Output output) {
    TreePackages found =
        TreePackages.read(SourceTree.read(root), null, Installation.mavenRepository());
    found.notJudged().forEach((place, why) -> output.note("not examined: " + place + ": " + why));
    return found;
  }

  /** A bill of materials of the project. */
  String bom(Instant now, Output output) {
    Project opened = Project.open(project);
    return new Sbom(
            opened.settings().projectId(), "0.1.0", now, packages(opened.root(), output).packages())
        .cycloneDx();
  }
}
