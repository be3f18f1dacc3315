package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptWaysTest {
  @Test
  void noRandomTailMakesAnOrderOfAWay() {
    for (ScriptWays.Way way : ScriptWays.ALL) {
      for (String tail : new String[] {"rm", "mv", "dd", "cp", "zzz"}) {
        String text = way.of("word", 1234, tail);

        assertThat(Payload.pure(text).text()).doesNotContain("CALL", "TAIL", "HOST");
      }
    }
  }
}
