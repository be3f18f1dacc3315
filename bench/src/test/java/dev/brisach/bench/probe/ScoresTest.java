package dev.brisach.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoresTest {
  @TempDir private Path folder;

  @Test
  void onlyAnAlarmOfTheCategoryAtThePathCounts() {
    List<ExpectedResults.Case> cases =
        List.of(
            new ExpectedResults.Case("A", "/a", "sqli", true),
            new ExpectedResults.Case("B", "/b", "sqli", true),
            new ExpectedResults.Case("C", "/c", "sqli", false),
            new ExpectedResults.Case("D", "/d", "sqli", false),
            new ExpectedResults.Case("E", "/e", "hash", true));
    List<Alarm> alarms = List.of(alarm("/a", "q", 89), alarm("/b", "q", 79), alarm("/c", "q", 89));

    CategoryScore score =
        CategoryScore.of(
                cases, new TreeMap<>(Map.of("sqli", Set.of(89))), alarms, Confidence.HEURISTIC)
            .getFirst();

    assertThat(score.missed()).containsExactly("B");
    assertThat(score.wrong()).containsExactly("C");
    assertThat(score.truePositives()).isEqualTo(50);
    assertThat(score.falsePositives()).isEqualTo(50);
    assertThat(CategoryScore.sum(List.of(score)))
        .isEqualTo("mean TPR-FPR of 1 categories 0.0; FPR over all 50.00 % (1 of 2)");
  }

  @Test
  void anAlarmThatIsNotSureEnoughDoesNotCount() {
    List<ExpectedResults.Case> cases = List.of(new ExpectedResults.Case("A", "/a", "sqli", true));

    CategoryScore score =
        CategoryScore.of(
                cases,
                new TreeMap<>(Map.of("sqli", Set.of(89))),
                List.of(alarm("/a", "q", 89)),
                Confidence.PROVED)
            .getFirst();

    assertThat(score.missed()).containsExactly("A");
  }

  @Test
  void anotherKindOfFlawAtALabelledPlaceIsAFalseAlarm() throws IOException {
    Labels labels = labels("/a\tq\t79\tflaw\n/a\tr\t89\topen\n/b\t*\t79\tharmless\n");

    LabelScore score =
        LabelScore.of(
            labels,
            List.of(
                alarm("/a", "q", 79),
                alarm("/a", "q", 89),
                alarm("/a", "r", 89),
                alarm("/b", "x", 79),
                alarm("/c", "x", 79),
                alarm("/b", "", 1021)),
            Confidence.HEURISTIC);

    assertThat(score.line())
        .isEqualTo(
            "flaws 1, found 1, missed 0; harmless places 1, false alarms 2; alarms about input at"
                + " places without label 1");
    assertThat(score.wrong()).extracting(Alarm::path).containsExactly("/a", "/b");
    assertThat(score.others()).containsExactly(Map.entry("rule", 1L));
  }

  @Test
  void aLabelWithAWildcardIsOneCaseForEachLinkedPath() throws IOException {
    Files.writeString(
        folder.resolve("index.html"),
        "<a href='/x/one?q=a'></a><a href=\n \"/x/two#h\"></a><a href='/x/safe'></a>"
            + "<a href='/x/index.html'></a><a href='http://example.com/x/'></a>");

    Labels labels = labels("/x/safe\t*\t79\tharmless\n/x/*\t*\t79\tflaw\n");

    assertThat(labels.labels())
        .extracting(label -> label.path() + " " + label.verdict())
        .containsExactlyInAnyOrder("/x/safe HARMLESS", "/x/one FLAW", "/x/two FLAW");
  }

  @Test
  void aLineThatIsNoLabelIsAFault() {
    assertThatThrownBy(() -> labels("/a 79 flaw\n")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesThatComeGoOrChangeAreCounted() throws IOException {
    Files.writeString(folder.resolve("stays"), "a");
    Files.writeString(folder.resolve("changes"), "a");
    Files.writeString(folder.resolve("goes"), "a");
    FileHashes before = FileHashes.of(folder);

    Files.writeString(folder.resolve("changes"), "b");
    Files.delete(folder.resolve("goes"));
    Files.writeString(folder.resolve("comes"), "a");

    assertThat(FileHashes.of(folder).differingFrom(before)).isEqualTo(3);
  }

  private Labels labels(String table) throws IOException {
    Path file = folder.resolve("labels.tsv");
    Files.writeString(file, "# path\tparameter\tCWE\tverdict\tremark\n" + table);
    return Labels.read(file, folder);
  }

  private static Alarm alarm(String path, String parameter, int weakness) {
    return new Alarm("F-1", "rule", path, parameter, Confidence.LIKELY, Set.of(weakness));
  }
}
