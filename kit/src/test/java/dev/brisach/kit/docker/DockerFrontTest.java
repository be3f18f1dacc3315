package dev.brisach.kit.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.docker.Dockerfile.Instruction;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DockerFrontTest {
  private static Dockerfile parse(String text) {
    return SourceFile.of("Dockerfile", text).parse(DockerFront.DOCKER);
  }

  @Test
  void joinsContinuedLinesPastCommentsAndBlankLines() {
    Dockerfile file = parse("FROM a:1\r\nRUN one \\\r\n  # why\r\n\r\n  && two\r\nUSER app\r\n");

    Instruction run = file.last().instructions().getFirst();
    assertThat(run.text()).isEqualTo("one && two");
    assertThat(run.line()).isEqualTo(2);
    assertThat(file.last().instructions().get(1).line()).isEqualTo(6);
  }

  @Test
  void heedsTheEscapeDirective() {
    Dockerfile file = parse("# escape=`\nFROM a:1\nRUN dir c:\\ `\n  && two\n");

    assertThat(file.last().instructions().getFirst().text()).isEqualTo("dir c:\\ && two");
  }

  @Test
  void readsHereDocumentsAndGoesOnBehindThem() {
    Dockerfile file =
        parse(
            "FROM a:1\nRUN <<EOF\nUSER nobody\necho hi\nEOF\nCOPY <<-\"X\" /f\n\tline\n\tX\nUSER app\n");

    assertThat(file.last().instructions())
        .extracting(Instruction::keyword)
        .containsExactly("RUN", "COPY", "USER");
    Instruction run = file.last().instructions().getFirst();
    assertThat(run.script()).contains("echo hi");
    assertThat(run.heredocs().getFirst().line()).isEqualTo(3);
  }

  @Test
  void readsFlagsJsonFormAndQuotes() {
    Dockerfile file =
        parse(
            """
            FROM --platform=linux/amd64 a:1 AS Build
            COPY --from=x --chown=a:b ["a b", "/c"]
            ENV A="x y" B=z
            """);

    assertThat(file.last().name()).isEqualTo("build");
    Instruction copy = file.last().instructions().getFirst();
    assertThat(copy.flags()).containsEntry("from", "x").containsEntry("chown", "a:b");
    assertThat(copy.words()).containsExactly("a b", "/c");
    assertThat(copy.exec()).isTrue();
    assertThat(file.last().instructions().get(1).words()).containsExactly("A=x y", "B=z");
  }

  @Test
  void fillsDefaultsOfArgumentsIntoImagesAndNamesTheOneThatHasNone() {
    Dockerfile file =
        parse(
            """
            ARG TAG=3.20
            ARG BASE
            FROM alpine:$TAG AS one
            FROM ${OTHER:-debian}:12
            FROM ${BASE}
            FROM one
            """);

    assertThat(file.stages().get(0).image()).isEqualTo("alpine:3.20");
    assertThat(file.stages().get(1).image()).isEqualTo("debian:12");
    assertThat(file.stages().get(2).unresolved()).isEqualTo("BASE");
    assertThat(file.last().parent()).isZero();
  }

  @Test
  void namesTheLineOfWhatItCannotRead() {
    assertThatThrownBy(() -> parse("FROM a:1\n\n{{ template }}\n"))
        .isInstanceOf(Unreadable.class)
        .hasMessage("line 3: unknown instruction {{");
    assertThatThrownBy(() -> parse("FROM a:1\nRUN <<EOF\necho\n"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("here-document EOF has no end");
    assertThatThrownBy(() -> parse("")).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> parse("RUN x\n")).isInstanceOf(Unreadable.class);
  }

  @Test
  void neverFailsInAnotherWayOnRandomText() {
    Random random = Seeds.random();
    String[] parts = {
      "FROM ",
      "a:1",
      "\n",
      "RUN ",
      "\\\n",
      "<<EOF",
      "EOF\n",
      "ENV ",
      "=",
      "\"",
      "'",
      "[",
      "]",
      "#",
      "${",
      "}",
      "$A",
      "ARG ",
      "--x=",
      " ",
      "\t",
      "ü",
      "\u0000",
      "ONBUILD ",
      "`",
      "# escape=`\n"
    };
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM a\n" : "");
      for (int j = random.nextInt(30); j > 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        assertThat(parse(text.toString()).stages()).isNotEmpty();
      } catch (Unreadable e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
