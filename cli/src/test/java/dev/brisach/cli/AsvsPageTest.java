package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.test.AsvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AsvsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("brisach.root", ".."), "docs/stages/asvs-level-1.md");

  @Test
  void everyCheckThatItNamesIsOneOfTheProgram() {
    Set<String> known =
        Checks.all(OutsideData.none()).stream()
            .map(check -> check.info().id())
            .collect(Collectors.toSet());

    assertThat(AsvsTable.rows()).flatExtracting(AsvsTable.Row::checks).isSubsetOf(known);
  }

  @Test
  void thePageInTheDocsIsMadeFromTheTable() throws IOException {
    assertThat(Files.readString(PAGE)).isEqualTo(AsvsTable.page());
  }
}
