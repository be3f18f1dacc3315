package dev.brisach.pack.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import dev.brisach.testkit.Seeds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good files, cut and changed at random places: an answer or one clear reason, never a crash. */
class BrokenLocksTest {
  private static final String NOISE = "\"{}[]<>:=\n \t\0\\x@/";
  private static final Map<String, String> GOOD =
      new LinkedHashMap<>(
          Map.of(
              "pom.xml",
              "<project><artifactId>a</artifactId><properties><v>1</v></properties><dependencies>"
                  + "<dependency><groupId>g</groupId><artifactId>b</artifactId><version>${v}</version>"
                  + "</dependency></dependencies></project>",
              "package-lock.json",
              "{\"lockfileVersion\":3,\"packages\":{\"\":{},\"node_modules/a\":{\"version\":\"1.0.0\"}}}",
              "yarn.lock",
              "\"@s/a@^1.0.0\", a@^2:\n  version \"1.1.0\"\n  dependencies:\n    b \"^2.0.0\"\n",
              "pnpm-lock.yaml",
              "lockfileVersion: '6.0'\npackages:\n  /a@1.0.0(b@2):\n    dev: true\n",
              "bun.lock",
              "{\"packages\": {\"a\": [\"a@1.0.0\", \"\", {}, \"x\"],},}",
              "requirements.txt",
              "a==1.0\nb[x]>=2 ; python_version > '3'\n-r other.txt\nc @ file:///x\n",
              "poetry.lock",
              "[[package]]\nname = \"a\"\nversion = \"1.0\"\n[package.dependencies]\nb = \"*\"\n",
              "go.mod",
              "module m\ngo 1.20\nrequire (\n\ta.b/c v1.0.0 // indirect\n)\nreplace a.b/c => ../c\n",
              "gradle.lockfile",
              "g:a:1.0=compileClasspath\nempty=\n",
              "Pipfile.lock",
              "{\"_meta\":{},\"default\":{\"a\":{\"version\":\"==1.0\"}}}"));

  @Test
  void brokenFilesGiveAnAnswerOrAReason() {
    Random random = Seeds.random();
    int answers = 0;
    int reasons = 0;
    for (Map.Entry<String, String> good : GOOD.entrySet()) {
      for (int i = 0; i < 200; i++) {
        StringBuilder text = new StringBuilder(good.getValue());
        for (int n = random.nextInt(4); n >= 0; n--) {
          int at = random.nextInt(text.length());
          switch (random.nextInt(3)) {
            case 0 -> text.setLength(at + 1);
            case 1 -> text.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
            default -> text.insert(at, text.substring(at / 2, at));
          }
        }
        try {
          assertThat(new Extractors().extract(SourceFile.of(good.getKey(), text.toString())))
              .isNotNull();
          answers++;
        } catch (Unreadable e) {
          assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
          reasons++;
        }
      }
    }
    assertThat(answers).isPositive();
    assertThat(reasons).isPositive();
  }
}
