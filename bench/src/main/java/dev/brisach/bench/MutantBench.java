package dev.brisach.bench;

import dev.brisach.bench.probe.Alarm;
import dev.brisach.bench.probe.Examination;
import dev.brisach.bench.probe.Target;
import dev.brisach.bench.probe.ThrowAway;
import dev.brisach.core.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes exactly one access check away from a service, again and again, and counts how often an
 * examination sees it: an alarm about access that the untouched service does not give.
 *
 * <p>Arguments: folders of targets with mutants as {@code bench/targets} builds them. {@code --only
 * 03,07} examines these mutants (all). {@code --check a,b} sends these checks (those of access,
 * session and login). {@code --least proved} counts surer alarms only (likely). {@code --in DIR} is
 * where the throw-away projects are made. Ends with 1 where a service could not be examined.
 */
public final class MutantBench {
  private static final Set<String> VALUED = Set.of("--only", "--check", "--least", "--in");

  /** The checks that ask who may do what; the others cost minutes and say nothing that counts. */
  private static final String OF_ACCESS =
      "test.anonymous-access,test.foreign-objects,test.foreign-functions,test.mass-assignment,"
          + "test.session-fixation,test.session-end,test.token-forgery,test.cross-site-request,"
          + "test.login-attempts";

  private final Arguments arguments;
  private final String checks;
  private final Confidence least;
  private final Path within;
  private int found;
  private int mutants;
  private int broken;
  private int wrong;
  private int reached;

  private MutantBench(Arguments arguments) {
    this.arguments = arguments;
    String sure = arguments.text("--least");
    this.least = Confidence.of(sure == null ? "likely" : sure);
    String check = arguments.text("--check");
    this.checks = check == null ? OF_ACCESS : check;
    String in = arguments.text("--in");
    this.within = Path.of(in == null ? System.getProperty("java.io.tmpdir") : in);
  }

  /** Prints a line for each mutant, then the sums. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, VALUED, Set.of());
    if (arguments.places().isEmpty()) {
      System.err.println("usage: bench/run Mutant TARGET-FOLDER... [--only 01,02] ...");
      System.exit(2);
    }
    MutantBench bench = new MutantBench(arguments);
    for (String place : arguments.places()) {
      bench.target(Target.read(Path.of(place)));
    }
    System.out.printf(
        Locale.ROOT,
        "mutants %d, found %d (%.1f %%), not examined %d; untouched services: operations reached as"
            + " somebody %d, alarms about access %d%n",
        bench.mutants,
        bench.found,
        bench.mutants == 0 ? 0 : 100.0 * bench.found / bench.mutants,
        bench.broken,
        bench.reached,
        bench.wrong);
    System.exit(bench.broken == 0 && bench.mutants > 0 ? 0 : 1);
  }

  private void target(Target target) throws IOException, InterruptedException {
    System.out.println("== " + target.name());
    Examination untouched = examined(target, null);
    if (untouched == null) {
      broken++;
      return;
    }
    List<Alarm> usual = counted(untouched);
    usual.forEach(alarm -> System.out.println("untouched: " + alarm.words()));
    wrong += usual.size();
    reached += untouched.reached();
    Set<String> known = usual.stream().map(Alarm::id).collect(Collectors.toSet());
    String only = arguments.text("--only");
    List<String> chosen = only == null ? List.of() : Arrays.asList(only.split(",", -1));
    for (String line : Files.readAllLines(target.mutants().resolve("mutants.tsv"))) {
      String id = line.split("\t", 2)[0];
      if (chosen.isEmpty() || chosen.contains(id)) {
        mutant(target, id, line.replace('\t', ' '), known);
      }
    }
  }

  private void mutant(Target target, String id, String words, Set<String> known)
      throws IOException, InterruptedException {
    mutants++;
    Examination examination = examined(target, target.mutants().resolve(id));
    if (examination == null) {
      broken++;
      System.out.println(words + ": not examined");
      return;
    }
    List<Alarm> alarms = new ArrayList<>(counted(examination));
    alarms.removeIf(alarm -> known.contains(alarm.id()));
    if (!alarms.isEmpty()) {
      found++;
    }
    System.out.println(
        words
            + ": "
            + (alarms.isEmpty() ? "MISSED" : alarms.getFirst().words())
            + (alarms.size() > 1 ? " and " + (alarms.size() - 1) + " more" : ""));
    if (alarms.isEmpty()) {
      examination.alarms().stream()
          .filter(alarm -> alarm.ofAccess() && !known.contains(alarm.id()))
          .forEach(alarm -> System.out.println("  less sure: " + alarm.words()));
    }
  }

  private List<Alarm> counted(Examination examination) {
    return examination.alarms().stream()
        .filter(alarm -> alarm.ofAccess() && alarm.atLeast(least))
        .toList();
  }

  /** Null where the service could not be examined. */
  private @Nullable Examination examined(Target target, @Nullable Path variant)
      throws IOException, InterruptedException {
    try (ThrowAway project = ThrowAway.of(target, null, variant, within)) {
      Launched run = ProbeBench.run(project, "test", "run", "change", checks);
      if (!ProbeBench.examined(run)) {
        System.out.println("not examined: " + run.lastWords());
        return null;
      }
      Examination examination = Examination.read(project.folder());
      if (variant == null) {
        examination.trouble().forEach(reason -> System.out.println("not examined: " + reason));
        examination
            .unexamined()
            .forEach((reason, times) -> System.out.println("not judged " + times + ": " + reason));
      }
      return examination;
    }
  }
}
