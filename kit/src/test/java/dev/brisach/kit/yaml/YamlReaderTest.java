package dev.brisach.kit.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlReaderTest {
  @Test
  void nodesKnowTheirPlaces() {
    Yaml.Mapping top = (Yaml.Mapping) YamlReader.read("a: 1\nb:\n  - c: x\n  - 'on'\n");

    assertThat(top.lineOf("b")).isEqualTo(2);
    Yaml.Mapping first = (Yaml.Mapping) top.list("b").getFirst();
    assertThat(first.line()).isEqualTo(3);
    assertThat(first.column()).isEqualTo(5);
    assertThat(((Yaml.Scalar) top.list("b").get(1)).isTrue()).isFalse();
  }

  @Test
  void mergeKeysAreApplied() {
    Yaml.Mapping top =
        (Yaml.Mapping) YamlReader.read("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n");

    assertThat(top.map("use").text("x")).isEqualTo("1");
    assertThat(top.map("use").text("y")).isEqualTo("3");
  }

  @Test
  void brokenTextNamesItsLine() {
    assertThatThrownBy(() -> YamlReader.read("a: 1\nb: [1, 2\n"))
        .isInstanceOfSatisfying(YamlFault.class, e -> assertThat(e.line()).isGreaterThan(1));
  }

  @Test
  void depthAndExpansionAreBounded() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.repeat("*a" + (i - 1) + ",", 9).setLength(bomb.length() - 1);
      bomb.append("]\n");
    }

    assertThatThrownBy(() -> YamlReader.read(deep)).isInstanceOf(YamlFault.class);
    assertThatThrownBy(() -> YamlReader.read(bomb.toString())).isInstanceOf(YamlFault.class);
    assertThatThrownBy(() -> YamlReader.read("&a [*a]")).isInstanceOf(YamlFault.class);
  }
}
