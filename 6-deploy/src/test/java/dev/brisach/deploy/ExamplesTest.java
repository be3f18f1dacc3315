package dev.brisach.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Check;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.tree.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  static Stream<Check<?>> checks() {
    return DeployChecks.all().stream().filter(check -> check instanceof Exemplified);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyExampleIsJudgedAsItSays(Check<?> each) {
    @SuppressWarnings("unchecked")
    Check<SourceFile> check = (Check<SourceFile>) each;
    List<Example> examples = ((Exemplified) each).examples();

    for (Example example : examples) {
      SourceFile file = SourceFile.of(example.path(), example.content());
      Sweeps sweep = Sweeps.of(check, file);
      List<Weakness> found =
          sweep.findings.stream().flatMap(f -> f.weaknesses().stream()).distinct().toList();

      assertThat(file.entry().types())
          .as(check.info().id() + " is asked about " + example.path())
          .contains(check.info().subject().type());
      assertThat(found)
          .as(check.info().id() + " on\n" + example.content() + sweep.unexamined)
          .containsExactlyInAnyOrderElementsOf(example.breaches());
    }
    assertThat(examples.stream().flatMap(e -> e.breaches().stream()))
        .as("a bad example for each weakness of " + check.info().id())
        .containsAll(check.info().weaknesses());
    assertThat(examples).as("a good example").anyMatch(e -> e.breaches().isEmpty());
  }

  @Test
  void everyIdIsUniqueAndThereAreManyRules() {
    List<String> ids = DeployChecks.all().stream().map(check -> check.info().id()).toList();

    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(25);
  }
}
