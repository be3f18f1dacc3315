package dev.brisach.bench;

import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Model;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.openapi.OpenApiReader;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.test.TestChecks;
import dev.brisach.test.matrix.TestFiles;
import dev.brisach.test.matrix.TestPlan;
import dev.brisach.test.matrix.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A large made OpenAPI file turned into the files of its tests, in a fresh JVM: milliseconds of
 * each step of the first round, and of the same over the files that are there.
 *
 * <p>Arguments: {@code --operations N} (1000), {@code --rounds N} (5), {@code --limit MILLISECONDS}
 * (2000). Ends with 1 where the first writing takes longer than the limit, or where writing again
 * changes a file.
 */
public final class TestPlanBench {
  private static final List<User> USERS =
      List.of(
          new User("a", List.of("customer")),
          new User("b", List.of("customer")),
          new User("c", List.of("admin")));

  private TestPlanBench() {}

  /** What a round took, in milliseconds, and how many tests and changed files it made. */
  private record Round(double read, double open, double plan, double write, int tests, int files) {
    double whole() {
      return read + open + plan + write;
    }

    String words() {
      return String.format(
          Locale.ROOT,
          "API file %.0f ms, files %.0f ms, plan %.0f ms, write %.0f ms, together %.0f ms:"
              + " %d tests, %d files written",
          read,
          open,
          plan,
          write,
          whole(),
          tests,
          files);
    }
  }

  /** Makes the file, measures, prints. */
  public static void main(String[] args) throws IOException {
    Arguments arguments =
        Arguments.of(args, Set.of("--operations", "--rounds", "--limit"), Set.of());
    int operations = (int) arguments.number("--operations", 1000);
    int rounds = (int) Math.max(1, arguments.number("--rounds", 5));
    String text = OpenApiBench.file(operations);
    Path folder = Files.createTempDirectory("brisach-bench-");
    try {
      Round first = round(text, folder);
      System.out.println("first: " + first.words() + ", processor " + processor() + " ms so far");
      Round again = round(text, folder);
      System.out.println("again: " + again.words());
      double best = Double.MAX_VALUE;
      for (int i = 1; i < rounds; i++) {
        empty(folder);
        best = Math.min(best, round(text, folder).whole());
      }
      if (rounds > 1) {
        System.out.printf(Locale.ROOT, "best of %d others %.0f ms%n", rounds - 1, best);
      }
      boolean good = first.whole() <= arguments.number("--limit", 2000) && again.files() == 0;
      System.exit(good ? 0 : 1);
    } finally {
      empty(folder);
      Files.delete(folder);
    }
  }

  /**
   * All that this JVM used, its start and compiler threads included: a figure for busy machines.
   */
  private static long processor() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElse(java.time.Duration.ZERO)
        .toMillis();
  }

  private static Round round(String text, Path folder) {
    long start = System.nanoTime();
    ApiModel api = OpenApiReader.OPENAPI.parse(SourceFile.of("openapi.yaml", text));
    long read = System.nanoTime();
    TestFiles files = TestFiles.open(folder);
    TestFiles.Read known = files.read();
    long opened = System.nanoTime();
    List<CheckInfo> checks = TestChecks.all().stream().map(Check::info).toList();
    TestPlan plan =
        TestPlan.of(
            new TestPlan.Source(api, "http://127.0.0.1:8080", USERS, Model.empty(), checks),
            known.reviewed());
    long planned = System.nanoTime();
    int written = files.write(plan, Model.empty()).size();
    long end = System.nanoTime();
    return new Round(
        (read - start) / 1e6,
        (opened - read) / 1e6,
        (planned - opened) / 1e6,
        (end - planned) / 1e6,
        plan.cases().size(),
        written);
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }
}
