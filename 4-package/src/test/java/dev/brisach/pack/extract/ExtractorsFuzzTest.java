package dev.brisach.pack.extract;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ExtractorsFuzzTest {
  private static final List<String> NAMES =
      List.of(
          "pom.xml",
          "package-lock.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "requirements.txt",
          "Pipfile.lock",
          "poetry.lock",
          "uv.lock",
          "Cargo.lock",
          "gradle.lockfile",
          "go.mod");

  @FuzzTest
  void anyTextGivesAnAnswer(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (String name : NAMES) {
      try {
        Objects.requireNonNull(new Extractors().extract(SourceFile.of(name, text)));
      } catch (Unreadable e) {
        Objects.requireNonNull(e.getMessage());
      }
    }
  }
}
