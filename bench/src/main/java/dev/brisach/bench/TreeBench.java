package dev.brisach.bench;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A whole run over a large made tree, with a bounded heap: seconds, MB per second, peak memory.
 *
 * <p>Arguments: {@code --files N} (100000), {@code --megabytes N} (1000), {@code --heap SIZE}
 * (512m), {@code --seed N} (42), {@code --in FOLDER} (an empty folder to use instead of a temporary
 * one), {@code --keep}, {@code --advisories DIR} (handed on), {@code --peer COMMAND} (a shell
 * command over the same tree, whose path is {@code $TREE}; compared with ours).
 *
 * <p>Ends with 1 where the run did not finish, or not all of it.
 */
public final class TreeBench {
  private static final Set<String> VALUED =
      Set.of("--files", "--megabytes", "--heap", "--seed", "--in", "--advisories", "--peer");

  private final Arguments arguments;

  private TreeBench(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Makes the tree, measures, removes the tree. */
  public static void main(String[] args) throws IOException, InterruptedException {
    TreeBench bench = new TreeBench(Arguments.of(args, VALUED, Set.of("--keep")));
    String given = bench.arguments.text("--in");
    Path tree = given == null ? Files.createTempDirectory("bench-tree-") : Path.of(given);
    Files.createDirectories(tree);
    try (Stream<Path> inside = Files.list(tree)) {
      if (inside.findAny().isPresent()) {
        System.err.println("bench/run Tree: " + tree + " is not empty");
        System.exit(2);
      }
    }
    boolean whole;
    try {
      whole = bench.run(tree.toRealPath());
    } finally {
      if (!bench.arguments.has("--keep")) {
        MadeTree.remove(tree);
      }
    }
    System.exit(whole ? 0 : 1);
  }

  private boolean run(Path tree) throws IOException, InterruptedException {
    int files = (int) arguments.number("--files", 100_000);
    long bytes =
        MadeTree.write(
            tree,
            files,
            arguments.number("--megabytes", 1000) * 1_000_000,
            arguments.number("--seed", 42));
    System.out.printf(Locale.ROOT, "made %d files, %.0f MB%n", files, bytes / 1e6);
    Launched.brisach(Map.of(), "--version");
    List<String> command = new ArrayList<>(List.of("run", "--no-ledger", "--format", "json"));
    String advisories = arguments.text("--advisories");
    if (advisories != null) {
      command.addAll(List.of("--advisories", Path.of(advisories).toAbsolutePath().toString()));
    }
    command.add(tree.toString());
    String heap = arguments.text("--heap") == null ? "512m" : arguments.text("--heap");
    Launched run = Launched.brisach(Map.of("BRISACH_HEAP", heap), command.toArray(String[]::new));
    System.out.printf(
        Locale.ROOT,
        "heap %s: %.1f s, %.1f MB/s, %.0f files/s, peak %d MB resident, exit %d%n",
        heap,
        run.seconds(),
        bytes / 1e6 / run.seconds(),
        files / run.seconds(),
        run.peakMegabytes(),
        run.exit());
    boolean whole = judge(run);
    peer(tree, run.seconds());
    return whole;
  }

  private static boolean judge(Launched run) {
    if (run.outOfMemory()) {
      System.out.println("FAILED: out of memory: " + run.firstWords());
      return false;
    }
    if (run.exit() != 0 && run.exit() != 1) {
      System.out.println("FAILED: exit " + run.exit() + ": " + run.firstWords());
      return false;
    }
    Json.Obj result = JsonReader.readObject(run.out().getBytes(StandardCharsets.UTF_8));
    System.out.printf(
        "findings %d, threats %d, not examined %d%n",
        result.list("findings").size(),
        result.list("threats").size(),
        result.list("notExamined").size());
    return true;
  }

  private void peer(Path tree, double ours) throws IOException, InterruptedException {
    String peer = arguments.text("--peer");
    if (peer != null) {
      Launched other =
          Launched.of(List.of("/bin/sh", "-c", peer), tree, Map.of("TREE", tree.toString()));
      System.out.printf(
          Locale.ROOT,
          "peer: %.1f s, peak %d MB, exit %d; ratio %.2f%n",
          other.seconds(),
          other.peakMegabytes(),
          other.exit(),
          ours / other.seconds());
    }
  }
}
