package dev.brisach.code.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of every card, and what holds for all checks. */
class JavaChecksTest {
  @TestFactory
  Stream<DynamicTest> findsWhatABadExampleBreachesAndNothingInAGoodOne() {
    return JavaChecks.all().stream()
        .flatMap(check -> {
          List<DynamicTest> tests = new ArrayList<>();
          for (int i = 0; i < check.examples().size(); i++) {
            Example example = check.examples().get(i);
            String name = check.info().id() + " example " + (i + 1);
            tests.add(DynamicTest.dynamicTest(name, () -> judge(check, example)));
          }
          return tests.stream();
        });
  }

  private static void judge(JavaCheck check, Example example) {
    Examined seen = Examined.by(check, example.path(), example.content());

    assertThat(seen.unexamined).allMatch(reason -> reason.endsWith("are not followed"));
    assertThat(seen.weaknesses())
        .isEqualTo(example.breaches().stream().map(Weakness::id).sorted().toList());
  }

  @Test
  void hasABadExampleForEveryWeaknessAndTwoGoodOnes() {
    for (JavaCheck check : JavaChecks.all()) {
      TreeSet<Weakness> shown = new TreeSet<>();
      check.examples().forEach(e -> shown.addAll(e.breaches()));

      assertThat(shown).as(check.info().id()).containsExactlyElementsOf(check.info().weaknesses());
      assertThat(check.examples().stream().filter(e -> e.breaches().isEmpty()).count())
          .as(check.info().id())
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void guidesAtEveryFindingWithFilledCardAndPath() {
    for (JavaCheck check : JavaChecks.all()) {
      for (Example example : check.examples()) {
        for (Finding finding : Examined.by(check, example.path(), example.content()).findings) {
          Lesson lesson = Objects.requireNonNull(finding.lesson());
          assertThat(lesson.happens()).isNotBlank().doesNotContain("${");
          assertThat(lesson.replacement()).isNotBlank().doesNotContain("${");
          assertThat(lesson.question()).isNotBlank();
          assertThat(lesson.links()).hasSizeGreaterThanOrEqualTo(3);
          assertThat(finding.location()).isNotNull();
        }
      }
    }
  }

  @Test
  void listsEachIdOnce() {
    assertThat(JavaChecks.all()).extracting(c -> c.info().id()).doesNotHaveDuplicates().isSorted();
  }
}
