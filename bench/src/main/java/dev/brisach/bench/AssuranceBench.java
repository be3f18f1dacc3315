package dev.brisach.bench;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Outcome;
import dev.brisach.core.Run;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import dev.brisach.core.assurance.Assurance;
import dev.brisach.core.assurance.Policy;
import dev.brisach.core.assurance.State;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Time and memory of the assurance computation over a made project: files in folders, one component
 * per folder, checks that sweep the whole tree, and findings spread over it.
 *
 * <p>Arguments: files (100000), threats (1000), runs (3). Input is made before the clock starts.
 */
public final class AssuranceBench {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final int[] CWES = {
    22, 78, 79, 89, 94, 327, 352, 502, 601, 611, 639, 798, 862, 918
  };
  private static final int CHECKS = 60;
  private static final int WARM_UPS = 5;
  private static final int MEASURED = 9;

  private final int files;
  private final int threats;
  private final int components;
  private final Random random = new Random(42);

  private AssuranceBench(int files, int threats) {
    this.files = files;
    this.threats = threats;
    this.components = Math.max(1, Math.min(threats / 5, 400));
  }

  /**
   * Prints milliseconds of one core (CPU time, since other work may share the machine) and the
   * memory that one computation takes.
   */
  public static void main(String[] args) {
    int files = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int threats = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int runCount = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    AssuranceBench bench = new AssuranceBench(files, threats);
    Inventory inventory = bench.inventory();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < runCount; i++) {
      runs.add(bench.run(i, inventory));
    }
    State state = State.of(runs.getLast(), Policy.standard(), NOW);
    Assurance result = Assurance.compute(state, runs);
    for (int i = 1; i < WARM_UPS; i++) {
      result = Assurance.compute(state, runs);
    }
    long[] nanos = new long[MEASURED];
    long peak = 0;
    for (int i = 0; i < MEASURED; i++) {
      System.gc();
      long before = used();
      pools().forEach(MemoryPoolMXBean::resetPeakUsage);
      long start = cpu();
      result = Assurance.compute(state, runs);
      nanos[i] = cpu() - start;
      peak = Math.max(peak, peak() - before);
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%d assets x %d threats, %d runs of %d checks: median %.0f ms, best %.0f ms of CPU, +%d MB; "
            + "%d findings, %d held, %d breached%n",
        inventory.items().size(),
        threats,
        runCount,
        CHECKS,
        nanos[MEASURED / 2] / 1e6,
        nanos[0] / 1e6,
        peak >> 20,
        result.findings().size(),
        result.share().held(),
        result.share().breached());
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .toList();
  }

  private static long used() {
    return pools().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private static long peak() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private Inventory inventory() {
    TreeMap<Asset, Inventory.Item> items = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      Asset file = file(i);
      List<String> types = i % 50 == 0 ? List.of("manifest") : List.of("java", "text");
      items.put(file, new Inventory.Item(file, Integer.toHexString(i), types, List.of(), "source"));
    }
    return new Inventory(items, Map.of());
  }

  private Asset file(int number) {
    return Asset.file(
        "services/c" + number % components + "/src/main/java/p" + number % 97 + "/F" + number);
  }

  private Run run(int number, Inventory inventory) {
    Instant started = NOW.minus(Duration.ofHours(3L - Math.min(3, number)));
    List<CheckInfo> catalogue = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < CHECKS; i++) {
      CheckInfo check =
          CheckInfo.reading(
              "code.check" + i,
              1,
              "check " + i,
              i % 10 == 9 ? Stage.PACKAGE : Stage.CODE,
              i % 10 == 9 ? SubjectKind.file("manifest") : SubjectKind.file("java"),
              List.of(Weakness.cwe(CWES[i % CWES.length])));
      catalogue.add(check);
      evidence.add(sweep(number, check, started));
    }
    return new Run(
        "run-" + number,
        "made",
        "main",
        null,
        started,
        "bench",
        List.of(),
        "head-" + number,
        catalogue,
        List.of(),
        model(),
        inventory,
        evidence,
        List.of());
  }

  private Evidence sweep(int run, CheckInfo check, Instant started) {
    List<Finding> findings = new ArrayList<>();
    int count = files / 1000;
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(files);
      findings.add(
          Finding.of(check.id(), Severity.HIGH, Confidence.LIKELY)
              .weaknesses(check.weaknesses())
              .at(file(at).name(), 1)
              .says("a defect", "a defect")
              .identity(Integer.toString(i))
              .build());
    }
    List<Outcome.Unexamined> missed =
        List.of(new Outcome.Unexamined(file(random.nextInt(files)), "cannot be read"));
    return new Evidence(
        "run-" + run + "/" + check.id(),
        "run-" + run,
        "main",
        null,
        check.id(),
        check.version(),
        null,
        check.stages().getFirst(),
        "source",
        check.subject(),
        check.weaknesses(),
        List.of(),
        new Outcome.Examined(
            new Covered.Subtree(check.subject(), "", Math.max(1, files)), missed, findings),
        started,
        List.of(),
        List.of());
  }

  private Model model() {
    TreeMap<Asset, String> elements = new TreeMap<>();
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      Asset component = Asset.component("c" + i);
      elements.put(component, "c" + i);
      bindings.add(
          new Binding(component, AssetKind.FILE, "services/c" + i, Binding.Source.EXTRACTED));
    }
    List<Threat> all = new ArrayList<>();
    for (int i = 0; i < threats; i++) {
      Asset component = Asset.component("c" + i % components);
      List<Weakness> weakness = List.of(Weakness.cwe(CWES[i / components % CWES.length]));
      TreeMap<Stage, Threat.Expected> expected = new TreeMap<>();
      for (Stage stage : List.of(Stage.CODE, Stage.PACKAGE, Stage.TEST, Stage.DEPLOY)) {
        expected.put(stage, new Threat.Expected(weakness, List.of()));
      }
      all.add(
          new Threat(
              "rule" + i / components + "@" + component.name(),
              "rule" + i / components,
              "made",
              component,
              List.of(component),
              weakness,
              List.of(),
              "tampering",
              3,
              3,
              expected,
              List.of()));
    }
    return new Model(false, elements, bindings, all, List.of(), List.of());
  }
}
