package dev.brisach.engine.live;

import dev.brisach.core.Check;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Run;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.Limits;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.sandbox.Compartment;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Examines an environment: with a start command, target and probe run in a throw-away box and the
 * results come back through a bound folder; with a URL alone, the service is spoken to from here.
 */
public final class BoxedLive implements LiveRunner {
  private final Path app;
  private final Path jdk;
  private final String mainClass;

  /**
   * A runner.
   *
   * @param app folder with {@code brisach.jar} and {@code lib/}, to be seen in the box
   * @param jdk the JDK to run with, to be seen in the box
   * @param mainClass what the probe starts, with the results folder as its argument
   */
  public BoxedLive(Path app, Path jdk, String mainClass) {
    this.app = app;
    this.jdk = jdk;
    this.mainClass = mainClass;
  }

  @Override
  public Outcome examine(Job job) {
    Environment environment = job.environment();
    String url = environment.url();
    if (job.options().ceiling() == Effect.READ) {
      return skipped(job, "needs --effect traffic");
    }
    if (url == null) {
      return skipped(job, "the environment names no url");
    }
    if (!environment.isBox()) {
      return fromOutside(job, url);
    }
    return switch (Box.look()) {
      case Box.Availability.Refused(String reason) -> skipped(job, reason);
      case Box.Availability.Ready ready -> inBox(job, Box.of(ready));
    };
  }

  private static Outcome skipped(Job job, String reason) {
    return LivePass.examine(
        job.checks(),
        null,
        reason,
        job.environment(),
        job.run(),
        job.project().git(),
        job.options());
  }

  private static Outcome fromOutside(Job job, String url) {
    List<String> hosts = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    job.project()
        .settings()
        .scopes()
        .forEach(scope -> {
          hosts.addAll(scope.hosts());
          ports.addAll(scope.ports());
        });
    Wire wire = new Wire(URI.create(url), new Scope(hosts, ports));
    try {
      ApiModel api = api(job.tree(), job.environment().openapi());
      return LivePass.examine(
          job.checks(),
          new LiveService(wire, api),
          null,
          job.environment(),
          job.run(),
          job.project().git(),
          job.options());
    } catch (Unreadable e) {
      return skipped(job, job.environment().openapi() + ": " + e.getMessage());
    }
  }

  private static @Nullable ApiModel api(SourceTree tree, @Nullable String path) {
    if (path == null) {
      return null;
    }
    FileEntry entry = tree.get(path);
    if (entry == null) {
      throw new Unreadable(0, "there is no such file");
    }
    return tree.open(entry).parse(OpenApiReader.OPENAPI);
  }

  private Outcome inBox(Job job, Box box) {
    var target = job.project().settings().targets().get(job.environment().name());
    Duration start = target == null ? Duration.ofSeconds(30) : target.startTimeout();
    Path out = null;
    try {
      out = Files.createTempDirectory("brisach-box-");
      new BoxJob(
              job.project().settings().projectId(),
              job.environment(),
              target == null ? "/" : target.health(),
              start,
              job.options().ceiling())
          .write(out);
      Box.Limits limits = new Box.Limits(start.plus(Duration.ofMinutes(3)), 256, 512, 512);
      Path log = out.resolve("box.log");
      Box.Ending ending = box.run(targetPart(job), probePart(job, out), limits, log);
      return harvest(job, out, ending, log);
    } catch (IOException e) {
      return skipped(job, "no sandbox: " + e.getMessage());
    } finally {
      delete(out);
    }
  }

  private Compartment targetPart(Job job) {
    List<Compartment.Mount> mounts = new ArrayList<>();
    mounts.add(Compartment.Mount.readOnly(job.project().root(), BoxJob.PROJECT));
    mounts.addAll(jdkMount());
    Map<String, String> variables = new TreeMap<>(environment());
    var target = job.project().settings().targets().get(job.environment().name());
    if (target != null) {
      variables.putAll(target.variables());
    }
    return new Compartment(mounts, variables, BoxJob.PROJECT, absolute(job.environment().start()));
  }

  /** The start command with {@code java} replaced by the JDK that runs us. */
  private List<String> absolute(List<String> command) {
    List<String> words = new ArrayList<>(command);
    if (words.getFirst().equals("java")) {
      words.set(0, jdk + "/bin/java");
    }
    return words;
  }

  private Compartment probePart(Job job, Path out) {
    List<Compartment.Mount> mounts = new ArrayList<>();
    mounts.add(Compartment.Mount.readOnly(job.project().root(), BoxJob.PROJECT));
    mounts.add(Compartment.Mount.readOnly(app, "/brisach"));
    mounts.add(new Compartment.Mount(out, BoxJob.OUT, true));
    mounts.addAll(jdkMount());
    return new Compartment(
        mounts,
        environment(),
        BoxJob.OUT,
        List.of(
            jdk + "/bin/java",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "/brisach/brisach.jar",
            mainClass,
            BoxJob.OUT));
  }

  private Map<String, String> environment() {
    return Map.of("JAVA_HOME", jdk.toString(), "BRISACH_BOX", "1");
  }

  private List<Compartment.Mount> jdkMount() {
    return jdk.startsWith("/usr")
        ? List.of()
        : List.of(Compartment.Mount.readOnly(jdk, jdk.toString()));
  }

  private static Outcome harvest(Job job, Path out, Box.Ending ending, Path log)
      throws IOException {
    Path segment = onlySegment(out.resolve("ledger"));
    if (segment == null) {
      String reason =
          ending.timedOut()
              ? "the box was ended for time"
              : "the service did not come up: " + lastLine(log);
      return skipped(job, reason);
    }
    try (InputStream in = Files.newInputStream(segment, LinkOption.NOFOLLOW_LINKS)) {
      String name = segment.getFileName().toString();
      Run run =
          Ledger.readSegment(name.substring(0, name.length() - ".ndjson".length()), in, Limits.BOX);
      return BoxHarvest.accept(job, run, lastLine(log));
    } catch (dev.brisach.core.BrisachException | JsonFault e) {
      return skipped(job, "the box's results were refused: " + e.getMessage());
    }
  }

  private static @Nullable Path onlySegment(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.ndjson")) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(file);
        }
      }
    }
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static String lastLine(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      return "it printed nothing";
    }
    String last = "";
    for (String line :
        new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .toList()) {
      last = line.isBlank() ? last : line.strip();
    }
    return last.isEmpty() ? "it printed nothing" : last.substring(0, Math.min(200, last.length()));
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // a temporary folder that stays harms nobody
    }
  }

  /** The checks of a job by id. */
  static Map<String, Check<?>> byId(List<Check<?>> checks) {
    Map<String, Check<?>> byId = new java.util.HashMap<>();
    checks.forEach(check -> byId.put(check.info().id(), check));
    return byId;
  }
}
