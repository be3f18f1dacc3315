package dev.brisach.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.yaml.YamlReader;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static String ask(String condition, String facts) {
    Condition read = new ConditionReader("r.yaml").read(YamlReader.read(condition));
    Fact fact =
        Fact.of(
            YamlReader.read(facts),
            scalar ->
                scalar.value().equals("?")
                    ? new Fact.Unknown(scalar.line(), "later")
                    : Fact.word(scalar));
    return switch (read.ask(fact)) {
      case Verdict.Holds _ -> "yes";
      case Verdict.Fails _ -> "no";
      case Verdict.Open _ -> "open";
    };
  }

  @Test
  void textsAreCompared() {
    assertThat(ask("a: true", "a: true")).isEqualTo("yes");
    assertThat(ask("a: true", "a: True")).isEqualTo("yes");
    assertThat(ask("a: true", "a: false")).isEqualTo("no");
    assertThat(ask("a: true", "b: true")).isEqualTo("no");
    assertThat(ask("a: [x, y]", "a: y")).isEqualTo("yes");
    assertThat(ask("a: {startsWith: [x, y]}", "a: yes")).isEqualTo("yes");
    assertThat(ask("a: {matches: '^y'}", "a: [x, yes]")).isEqualTo("no");
    assertThat(ask("'a[*]': {matches: '^y'}", "a: [x, yes]")).isEqualTo("yes");
    assertThat(ask("a: {atLeast: 5, atMost: 7}", "a: 6")).isEqualTo("yes");
    assertThat(ask("a: {atLeast: 5}", "a: 4")).isEqualTo("no");
  }

  @Test
  void whatIsMissingMayHaveADefault() {
    assertThat(ask("a: missing", "b: 1")).isEqualTo("yes");
    assertThat(ask("a: missing", "a:")).isEqualTo("yes");
    assertThat(ask("a: present", "a: 0")).isEqualTo("yes");
    assertThat(ask("a: {equals: x, default: x}", "b: 1")).isEqualTo("yes");
    assertThat(ask("a: {equals: x, default: x}", "a: y")).isEqualTo("no");
    assertThat(ask("a: {not: true}", "b: 1")).isEqualTo("yes");
  }

  @Test
  void unknownIsNeitherYesNorNoUnlessTheRestDecides() {
    assertThat(ask("a: true", "a: '?'")).isEqualTo("open");
    assertThat(ask("a: missing", "a: '?'")).isEqualTo("open");
    assertThat(ask("not: {a: true}", "a: '?'")).isEqualTo("open");
    assertThat(ask("{a: true, b: true}", "{a: '?', b: false}")).isEqualTo("no");
    assertThat(ask("any: [{a: true}, {b: true}]", "{a: '?', b: true}")).isEqualTo("yes");
    assertThat(ask("none: [{a: true}, {b: true}]", "{a: '?', b: true}")).isEqualTo("no");
    assertThat(ask("'a[*]': x", "a: ['?', x]")).isEqualTo("yes");
  }

  @Test
  void existsAsksOneThingForSeveralFacts() {
    String condition = "exists: {at: 'a[*]', where: {x: 1, y: 1}}";

    assertThat(ask(condition, "a: [{x: 1, y: 2}, {x: 2, y: 1}]")).isEqualTo("no");
    assertThat(ask(condition, "a: [{x: 1, y: 1}]")).isEqualTo("yes");
    assertThat(ask("a.'b.c'.d: 1", "a: {b.c: {d: 1}}")).isEqualTo("yes");
    assertThat(ask("a.*.d: 1", "a: {x: {d: 1}}")).isEqualTo("yes");
  }
}
