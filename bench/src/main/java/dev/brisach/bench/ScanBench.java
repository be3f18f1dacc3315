package dev.brisach.bench;

import dev.brisach.code.java.JavaCheck;
import dev.brisach.code.java.JavaChecks;
import dev.brisach.code.java.flow.FlowFront;
import dev.brisach.code.secrets.SecretScanner;
import dev.brisach.kit.java.JavaFront;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.TreeWalk;
import dev.brisach.kit.tree.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Bytes per second of one thread, content already in memory: the scan for credentials over all text
 * files, and over all Java files the parser, the following of values, and all checks from the bytes
 * on.
 *
 * <p>Arguments: the folder; {@code --most-mb N} (200) bounds what is loaded, {@code --rounds N} (5)
 * are measured after two to warm up.
 */
public final class ScanBench {
  private static final int WARM_UPS = 2;

  private ScanBench() {}

  /** Prints one line per part. */
  public static void main(String[] args) throws IOException {
    Arguments arguments = Arguments.of(args, Set.of("--most-mb", "--rounds"), Set.of());
    if (arguments.places().size() != 1) {
      System.err.println("usage: bench/run Scan FOLDER [--most-mb N] [--rounds N]");
      System.exit(2);
    }
    Path folder = Path.of(arguments.places().getFirst());
    int rounds = (int) Math.max(1, arguments.number("--rounds", 5));
    List<SourceFile> files = load(folder, arguments.number("--most-mb", 200) << 20);
    List<SourceFile> java = files.stream().filter(file -> file.entry().is(FileTypes.JAVA)).toList();
    SecretScanner scanner = SecretScanner.bundled(new byte[32]);
    measure("secrets", files, rounds, file -> scanner.scan(file.bytes(), file.path()).size());
    measure("java parser", java, rounds, file -> parsed(file, JavaFront.JAVA));
    measure("java parser + values", java, rounds, file -> parsed(file, FlowFront.FLOW));
    List<JavaCheck> checks = JavaChecks.all();
    measure("java, all checks", java, rounds, file -> Tally.of(checks, file));
  }

  private static List<SourceFile> load(Path folder, long most) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    long bytes = 0;
    for (FileEntry listed : TreeWalk.list(folder).files()) {
      if (listed.size() <= SourceTree.MAX_FILE && bytes + listed.size() <= most) {
        SourceFile file = SourceTree.read(folder, listed);
        if (file.entry().is(FileTypes.TEXT)) {
          files.add(file);
          bytes += file.bytes().length;
        }
      }
    }
    return files;
  }

  private static void measure(
      String title, List<SourceFile> files, int rounds, ToLongFunction<SourceFile> work) {
    long bytes = files.stream().mapToLong(file -> file.bytes().length).sum();
    if (bytes == 0) {
      System.out.printf(Locale.ROOT, "%-22s no such file here%n", title);
      return;
    }
    double[] rates = new double[rounds];
    long found = 0;
    for (int round = -WARM_UPS; round < rounds; round++) {
      List<SourceFile> fresh =
          files.stream().map(file -> new SourceFile(file.entry(), file.bytes())).toList();
      long start = System.nanoTime();
      found = 0;
      for (SourceFile file : fresh) {
        found += work.applyAsLong(file);
      }
      if (round >= 0) {
        rates[round] = bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
      }
    }
    Spread spread = Spread.of(rates);
    System.out.printf(
        Locale.ROOT,
        "%-22s %6d files %8.1f MB  median %7.1f MB/s  (%.1f to %.1f)  results %d%n",
        title,
        files.size(),
        bytes / 1e6,
        spread.median(),
        spread.min(),
        spread.max(),
        found);
  }

  private static long parsed(SourceFile file, Front<?> front) {
    try {
      file.parse(front);
      return 1;
    } catch (Unreadable e) {
      return 0;
    }
  }
}
