package dev.brisach.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.width("abc")).isEqualTo(3);
    assertThat(Columns.width("注文")).isEqualTo(4);
    assertThat(Columns.width("e\u0301")).isEqualTo(1);
    assertThat(Columns.width("🏰")).isEqualTo(2);
    assertThat(Columns.pad("注文テスト", 7, "…")).isEqualTo("注文テ…");
    assertThat(Columns.width(Columns.pad("注文テスト", 8, "…"))).isEqualTo(8);
  }

  @Test
  void whatIsCutKeepsItsWidth() {
    assertThat(Columns.cut("a long title", 8, "…")).isEqualTo("a long…");
    assertThat(Columns.cut("short", 8, "…")).isEqualTo("short");
    assertThat(Columns.cutFront("src/main/java/A.java:12", 12, "…")).isEqualTo("…a/A.java:12");
  }

  @Test
  void nothingSteersTheTerminal() {
    String hostile = "a\u001b[2Jb\u0007c\u009bd\u202ee\nf\rg";
    assertThat(Columns.line(hostile)).isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd\ufffde f g");
    assertThat(Columns.block("a\u001b\r\nb")).isEqualTo("a\ufffd\nb");
  }

  @Test
  void wordsAreSetIntoLines() {
    assertThat(Columns.wrap("one two three four", 9, 9, "…"))
        .isEqualTo(List.of("one two", "three", "four"));
    assertThat(Columns.wrap("one two three four", 9, 2, "…"))
        .isEqualTo(List.of("one two", "three fo…"));
    assertThat(Columns.wrap("", 9, 2, "…")).isEqualTo(List.of(""));
    assertThat(Columns.wrap("x".repeat(30), 9, 2, "…")).isEqualTo(List.of("xxxxxxxx…"));
  }
}
