package dev.brisach.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How long a user waits for {@code ./brisach}: whole processes, from the shell script to the exit,
 * started from the AOT cache.
 *
 * <p>Arguments: {@code --times N} (15), {@code --peer COMMAND} (another program's command line, run
 * in turn with ours and compared).
 */
public final class StartupBench {
  private static final int WARM_UPS = 3;

  /** A command with the exit code it must have and the time it should take. */
  private record Case(String title, List<String> command, int exit, double targetMs) {}

  private StartupBench() {}

  /** Prints one line per command. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, Set.of("--times", "--peer"), Set.of());
    int times = (int) Math.max(1, arguments.number("--times", 15));
    String peer = arguments.text("--peer");
    List<Case> cases =
        List.of(
            new Case("--help", brisach("--help"), 0, 150),
            new Case(
                "run examples/shop",
                brisach("run", "--no-ledger", "--quiet", "--format", "json", "examples/shop"),
                1,
                1500));
    cacheIsUsed();
    System.out.printf(
        Locale.ROOT,
        "%-20s %9s %9s %9s %9s %8s%n",
        "command",
        "min ms",
        "median",
        "max",
        "target",
        "peak MB");
    for (Case one : cases) {
      double median = measure(one, times);
      if (peer != null) {
        Case other = new Case("peer", List.of("/bin/sh", "-c", peer), -1, 0);
        System.out.printf(Locale.ROOT, "  ratio to peer: %.2f%n", median / measure(other, times));
      }
    }
  }

  /** A JVM passes over a cache that does not fit it without a word, unless it must use it. */
  private static void cacheIsUsed() throws IOException, InterruptedException {
    Launched.brisach(Map.of(), "--version");
    Launched strict = Launched.brisach(Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), "--version");
    if (strict.exit() != 0) {
      System.out.println("WARNING: the AOT cache does not fit and is not used");
    }
  }

  private static List<String> brisach(String... arguments) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Launched.root().resolve("brisach").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static double measure(Case one, int times) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      launch(one);
    }
    double[] seconds = new double[times];
    long peak = 0;
    for (int i = 0; i < times; i++) {
      Launched run = launch(one);
      seconds[i] = run.seconds() * 1000;
      peak = Math.max(peak, run.peakMegabytes());
    }
    Spread spread = Spread.of(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-20s %9.0f %9.0f %9.0f %9s %8d%n",
        one.title(),
        spread.min(),
        spread.median(),
        spread.max(),
        one.targetMs() == 0 ? "" : String.format(Locale.ROOT, "%.0f", one.targetMs()),
        peak);
    return spread.median();
  }

  private static Launched launch(Case one) throws IOException, InterruptedException {
    Launched run = Launched.of(one.command(), Launched.root(), Map.of());
    if (one.exit() >= 0 && run.exit() != one.exit()) {
      throw new IllegalStateException(
          one.title() + " ended with " + run.exit() + ": " + run.firstWords());
    }
    return run;
  }
}
