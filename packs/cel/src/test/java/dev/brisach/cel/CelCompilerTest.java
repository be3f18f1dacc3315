package dev.brisach.cel;

import static dev.brisach.cel.Expressions.issues;
import static dev.brisach.cel.Expressions.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.expr.ExpressionCompiler;
import dev.brisach.kit.expr.ExpressionCompiler.Issue;
import dev.brisach.kit.expr.Program;
import dev.brisach.kit.expr.ProgramJson;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What is right and what is wrong, and where. */
class CelCompilerTest {
  @Test
  void thePackIsFoundByItsService() {
    assertThat(ServiceLoader.load(ExpressionCompiler.class).findFirst())
        .get()
        .isInstanceOf(CelCompiler.class);
  }

  @Test
  void aMistypedExpressionIsNamedWithLineAndColumn() {
    assertThat(issues("n > 1 &&\n  1 + yes == 2"))
        .containsExactly(new Issue(2, 5, "'+' cannot be applied to (int, bool)"));
    assertThat(issues("n > 'a'").getFirst().column()).isEqualTo(3);
    assertThat(issues("n")).singleElement().satisfies(issue -> assertThat(issue.line()).isOne());
    assertThat(issues("n > ")).isNotEmpty();
    assertThat(issues("")).isNotEmpty();
    assertThat(issues("n == 1 )")).isNotEmpty();
  }

  @Test
  void anUnknownNameOrFieldSaysWhatWasProbablyMeant() {
    assertThat(issues("thingz.size() > 1").getFirst().message())
        .isEqualTo("unknown name 'thingz', did you mean 'thing'?");
    assertThat(issues("thing.siez > 1").getFirst().message())
        .isEqualTo("unknown field 'siez', did you mean 'size'?");
    assertThat(issues("things.exists(x, x.nam == '')"))
        .containsExactly(new Issue(1, 19, "unknown field 'nam', did you mean 'name'?"));
  }

  @Test
  void aWordThatAFieldCanNeverBeIsRefused() {
    assertThat(issues("thing.colour == 'rad'"))
        .containsExactly(new Issue(1, 17, "'colour' is never 'rad', did you mean 'red'?"));
    assertThat(issues("thing.colour in ['red', 'bleu']").getFirst().message())
        .contains("never 'bleu'")
        .contains("red, green");
    assertThat(program("thing.colour != 'green' && thing.colour != ''")).isNotNull();
  }

  @Test
  void whatWouldHideFromTheListOfFieldsIsRefused() {
    assertThat(issues("thing == things[0]").getFirst().message()).contains("whole records");
    assertThat(issues("thing in things").getFirst().message()).contains("whole records");
    assertThat(issues("dyn(thing).size > 1").getFirst().message()).contains("dyn");
    assertThat(issues("s.matches('a+')").getFirst().message()).contains("matches");
    assertThat(issues("Thing{name: 'x'}.name == 'x'")).isNotEmpty();
    assertThat(issues("null == null").getFirst().message()).contains("null");
  }

  @Test
  void timesAndPeriodsThatAreWrittenDownAreReadBeforeTheRun() {
    assertThat(issues("t > timestamp('tomorrow')").getFirst().message()).contains("no time");
    assertThat(issues("p > duration('3 days')").getFirst().message()).contains("no period");
    assertThat(program("t > timestamp('2026-01-01T00:00:00Z') + duration('1h30m')")).isNotNull();
  }

  @Test
  void whatIsTooDeepOrTooLongIsOneIssueAndNoCrash() {
    assertThat(issues("(".repeat(5000) + "yes" + ")".repeat(5000))).isNotEmpty();
    assertThat(issues("n" + " + n".repeat(4000) + " > 0")).isNotEmpty();
    assertThat(issues("yes || " + "yes || ".repeat(5000) + "yes")).isNotEmpty();
    assertThat(issues("[" + "[".repeat(3000) + "]".repeat(3000) + "].size() > 0")).isNotEmpty();
  }

  @Test
  void aProgramNamesWhatItReads() {
    Program program =
        program(
            "things.exists(x, x.size > n && x.tags.exists(tag, tag == 'b')) && has(thing.absent)");

    assertThat(program.variables()).containsExactly("n", "thing", "things");
    assertThat(program.fields()).containsExactly("Thing.absent", "Thing.size", "Thing.tags");
  }

  @Test
  void aVariableOfAFoldHidesOneOfTheProject() {
    assertThat(program("list.all(n, n > 0)").variables()).containsExactly("list");
    assertThat(program("list.all(x, x > 0) && n > 0").variables()).containsExactly("list", "n");
  }

  @Test
  void aKeptProgramReadsBackTheSame() {
    for (String source :
        new String[] {
          "things.filter(x, x.size > 1).map(x, x.name).exists_one(name, name.startsWith('t'))",
          "yes ? d > 1.5 : -n < 3 && thing.more.k == 'wall' && {'a': 1}['a'] == 1",
          "t - duration('1.5h') < timestamp('2026-01-01T00:00:00Z') || has(thing.more.x)"
        }) {
      Program program = program(source);
      byte[] kept = JsonWriter.canonical(ProgramJson.of(program));

      assertThat(ProgramJson.read(JsonReader.readObject(kept))).isEqualTo(program);
    }
  }
}
