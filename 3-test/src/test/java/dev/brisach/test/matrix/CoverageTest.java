package dev.brisach.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Covered;
import dev.brisach.core.Evidence;
import dev.brisach.core.Outcome;
import dev.brisach.core.Reached;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Threat;
import dev.brisach.core.Weakness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final SubjectKind ENDPOINTS = SubjectKind.of(AssetKind.ENDPOINT);
  private static final Asset LETTERS = Asset.endpoint("GET", Town.BASE + "/letters");
  private static final Asset LETTER = Asset.endpoint("GET", Town.BASE + "/letters/{id}");
  private static final Threat THREAT = Town.threat("objects", "post", 639);

  private static Evidence sweep(String check, int cwe, Outcome outcome, Reached... reached) {
    return new Evidence(
        check,
        "r",
        null,
        null,
        check,
        1,
        null,
        Stage.TEST,
        "box",
        ENDPOINTS,
        List.of(Weakness.cwe(cwe)),
        List.of(check),
        outcome,
        Instant.EPOCH,
        List.of(reached),
        List.of());
  }

  private static Outcome examined(List<Outcome.Unexamined> unexamined) {
    return new Outcome.Examined(
        new Covered.Listed(ENDPOINTS, List.of(LETTERS, LETTER)), unexamined, List.of());
  }

  private static Coverage of(Evidence... sweeps) {
    return Coverage.of(Town.model(THREAT), List.of(sweeps), List.of("kim", "lou"), "openapi.yaml");
  }

  @Test
  void aTableSaysWhoReachedWhatAndWhyNot() {
    Coverage coverage =
        of(
            sweep(
                "test.a",
                639,
                examined(List.of()),
                new Reached(LETTER, "kim", false, "answers 500"),
                new Reached(LETTER, "", false, "answers 401")),
            sweep("test.b", 1, examined(List.of()), new Reached(LETTER, "kim", true, "")));

    assertThat(coverage.rows()).extracting(Coverage.Row::endpoint).containsExactly(LETTERS, LETTER);
    assertThat(coverage.rows().getLast().as())
        .containsEntry("kim", new Coverage.Cell.Yes())
        .containsEntry("lou", new Coverage.Cell.NotTried())
        .containsEntry("stranger", new Coverage.Cell.No("answers 401"));
    assertThat(coverage.untested()).isEmpty();
  }

  @Test
  void aThreatIsUntestedForEachOfTheseReasons() {
    assertThat(reasons(of())).containsExactly("no test looks for CWE-639");
    assertThat(reasons(of(sweep("test.a", 639, new Outcome.Skipped("needs --effect change")))))
        .containsExactly("test.a did not run: needs --effect change");
    assertThat(
            reasons(
                of(
                    sweep(
                        "test.a",
                        639,
                        examined(List.of(new Outcome.Unexamined(LETTER, "answers 500")))))))
        .containsExactly("test.a: 1 of 2 endpoints not examined: answers 500");
    Outcome elsewhere =
        new Outcome.Examined(
            new Covered.Listed(ENDPOINTS, List.of(Asset.endpoint("GET", Town.BASE + "/news"))),
            List.of(),
            List.of());
    assertThat(reasons(of(sweep("test.a", 639, elsewhere))))
        .containsExactly("test.a looked at no endpoint of post");
  }

  private static List<String> reasons(Coverage coverage) {
    return coverage.untested().getFirst().reasons();
  }
}
