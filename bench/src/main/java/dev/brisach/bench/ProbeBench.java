package dev.brisach.bench;

import dev.brisach.bench.probe.Alarm;
import dev.brisach.bench.probe.CategoryScore;
import dev.brisach.bench.probe.CrawlerFile;
import dev.brisach.bench.probe.Examination;
import dev.brisach.bench.probe.ExpectedResults;
import dev.brisach.bench.probe.FileHashes;
import dev.brisach.bench.probe.Har;
import dev.brisach.bench.probe.LabelScore;
import dev.brisach.bench.probe.Labels;
import dev.brisach.bench.probe.Seed;
import dev.brisach.bench.probe.Target;
import dev.brisach.bench.probe.ThrowAway;
import dev.brisach.core.Confidence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Examines running services whose flaws are known, each in a box, with all live checks, and counts
 * what was found, missed and wrongly said; what the service wrote where none should; requests and
 * time.
 *
 * <p>Arguments: folders of targets as {@code bench/targets} builds them. {@code --least proved}
 * counts surer alarms only (all). {@code --most N} seeds the first N cases of a large target (all).
 * {@code --effect E} (change). {@code --list} names each case that was missed or wrongly alarmed.
 * {@code --in DIR} is where the throw-away project is made; on the file system of the target its
 * files are linked, not copied. Ends with 1 where a target could not be examined or was harmed.
 */
public final class ProbeBench {
  private static final Set<String> VALUED = Set.of("--least", "--most", "--effect", "--in");

  private final Arguments arguments;
  private final PrintStream out;

  private ProbeBench(Arguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Prints the figures of each target. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, VALUED, Set.of("--list", "--keep"));
    if (arguments.places().isEmpty()) {
      System.err.println("usage: bench/run Probe TARGET-FOLDER... [--least proved] [--list] ...");
      System.exit(2);
    }
    ProbeBench bench = new ProbeBench(arguments, System.out);
    boolean good = true;
    for (String place : arguments.places()) {
      good &= bench.examine(Target.read(Path.of(place)));
    }
    System.exit(good ? 0 : 1);
  }

  private boolean examine(Target target) throws IOException, InterruptedException {
    SortedMap<String, Seed> seeds = seeds(target);
    String har = seeds.isEmpty() ? null : Har.of(seeds.values());
    Path within = Path.of(orElse(arguments.text("--in"), System.getProperty("java.io.tmpdir")));
    FileHashes before = FileHashes.of(target.folder());
    ThrowAway project = ThrowAway.of(target, har, null, within);
    try {
      Launched run =
          run(project, "deploy", "probe", orElse(arguments.text("--effect"), "change"), "");
      out.printf(
          Locale.ROOT, "%n== %s, exit %d, %.0f s%n", target.name(), run.exit(), run.seconds());
      if (!examined(run)) {
        out.println("not examined: " + run.lastWords());
        return false;
      }
      Examination examination = Examination.read(project.folder());
      score(target, seeds, examination);
      return harmless(examination, FileHashes.of(target.folder()).differingFrom(before), run);
    } finally {
      if (arguments.has("--keep")) {
        out.println("kept: " + project.folder());
      } else {
        project.close();
      }
    }
  }

  /**
   * Runs a command of the program that examines the service of a project.
   *
   * @param checks ids of the checks that are sent, separated by commas; empty for all
   */
  static Launched run(ThrowAway project, String stage, String command, String effect, String checks)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(stage, command));
    words.addAll(List.of("--project", project.folder().toString(), "--environment", "box"));
    words.addAll(List.of("--effect", effect, "--quiet", "--format", "json"));
    if (!checks.isEmpty()) {
      words.addAll(List.of("--check", checks));
    }
    return Launched.brisach(Map.of(), words.toArray(String[]::new));
  }

  /**
   * True where it came to an end; a check may have been skipped or broken, as the evidence says.
   */
  static boolean examined(Launched run) {
    return run.exit() == 0 || run.exit() == 1 || run.exit() == 3;
  }

  private SortedMap<String, Seed> seeds(Target target) throws IOException {
    Path crawler = target.crawler();
    if (crawler == null) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, Seed> all = CrawlerFile.read(crawler, target.crawlerBase(), target.origin());
    long most = arguments.number("--most", Long.MAX_VALUE);
    SortedMap<String, Seed> first = new TreeMap<>();
    all.entrySet().stream()
        .limit(most)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  private void score(Target target, SortedMap<String, Seed> seeds, Examination examination)
      throws IOException {
    Confidence least = Confidence.of(orElse(arguments.text("--least"), "heuristic"));
    Path expected = target.expected();
    if (expected != null) {
      categories(target, ExpectedResults.read(expected, seeds), examination, least);
    }
    Path table = target.labels();
    if (table != null) {
      labels(Labels.read(table, target.pages()), examination, least);
    }
  }

  private void categories(
      Target target, List<ExpectedResults.Case> cases, Examination examination, Confidence least) {
    List<CategoryScore> scores =
        CategoryScore.of(cases, target.classes(), examination.alarms(), least);
    out.println(CategoryScore.HEADING);
    scores.forEach(score -> out.println(score.line()));
    out.println(CategoryScore.sum(scores));
    if (arguments.has("--list")) {
      for (CategoryScore score : scores) {
        score.missed().forEach(name -> out.println("missed " + score.category() + " " + name));
        score.wrong().forEach(name -> out.println("false " + score.category() + " " + name));
      }
    }
  }

  private void labels(Labels labels, Examination examination, Confidence least) {
    LabelScore score = LabelScore.of(labels, examination.alarms(), least);
    out.println(score.line());
    if (!score.missed().isEmpty()) {
      out.println("missed: " + score.missedByGroup());
    }
    score.wrong().forEach(alarm -> out.println("false: " + shown(alarm)));
    if (arguments.has("--list")) {
      score
          .missed()
          .forEach(label ->
              out.println(
                  "missed " + label.path() + " " + label.parameter() + " " + label.weaknesses()));
      score.elsewhere().forEach(alarm -> out.println("elsewhere: " + shown(alarm)));
    }
    if (!score.others().isEmpty()) {
      out.println("alarms about settings, not judged here: " + score.others());
    }
  }

  private static String shown(Alarm alarm) {
    StringBuilder plain = new StringBuilder();
    alarm
        .words()
        .codePoints()
        .limit(200)
        .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return plain.toString();
  }

  private boolean harmless(Examination examination, int changed, Launched run) {
    out.printf(
        Locale.ROOT,
        "alarms %d, places not judged %d, files of the target changed %d, canary files %s%n",
        examination.alarms().size(),
        examination.unexamined().values().stream().mapToLong(Long::longValue).sum(),
        changed,
        examination.strayWrites().isEmpty() ? "untouched" : examination.strayWrites());
    out.printf(
        Locale.ROOT,
        "checks %d, requests %d in %d s, %.0f each second; %.0f s with start and all%n",
        examination.checks(),
        examination.requests(),
        examination.seconds(),
        (double) examination.requests() / Math.max(1, examination.seconds()),
        run.seconds());
    examination.unexamined().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(5)
        .forEach(entry -> out.println("not judged " + entry.getValue() + ": " + entry.getKey()));
    examination.trouble().forEach(reason -> out.println("not examined: " + reason));
    if (examination.checks() == 0) {
      out.println("no check looked at anything: the figures above mean nothing");
    }
    return examination.checks() > 0 && changed == 0 && examination.strayWrites().isEmpty();
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
