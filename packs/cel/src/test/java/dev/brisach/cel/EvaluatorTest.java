package dev.brisach.cel;

import static dev.brisach.cel.Expressions.program;
import static dev.brisach.cel.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.expr.Evaluator;
import dev.brisach.kit.expr.Fault;
import dev.brisach.kit.expr.Unknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, the third value, faults and the limit. */
class EvaluatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n == 7 && n != 8 && n < 8 && n <= 7 && n > 6 && n >= 7",
        "n + 1 == 8 && n - 1 == 6 && n * 2 == 14 && n / 2 == 3 && n % 2 == 1 && -n == -7",
        "-7 / 2 == -3 && -7 % 2 == -1",
        "d == 2.5 && d * 2.0 == 5.0 && d / 2.0 > 1.2 && d > n || d < n",
        "s + '!' == 'brisach!' && s.contains('isa') && s.startsWith('bri') && s.endsWith('ach')",
        "size(s) == 7 && s.size() == 7 && size('𝄞') == 1 && 'a' < 'b'",
        "list == [1, 2, 3] && list[0] == 1 && 2 in list && !(9 in list) && size(list + [4]) == 4",
        "list.all(x, x > 0) && list.exists(x, x == 2) && list.exists_one(x, x > 2)",
        "list.filter(x, x > 1) == [2, 3] && list.map(x, x * x) == [1, 4, 9]",
        "list.map(x, x > 1, x * 10) == [20, 30]",
        "{'a': 1, 'b': 2}.exists(k, k == 'b') && 'a' in {'a': 1} && {'a': 1}.size() == 1",
        "t > timestamp('2026-03-10T00:00:00Z') && t - p < t && p == duration('36h')",
        "t.getFullYear() == 2026 && t.getMonth() == 2 && t.getDate() == 10",
        "t.getHours() == 12 && t.getDayOfWeek() == 2 && p.getHours() == 36",
        "t.getHours('+02:00') == 14",
        "thing.name == 'wall' && thing.size == 8 && thing.tags == ['a', 'b']",
        "things.map(x, x.name) == ['one', 'two'] && things[1].tags[0] == 'b'",
        "!has(thing.absent) && has(thing.name) && thing.absent == ''",
        "thing.more.k == 'wall' && thing.more['k'] == 'wall' && !has(thing.more.other)",
        "(yes ? n : 1) == 7 && (!yes ? n : 1) == 1",
        "int('12') == 12 && string(n) == '7' && double(n) == 7.0 && int(2.9) == 2",
        "string(p) == '129600s' && int(t) > 0"
      })
  void trueIsTrue(String source) {
    assertThat(value(source)).as(source).isEqualTo(true);
  }

  @Test
  void theThirdValueComesThroughUnlessItCannotMatter() {
    Unknown u = Unknown.of("u");

    assertThat(value("u")).isEqualTo(u);
    assertThat(value("!u")).isEqualTo(u);
    assertThat(value("u && yes")).isEqualTo(u);
    assertThat(value("yes && u")).isEqualTo(u);
    assertThat(value("u && !yes")).isEqualTo(false);
    assertThat(value("!yes && u")).isEqualTo(false);
    assertThat(value("u || yes")).isEqualTo(true);
    assertThat(value("u || !yes")).isEqualTo(u);
    assertThat(value("u ? yes : yes")).isEqualTo(u);
    assertThat(value("yes ? u : yes")).isEqualTo(u);
    assertThat(value("thing.secret || ulist[0] == 1"))
        .isEqualTo(new Unknown(List.of("thing.secret", "ulist")));
    assertThat(value("has(thing.secret)")).isEqualTo(Unknown.of("thing.secret"));
    assertThat(value("ulist.size() > 0")).isEqualTo(Unknown.of("ulist"));
    assertThat(value("ulist.all(x, x > 0)")).isEqualTo(Unknown.of("ulist"));
    assertThat(value("things.exists(x, x.secret)")).isEqualTo(Unknown.of("thing.secret"));
    assertThat(value("things.exists(x, x.secret || x.size == 2)")).isEqualTo(true);
    assertThat(value("things.all(x, x.secret && x.size == 1)")).isEqualTo(false);
    assertThat(value("things.filter(x, x.secret).size() == 0"))
        .isEqualTo(Unknown.of("thing.secret"));
    assertThat(value("[u, yes].size() == 2")).isEqualTo(u);
  }

  @Test
  void whatCannotBeComputedIsAFaultWithItsPlaceAndAnUnknownBeatsIt() {
    assertThat(value("1 / (n - 7) > 0")).isEqualTo(new Fault(2, "divides by zero"));
    assertThat(value("list[9] == 1")).isInstanceOf(Fault.class);
    assertThat(value("thing.more.other == ''")).isInstanceOf(Fault.class);
    assertThat(value("9223372036854775807 + n > 0")).isInstanceOf(Fault.class);
    assertThat(value("int(s) > 0")).isInstanceOf(Fault.class);
    assertThat(value("list[9] == 1 || yes")).isEqualTo(true);
    assertThat(value("list[9] == 1 && u")).isEqualTo(Unknown.of("u"));
    assertThat(value("u && list[9] == 1")).isEqualTo(Unknown.of("u"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list.all(a, list.all(b, list.all(c, list.all(d, list.all(e, list.all(f, list.all(g,"
            + " list.all(h, list.all(i, list.all(j, list.all(k, list.all(l, list.all(m,"
            + " list.all(o, list.all(q, a + b + c > 0)))))))))))))))",
        "[s].map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)"
            + ".map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)"
            + ".map(a, a+a+a+a+a+a+a+a).exists(a, a == '')",
        "[list].map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)"
            + ".map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a).map(a, a+a+a+a+a+a+a+a)"
            + ".map(a, a+a+a+a+a+a+a+a).exists(a, a.size() == 0)"
      })
  void endlessWorkEndsAtTheLimit(String source) {
    assertThatThrownBy(() -> value(source)).isInstanceOf(Evaluator.Exhausted.class);
  }

  @Test
  void allItemsOfOneEvaluatorShareItsLimit() {
    Evaluator evaluator = new Evaluator(Expressions.VALUES, 1000);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                evaluator.evaluate(program("list.all(x, x > 0)"), Map.of());
              }
            })
        .isInstanceOf(Evaluator.Exhausted.class);
  }
}
