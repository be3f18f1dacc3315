package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Outcome;
import dev.brisach.core.Weakness;
import dev.brisach.core.taxonomy.Taxonomy;
import dev.brisach.engine.Options;
import dev.brisach.engine.Planner;
import dev.brisach.engine.Progress;
import dev.brisach.engine.Project;
import dev.brisach.engine.RunEngine;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.sandbox.Folders;
import dev.brisach.testkit.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every check of every stage must keep; a check that claims more than it shows fails here. */
class ContractTest {
  private static final List<Check<?>> CHECKS = Checks.all(OutsideData.none());

  @Test
  void idsAreUniqueAndBeginWithTheirStage() {
    Set<String> seen = new HashSet<>();
    for (Check<?> check : CHECKS) {
      CheckInfo info = check.info();
      assertThat(seen.add(info.id())).as("only one check is called %s", info.id()).isTrue();
      assertThat(info.stages())
          .extracting(stage -> info.id().startsWith(stage.word() + "."))
          .as("%s begins with one of its stages", info.id())
          .contains(true);
      assertThat(info.title()).as("title of %s", info.id()).isNotBlank();
      assertThat(check.info()).as("%s declares the same every time", info.id()).isEqualTo(info);
    }
  }

  @Test
  void weaknessesAreKnownAndMayJoin() {
    Taxonomy taxonomy = Taxonomy.bundled();
    for (Check<?> check : CHECKS) {
      for (Weakness weakness : check.info().weaknesses()) {
        assertThat(taxonomy.exists(weakness))
            .as("%s of %s is in the taxonomy", weakness, check.info().id())
            .isTrue();
        assertThat(taxonomy.mayJoin(weakness))
            .as("%s of %s is a Base, a Variant or on the short list", weakness, check.info().id())
            .isTrue();
      }
    }
  }

  @Test
  void everyCheckOverFilesCarriesItsExamples() {
    for (Check<?> check : CHECKS) {
      if (check.subjectType() == dev.brisach.kit.tree.SourceFile.class) {
        assertThat(check).as(check.info().id()).isInstanceOf(Exemplified.class);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyWeaknessHasABadExampleThatIsFoundAndGoodOnesAreSilent() {
    return CHECKS.stream()
        .filter(check -> check instanceof Exemplified)
        .map(check -> DynamicTest.dynamicTest(check.info().id(), () -> examples(check)));
  }

  private static void examples(Check<?> check) throws Exception {
    List<Example> examples = ((Exemplified) check).examples();
    Set<Weakness> shown = new TreeSet<>();
    boolean good = false;
    for (Example example : examples) {
      List<Finding> findings = findings(check, example);
      assertThat(findings(check, example))
          .as("a second run over %s gives the same", example.path())
          .isEqualTo(findings);
      if (example.breaches().isEmpty()) {
        good = true;
        assertThat(findings).as("nothing in the good example:\n%s", example.content()).isEmpty();
      } else {
        Set<Weakness> found = new TreeSet<>();
        findings.forEach(finding -> found.addAll(finding.weaknesses()));
        assertThat(found).as("in:\n%s", example.content()).containsAll(example.breaches());
        shown.addAll(example.breaches());
      }
    }
    assertThat(good).as("a good example").isTrue();
    assertThat(shown).containsAll(check.info().weaknesses());
  }

  private static List<Finding> findings(Check<?> check, Example example) throws Exception {
    Path folder = Files.createTempDirectory("brisach-contract-");
    RunEngine.Result result;
    try {
      Trees.write(folder, example.path(), example.content());
      result = StageScan.examine(Project.open(folder), List.of(check));
    } finally {
      Folders.delete(folder);
    }
    assertThat(result.faults()).isEmpty();
    List<Finding> all = new ArrayList<>();
    for (Evidence sweep : result.evidence()) {
      assertThat(sweep.outcome())
          .as("%s is of the kind the check looks at", example.path())
          .isInstanceOf(Outcome.Examined.class);
      all.addAll(((Outcome.Examined) sweep.outcome()).findings());
    }
    for (Finding finding : all) {
      assertThat(check.info().weaknesses()).containsAll(finding.weaknesses());
      assertThat(finding.asset().kind()).isEqualTo(AssetKind.FILE);
      assertThat(finding.message()).isNotBlank();
      assertThat(finding.fix()).isNotBlank();
    }
    return all;
  }

  @Test
  void aStoppedRunEndsWithoutWaitingForTheTree(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 500; i++) {
      Trees.write(folder, "src/A" + i + ".java", "class A" + i + " { String s = \"x\"; }\n");
    }
    RunEngine engine =
        new RunEngine(
            CHECKS,
            tree -> new Planner.Plan(dev.brisach.core.Model.empty(), List.of()),
            null,
            Options.reading(Clock.systemUTC()),
            Progress.silent());
    engine.stop();

    RunEngine.Result result = engine.run(Project.open(folder), "r", StageScan.FORGETFUL);

    assertThat(result.stopped()).isTrue();
    assertThat(result.tree().size()).isLessThan(500);
  }
}
