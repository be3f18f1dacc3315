package dev.brisach.engine.live;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.Environment;
import dev.brisach.core.Proof;
import dev.brisach.core.Run;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.ledger.Ledger;
import dev.brisach.core.ledger.Limits;
import dev.brisach.engine.LivePass;
import dev.brisach.engine.LiveRunner;
import dev.brisach.engine.config.Settings;
import dev.brisach.kit.login.Credentials;
import dev.brisach.kit.login.Randoms;
import dev.brisach.kit.replay.Replay;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.kit.sandbox.Compartment;
import dev.brisach.kit.sandbox.Folders;
import dev.brisach.kit.sandbox.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Examines an environment: with a start command, target and probe run in a throw-away box and the
 * results come back through a bound folder; with a URL alone, the service is spoken to from here.
 */
public final class BoxedLive implements LiveRunner {

  private final List<Path> classPath;
  private final Path jdk;
  private final String mainClass;
  private final Credentials.Variables variables;

  /**
   * A runner.
   *
   * @param classPath jars and folders of classes that the probe is made of, to be seen in the box
   * @param jdk the JDK to run with, to be seen in the box
   * @param mainClass what the probe starts, with the results folder as its argument
   * @param variables environment variables of this program, which credentials may be in
   */
  public BoxedLive(
      List<Path> classPath, Path jdk, String mainClass, Credentials.Variables variables) {
    this.classPath = List.copyOf(classPath);
    this.jdk = jdk;
    this.mainClass = mainClass;
    this.variables = variables;
  }

  @Override
  public Outcome examine(Job job) {
    return Traced.of(seen(job), job);
  }

  private Outcome seen(Job job) {
    Environment environment = job.environment();
    if (job.options().ceiling() == Effect.READ
        || job.checks().stream()
            .allMatch(check -> LivePass.forbidden(check, environment, job.options()) != null)) {
      return skipped(job, "needs --effect traffic");
    }
    if (environment.url() == null) {
      return skipped(job, "the environment names no url");
    }
    if (!environment.isBox()) {
      return OutsideLive.examine(job, variables);
    }
    return switch (Box.look()) {
      case Box.Availability.Refused(String reason) -> skipped(job, reason);
      case Box.Availability.Ready ready ->
          inBox(
              job,
              Box.of(ready),
              null,
              (out, ending, secrets) -> harvest(job, out, ending, secrets),
              reason -> skipped(job, reason));
    };
  }

  /**
   * What came of sending a proof again.
   *
   * @param result null where it could not be sent
   * @param problem why not; else empty
   */
  public record Replayed(Replay.@Nullable Result result, String problem) {}

  /**
   * Sends a proof again to the job's environment, which is started in a box where it has a start.
   */
  public Replayed replay(Job job, Proof proof) {
    if (job.environment().url() == null) {
      return new Replayed(null, "the environment names no url");
    }
    if (!job.environment().isBox()) {
      return OutsideLive.replay(job, proof, variables);
    }
    return switch (Box.look()) {
      case Box.Availability.Refused(String reason) -> new Replayed(null, reason);
      case Box.Availability.Ready ready ->
          inBox(
              job,
              Box.of(ready),
              proof,
              (out, ending, secrets) -> replayed(proof, out, ending, secrets),
              reason -> new Replayed(null, reason));
    };
  }

  private static Replayed replayed(
      Proof proof, Path out, Box.Ending ending, Collection<String> secrets) throws IOException {
    if (ending.exit() != 0) {
      return new Replayed(
          null,
          "the probe in the box ended with exit code "
              + ending.exit()
              + ": "
              + lastLine(ending.probeLog(), secrets));
    }
    try {
      return new Replayed(ReplayJson.read(proof, out), "");
    } catch (JsonFault e) {
      return new Replayed(null, "the box's result was refused: " + e.getMessage());
    }
  }

  /** Takes what came out of a box. */
  private interface Taker<T> {
    T take(Path out, Box.Ending ending, Collection<String> secrets) throws IOException;
  }

  static Outcome skipped(Job job, String reason) {
    return LivePass.skip(
        job.checks(), reason, LivePass.Visit.of(job, job.environment(), Duration.ZERO));
  }

  private <T> T inBox(
      Job job, Box box, @Nullable Proof proof, Taker<T> taker, Function<String, T> refused) {
    Settings.Target target = job.project().settings().target(job.environment());
    Map<String, String> randoms =
        Randoms.make(Randoms.names(target.variables().values()), new SecureRandom());
    Credentials credentials =
        Credentials.resolve(
            target.users().values(),
            new Credentials.Sources(variables, job.project().root(), randoms));
    Path folder = null;
    try {
      folder = Files.createTempDirectory("brisach-box-");
      Path out = Files.createDirectory(folder.resolve("out"));
      new BoxJob(
              job.project().settings().projectId(),
              job.environment(),
              target.health(),
              target.startTimeout(),
              target.examineTimeout(),
              job.options().ceiling(),
              credentials,
              job.checks().stream().map(check -> check.info().id()).toList(),
              target.har(),
              job.model(),
              job.earlier(),
              proof)
          .write(out);
      Duration time = target.startTimeout().plus(target.examineTimeout()).plusSeconds(30);
      Box.Limits limits = new Box.Limits(time, 256, 512, 512);
      Path jdkHome = jdk.toRealPath();
      Box.Ending ending =
          box.run(
              targetPart(job, filled(target.variables(), randoms), jdkHome),
              probePart(job, out, jdkHome),
              limits,
              Box.Setting.live(),
              Files.createDirectory(folder.resolve("log")));
      List<String> secrets = new ArrayList<>(target.variables().values());
      secrets.addAll(randoms.values());
      secrets.addAll(credentials.values().values());
      return taker.take(out, ending, secrets);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return refused.apply("no sandbox: " + e.getMessage());
    } finally {
      Folders.delete(folder);
    }
  }

  private static SortedMap<String, String> filled(
      SortedMap<String, String> values, Map<String, String> randoms) {
    SortedMap<String, String> filled = new TreeMap<>();
    values.forEach((name, value) -> filled.put(name, Randoms.filled(value, randoms)));
    return filled;
  }

  private Compartment targetPart(Job job, SortedMap<String, String> own, Path jdkHome) {
    Map<String, String> variables = new TreeMap<>(environment(jdkHome));
    variables.putAll(own);
    List<String> words = new ArrayList<>(job.environment().start());
    if (words.getFirst().equals("java")) {
      words.set(0, jdkHome + "/bin/java");
    }
    return new Compartment(mounts(job, jdkHome), variables, BoxJob.PROJECT, words);
  }

  private Compartment probePart(Job job, Path out, Path jdkHome) {
    List<Compartment.Mount> mounts = mounts(job, jdkHome);
    List<String> seen = new ArrayList<>();
    for (Path entry : classPath) {
      if (Files.exists(entry)) {
        String inside = "/brisach/" + seen.size();
        mounts.add(Compartment.Mount.readOnly(entry, inside));
        seen.add(inside);
      }
    }
    mounts.add(new Compartment.Mount(out, BoxJob.OUT, true));
    return new Compartment(
        mounts,
        environment(jdkHome),
        BoxJob.OUT,
        List.of(
            jdkHome + "/bin/java",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            String.join(":", seen),
            mainClass,
            BoxJob.OUT));
  }

  private static List<Compartment.Mount> mounts(Job job, Path jdkHome) {
    List<Compartment.Mount> mounts = new ArrayList<>();
    mounts.add(Compartment.Mount.readOnly(job.project().root(), BoxJob.PROJECT));
    if (!jdkHome.startsWith("/usr")) {
      mounts.add(Compartment.Mount.readOnly(jdkHome, jdkHome.toString()));
    }
    return mounts;
  }

  private static Map<String, String> environment(Path jdkHome) {
    return Map.of(
        "JAVA_HOME",
        jdkHome.toString(),
        "PATH",
        jdkHome + "/bin:/usr/bin:/bin",
        "BRISACH_BOX",
        "1");
  }

  static Outcome harvest(Job job, Path out, Box.Ending ending, Collection<String> secrets)
      throws IOException {
    BoxHarvest.Fate fate =
        new BoxHarvest.Fate(
            ending.targetExit(), lastLine(ending.targetLog(), secrets), ending.canary());
    if (ending.exit() == -1) {
      return skipped(job, "the box was ended " + ending.reason().words() + fate.words());
    }
    List<Path> segments = segments(out.resolve("ledger"));
    if (ending.exit() != 0 || segments.size() != 1) {
      return skipped(
          job,
          "the probe in the box ended with exit code "
              + ending.exit()
              + " and "
              + segments.size()
              + " results: "
              + lastLine(ending.probeLog(), secrets));
    }
    Path segment = segments.getFirst();
    try (InputStream in = Files.newInputStream(segment, LinkOption.NOFOLLOW_LINKS)) {
      String name = segment.getFileName().toString();
      Run run =
          Ledger.readSegment(name.substring(0, name.length() - ".ndjson".length()), in, Limits.BOX);
      return BoxHarvest.accept(job, run, fate);
    } catch (BrisachException | JsonFault | IllegalArgumentException e) {
      return skipped(
          job,
          "the box's results were refused: " + Words.plain(String.valueOf(e.getMessage()), 300));
    }
  }

  private static List<Path> segments(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.ndjson")) {
        for (Path file : files) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  /** The last line of a log that says something, without the secrets given. */
  private static String lastLine(Path log, Collection<String> secrets) throws IOException {
    String last =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .reduce("", (_, line) -> line);
    for (String secret : secrets) {
      if (secret.length() >= 4) {
        last = last.replace(secret, "***");
      }
    }
    String plain = Words.plain(last, 200);
    return plain.isEmpty() ? "it printed nothing" : plain;
  }
}
