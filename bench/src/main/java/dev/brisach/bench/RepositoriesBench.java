package dev.brisach.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs over real repositories, each with a table line; then, with {@code --sample}, findings drawn
 * at random for a person to read and judge.
 *
 * <p>Arguments: a folder with git checkouts (up to three levels deep); {@code --sample N}, {@code
 * --seed S} (1), {@code --most-per-repository M} (15), {@code --advisories DIR} (handed on). Ends
 * with 1 where a run did not finish or a checkout was changed.
 */
public final class RepositoriesBench {
  private static final Set<String> VALUED =
      Set.of("--sample", "--seed", "--most-per-repository", "--advisories");
  private static final int DEPTH = 3;

  private RepositoriesBench() {}

  /** Prints the table, its sums, and the sample. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, VALUED, Set.of());
    if (arguments.places().size() != 1) {
      System.err.println("usage: bench/run Repositories DIR [--sample N] [--seed S] ...");
      System.exit(2);
    }
    List<Path> checkouts = new ArrayList<>();
    collect(Path.of(arguments.places().getFirst()).toRealPath(), 0, checkouts);
    if (checkouts.isEmpty()) {
      System.err.println("bench/run Repositories: no git checkout in " + arguments.places());
      System.exit(2);
    }
    System.out.println(Checkout.HEADING);
    List<Checkout> examined = new ArrayList<>();
    for (Path folder : checkouts) {
      Checkout one = Checkout.examine(folder, arguments.text("--advisories"));
      System.out.println(one.line());
      examined.add(one);
    }
    sums(examined);
    int sample = (int) arguments.number("--sample", 0);
    if (sample > 0) {
      long seed = arguments.number("--seed", 1);
      int most = (int) arguments.number("--most-per-repository", 15);
      Sample.draw(examined, sample, most, seed).print(System.out);
    }
    System.exit(examined.stream().allMatch(Checkout::good) ? 0 : 1);
  }

  /** Adds the checkouts at or below a folder, by path; nothing inside a checkout is another one. */
  private static void collect(Path folder, int depth, List<Path> into) throws IOException {
    if (Files.exists(folder.resolve(".git"))) {
      into.add(folder);
      return;
    }
    if (depth == DEPTH) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> list = Files.list(folder)) {
      inside = list.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path)).toList();
    }
    for (Path one : inside.stream().sorted().toList()) {
      collect(one, depth + 1, into);
    }
  }

  private static void sums(List<Checkout> all) {
    long findings = all.stream().mapToLong(one -> one.findings().size()).sum();
    long bound = all.stream().mapToLong(Checkout::bound).sum();
    System.out.printf(
        Locale.ROOT,
        "%d repositories, %d findings, %s bound, %.0f s, %d clean and finished%n",
        all.size(),
        findings,
        Checkout.share(bound, findings),
        all.stream().mapToDouble(one -> one.run().seconds()).sum(),
        all.stream().filter(Checkout::good).count());
  }
}
