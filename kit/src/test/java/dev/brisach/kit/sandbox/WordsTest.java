package dev.brisach.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void whatSteersATerminalIsTakenOut() {
    assertThat(Words.plain("\u001b[2Jall \u009b31mred\r\n\u202eevil\u2028 end\u0000", 100))
        .isEqualTo("[2Jall  31mred   evil  end");
    assertThat(Words.plain("abcdef", 3)).isEqualTo("abc");
    assertThat(Words.plain("größer ≥ 1", 100)).isEqualTo("größer ≥ 1");
  }

  @Test
  void wordsOfACommandStayWordsInAShell() {
    assertThat(Wall.shell(List.of("echo", "it's", "$HOME `x`", "")))
        .isEqualTo("'echo' 'it'\\''s' '$HOME `x`' ''");
  }
}
