package dev.brisach.code.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of the guide is this module's test code, so it compiles and works. */
class GuideTest {
  private static final Path ROOT = Path.of(System.getProperty("brisach.root", ".."));

  @Test
  void showsTheCheckAndTheCardAsTheyAre() throws Exception {
    String guide = Files.readString(ROOT.resolve("docs/guides/add-a-java-check.md"));
    Path tests = ROOT.resolve("2-code/src/test");

    assertThat(guide)
        .contains(Files.readString(tests.resolve("java/dev/brisach/code/java/OpenRedirect.java")))
        .contains(Files.readString(tests.resolve("resources/cards/open-redirect.yaml")));
  }

  @Test
  void showsACheckThatWorks() {
    OpenRedirect check = new OpenRedirect();

    check
        .examples()
        .forEach(example ->
            assertThat(Examined.by(check, example.path(), example.content()).findings)
                .hasSize(example.breaches().size()));
  }
}
