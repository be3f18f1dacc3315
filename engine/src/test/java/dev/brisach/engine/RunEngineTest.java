package dev.brisach.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.Asset;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEngineTest {
  @TempDir private @Nullable Path folder;

  private interface Body {
    void examine(SourceFile file, Context context, Recorder recorder);
  }

  private record FileCheck(CheckInfo info, Body body) implements Check<SourceFile> {
    static FileCheck of(String id, String type, Body body) {
      return new FileCheck(
          CheckInfo.reading(
              id, 1, id, Stage.CODE, SubjectKind.file(type), List.of(Weakness.cwe(89))),
          body);
    }

    @Override
    public Class<SourceFile> subjectType() {
      return SourceFile.class;
    }

    @Override
    public void examine(SourceFile file, Context context, Recorder recorder) {
      body.examine(file, context, recorder);
    }
  }

  private static final class Heard implements Journal {
    final List<Evidence> evidence = Collections.synchronizedList(new ArrayList<>());
    @Nullable Inventory inventory;

    @Override
    public void catalogue(List<CheckInfo> checks) {}

    @Override
    public void environments(List<dev.brisach.core.Environment> environments) {}

    @Override
    public void model(Model model) {}

    @Override
    public void inventory(Inventory all) {
      inventory = all;
    }

    @Override
    public void evidence(Evidence one) {
      evidence.add(one);
    }
  }

  private Path root() {
    return java.util.Objects.requireNonNull(folder);
  }

  private RunEngine.Result run(Heard heard, Options options, Check<?>... checks) {
    Planner planner = tree -> new Planner.Plan(Model.empty(), List.of());
    return new RunEngine(List.of(checks), planner, null, options, Progress.silent())
        .run(Project.open(root()), "r1", heard);
  }

  private RunEngine.Result run(Heard heard, Check<?>... checks) {
    return run(heard, Options.reading(Clock.systemUTC()), checks);
  }

  private static Finding finding(SourceFile file, int line) {
    return Finding.of("code.words", Severity.LOW, Confidence.LIKELY)
        .cwe(89)
        .at(file.path(), line)
        .says("Word", "a word")
        .identity(file.line(line))
        .build();
  }

  @Test
  void everyFileIsReadOnceForAllChecksAndEqualFindingsAreToldApart() {
    Trees.write(root(), "src/A file ü.java", "x\nx\n");
    Trees.write(root(), "b.txt", "x\n");
    FileCheck words =
        FileCheck.of(
            "code.words",
            "java",
            (file, context, recorder) -> {
              recorder.finding(finding(file, 1));
              recorder.finding(finding(file, 2));
            });

    Heard heard = new Heard();
    run(heard, words);

    Outcome.Examined outcome = (Outcome.Examined) heard.evidence.getFirst().outcome();
    assertThat(outcome.covered().count()).isEqualTo(1);
    assertThat(outcome.findings()).hasSize(2);
    assertThat(outcome.findings().stream().map(Finding::fingerprint).distinct()).hasSize(2);
    assertThat(outcome.findings().getFirst().digest()).hasSize(64);
    assertThat(java.util.Objects.requireNonNull(heard.inventory).items())
        .containsKey(Asset.file("src/A file ü.java"));
  }

  @Test
  void aFingerprintSurvivesMovedLines() {
    FileCheck check =
        FileCheck.of(
            "code.words",
            "java",
            (file, context, recorder) ->
                recorder.finding(finding(file, file.lineAt(file.text().indexOf("bad")))));
    Trees.write(root(), "A.java", "bad\n");
    Heard before = new Heard();
    run(before, check);
    Trees.write(root(), "A.java", "// a comment\n\nbad\n");
    Heard after = new Heard();
    run(after, check);

    assertThat(only(after).fingerprint()).isEqualTo(only(before).fingerprint());
    assertThat(only(after).location()).isNotEqualTo(only(before).location());
  }

  private static Finding only(Heard heard) {
    return ((Outcome.Examined) heard.evidence.getFirst().outcome()).findings().getFirst();
  }

  @Test
  void aCheckThatThrowsOnAFileLeavesItUnexaminedAndTheRestGoesOn() {
    Trees.write(root(), "A.java", "a\n");
    Trees.write(root(), "B.java", "b\n");
    FileCheck breaking =
        FileCheck.of(
            "code.breaking",
            "java",
            (file, context, recorder) -> {
              if (file.path().equals("A.java")) {
                throw new IllegalStateException("oh");
              }
              recorder.finding(finding(file, 1));
            });

    Heard heard = new Heard();
    RunEngine.Result result = run(heard, breaking);

    Outcome.Examined outcome = (Outcome.Examined) heard.evidence.getFirst().outcome();
    assertThat(outcome.unexamined())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.asset()).isEqualTo(Asset.file("A.java"));
          assertThat(one.reason()).contains("the check broke", "oh");
        });
    assertThat(outcome.findings()).hasSize(1);
    assertThat(result.faults()).singleElement().asString().contains("code.breaking on A.java");
  }

  @Test
  void aCheckOverTheTreeThatThrowsHasFailed() {
    Check<SourceTree> breaking =
        new Check<>() {
          @Override
          public CheckInfo info() {
            return CheckInfo.reading(
                "package.breaking",
                1,
                "x",
                Stage.PACKAGE,
                SubjectKind.file("manifest"),
                List.of(Weakness.cwe(1395)));
          }

          @Override
          public Class<SourceTree> subjectType() {
            return SourceTree.class;
          }

          @Override
          public void examine(SourceTree tree, Context context, Recorder recorder) {
            throw new IllegalStateException("oh");
          }
        };

    Heard heard = new Heard();
    RunEngine.Result result = run(heard, breaking);

    assertThat(heard.evidence.getFirst().outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(result.faults()).hasSize(1);
  }

  @Test
  void aCheckPastItsTimeLimitIsStoppedAndTheFileNamed() {
    Trees.write(root(), "A.java", "a\n");
    FileCheck endless =
        FileCheck.of(
            "code.endless",
            "java",
            (file, context, recorder) -> {
              while (true) {
                context.checkCancelled();
                Thread.onSpinWait();
              }
            });
    Options brief =
        new Options(
            dev.brisach.core.Effect.READ,
            1,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Clock.systemUTC());

    Heard heard = new Heard();
    run(heard, brief, endless);

    Outcome.Examined outcome = (Outcome.Examined) heard.evidence.getFirst().outcome();
    assertThat(outcome.unexamined().getFirst().reason()).contains("time limit");
  }

  @Test
  void aCheckWithoutSubjectIsSkippedWithTheReason() {
    Trees.write(root(), "a.txt", "a\n");

    Heard heard = new Heard();
    run(heard, FileCheck.of("code.words", "java", (file, context, recorder) -> {}));

    assertThat(heard.evidence.getFirst().outcome())
        .isEqualTo(new Outcome.Skipped("there is no java file to look at"));
  }

  @Test
  void linksIgnoredAndHugeFilesAreNamedAndNotFollowed() throws IOException {
    Trees.write(root(), "A.java", "a\n");
    Files.createSymbolicLink(root().resolve("loop"), root());
    Trees.write(root(), ".gitignore", "out/\n*.log\n!keep.log\n");
    Trees.write(root(), "out/B.java", "b\n");
    Trees.write(root(), "x.log", "b\n");
    Trees.write(root(), "keep.log", "b\n");
    Trees.write(root(), "Huge.java", "a".repeat(SourceTree.MAX_FILE + 1));
    List<String> seen = Collections.synchronizedList(new ArrayList<>());

    Heard heard = new Heard();
    RunEngine.Result result =
        run(
            heard,
            FileCheck.of("code.words", "text", (file, context, recorder) -> seen.add(file.path())));

    assertThat(seen).containsExactlyInAnyOrder("A.java", ".gitignore", "keep.log");
    assertThat(result.tree().notRead())
        .containsEntry("loop", "symbolic link, not followed")
        .containsEntry("out", "ignored by .gitignore")
        .containsEntry("x.log", "ignored by .gitignore");
    Outcome.Examined outcome = (Outcome.Examined) heard.evidence.getFirst().outcome();
    assertThat(outcome.unexamined().getFirst().reason()).contains("larger than 8 MiB");
  }

  @Test
  void anEmptyFolderIsAValidProject() {
    Heard heard = new Heard();
    RunEngine.Result result =
        run(heard, FileCheck.of("code.words", "java", (file, context, recorder) -> {}));

    assertThat(result.faults()).isEmpty();
    assertThat(result.tree().size()).isZero();
  }

  @Test
  void aFileInsteadOfAFolderAndAMissingOneAreUsageErrors() {
    Path file = Trees.write(root(), "a.txt", "a\n");

    assertThatThrownBy(() -> Project.open(file))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("is a file; name the folder");
    assertThatThrownBy(() -> Project.open(root().resolve("none")))
        .hasMessageContaining("there is no such folder");
  }

  private record LiveCheck(CheckInfo info) implements Check<dev.brisach.kit.live.LiveService> {
    @Override
    public Class<dev.brisach.kit.live.LiveService> subjectType() {
      return dev.brisach.kit.live.LiveService.class;
    }

    @Override
    public void examine(
        dev.brisach.kit.live.LiveService subject, Context context, Recorder recorder) {}
  }

  private RunEngine liveEngine(LiveRunner live) {
    Trees.write(root(), "brisach.yaml", "environments:\n  a: {url: 'http://127.0.0.1:1'}\n");
    CheckInfo info =
        new CheckInfo(
            "test.live",
            1,
            "Live",
            List.of(Stage.TEST),
            dev.brisach.core.Phase.LIVE,
            SubjectKind.of(dev.brisach.core.AssetKind.ENDPOINT),
            List.of(Weakness.cwe(306)),
            List.of(),
            List.of(),
            dev.brisach.core.Effect.TRAFFIC);
    return new RunEngine(
        List.of(new LiveCheck(info)),
        tree -> new Planner.Plan(Model.empty(), List.of()),
        live,
        Options.reading(Clock.systemUTC()),
        Progress.silent());
  }

  @Test
  void aRunThatIsStoppedDoesNotWaitForTheLivePhase() {
    java.util.concurrent.CountDownLatch waiting = new java.util.concurrent.CountDownLatch(1);
    RunEngine engine =
        liveEngine(job -> {
          waiting.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            throw new java.util.concurrent.CancellationException("the run was stopped");
          }
          throw new AssertionError("nobody ended the wait");
        });
    Thread.ofPlatform()
        .start(() -> {
          try {
            waiting.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          engine.stop();
        });
    Heard heard = new Heard();

    RunEngine.Result result = engine.run(Project.open(root()), "r1", heard);

    assertThat(result.stopped()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(heard.evidence).isEmpty();
  }

  @Test
  void aLiveCheckThatBreaksIsAFaultOfTheRun() {
    RunEngine engine =
        liveEngine(job -> {
          Sweep sweep =
              new Sweep(
                  job.checks().getFirst().info(),
                  job.options().clock().instant(),
                  job.environment().name());
          sweep.failed("it broke");
          return new LiveRunner.Outcome(
              sweep.evidence(job.run(), job.project().git(), java.util.Map.of()), List.of());
        });

    RunEngine.Result result = engine.run(Project.open(root()), "r1", new Heard());

    assertThat(result.faults()).containsExactly("test.live in a: it broke");
  }
}
