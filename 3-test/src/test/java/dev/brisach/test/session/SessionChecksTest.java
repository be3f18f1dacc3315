package dev.brisach.test.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Check;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.replay.Replay;
import dev.brisach.test.Recorded;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionChecksTest {
  private static final List<String> ALL =
      List.of(
          "POST /login",
          "POST /logout",
          "GET /me",
          "POST /notes",
          "PUT /notes",
          "POST /notes/{id}/share");

  static Stream<Check<LiveService>> all() {
    return Stream.of(
        new SessionFixation(),
        new SessionEnd(),
        new TokenForgery(),
        new CrossSiteRequest(),
        new LoginAttempts());
  }

  private static Recorded visit(Check<LiveService> check, Inn inn, String... users) {
    return Visit.of(check, inn.uri(), Visit.API, users);
  }

  private static Finding only(Recorded visit) {
    assertThat(visit.findings()).as(visit.unexamined().toString()).hasSize(1);
    return visit.findings().getFirst();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSoundServiceIsCoveredWithoutAFinding(Check<LiveService> check) {
    try (Inn inn = new Inn()) {
      inn.tokens = true;
      inn.sameSite = "; SameSite=Lax";
      Recorded visit = visit(check, inn, Visit.ANNA, Visit.BY_TOKEN);

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.unexamined()).isEmpty();
      assertThat(visit.covered()).containsAll(ALL);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aServiceInTroubleIsNeverCalledSound(Check<LiveService> check) {
    try (Inn inn = new Inn(Inn.Flaw.BROKEN)) {
      Recorded visit = visit(check, inn, Visit.ANNA);

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.unexamined()).isNotEmpty();
      assertThat(visit.unexamined().values()).allMatch(reason -> reason.contains("500"));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLoginThatFailsIsNeverCalledSound(Check<LiveService> check) {
    try (Inn inn = new Inn()) {
      Recorded visit = visit(check, inn, Visit.ANNA.replace("RIGHT", "WRONG"));

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.unexamined().values())
          .isNotEmpty()
          .allMatch(reason -> reason.contains("anna cannot log in"));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void withoutUsersNothingIsClaimed(Check<LiveService> check) {
    Recorded visit = Visit.of(check, URI.create("http://127.0.0.1:1"), Visit.API);

    assertThat(visit.unexamined().get("")).startsWith("no user to log in as");
    assertThat(visit.covered()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aServiceThatIsGoneIsAReason(Check<LiveService> check) {
    Recorded visit = Visit.of(check, URI.create("http://127.0.0.1:1"), Visit.API, Visit.ANNA);

    assertThat(visit.unexamined().values())
        .isNotEmpty()
        .allMatch(reason -> reason.contains("anna cannot log in"));
  }

  @ParameterizedTest
  @CsvSource({"KEEPS_ID,the value it had before", "TAKES_ANY_ID,it"})
  void anIdFromBeforeTheLoginIsFound(Inn.Flaw flaw, String words) {
    try (Inn inn = new Inn(flaw)) {
      Finding finding = only(visit(new SessionFixation(), inn, Visit.ANNA));

      assertThat(finding.weaknesses()).containsExactly(Weakness.cwe(384));
      assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
      assertThat(finding.asset().name()).startsWith("POST ").endsWith("/login");
      assertThat(finding.location().file()).isEqualTo("openapi.yaml");
      assertThat(finding.message()).contains(words);
    }
  }

  @Test
  void aCredentialThatOutlivesTheLogoutIsFoundForCookiesAndTokens() {
    try (Inn inn = new Inn(Inn.Flaw.NO_LOGOUT)) {
      inn.tokens = true;
      for (String user : List.of(Visit.ANNA, Visit.BY_TOKEN)) {
        Finding finding = only(visit(new SessionEnd(), inn, user));

        assertThat(finding.weaknesses()).containsExactly(Weakness.cwe(613));
        assertThat(finding.asset().name()).endsWith("/logout");
        assertThat(finding.message()).doesNotContain("id1");
      }
    }
  }

  @Test
  void withoutALogoutTheReasonIsSaid() {
    try (Inn inn = new Inn()) {
      Recorded visit = Visit.of(new SessionEnd(), inn.uri(), null, Visit.ANNA);
      Recorded told =
          Visit.of(
              new SessionEnd(),
              inn.uri(),
              null,
              Visit.ANNA
                  .replace("}}", "}, logout: /logout}")
                  .replace("RIGHT}, logout: /logout}", "RIGHT}}"));

      assertThat(visit.unexamined().values()).allMatch(reason -> reason.contains("no logout"));
      assertThat(told.unexamined()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TOKENS_UNREAD,287,no token at all",
    "SIGNATURE_UNREAD,347,signature was removed",
    "NONE_ALGORITHM,347,nOnE",
    "KEY_CONFUSION,347,own public key",
    "EMBEDDED_KEY,347,stands in its own header"
  })
  void aForgedTokenThatIsAcceptedIsFound(Inn.Flaw flaw, int cwe, String words) {
    try (Inn inn = new Inn(flaw)) {
      inn.tokens = true;
      Finding finding = only(visit(new TokenForgery(), inn, Visit.BY_TOKEN));

      assertThat(finding.weaknesses()).containsExactly(Weakness.cwe(cwe));
      assertThat(finding.message()).contains(words);
      assertThat(finding.asset().name()).startsWith("GET ").endsWith("/me");
      assertThat(finding.toString()).doesNotContain("eyJ");
    }
  }

  @Test
  void guessingWithoutLimitIsFoundAndSaysHowOften() {
    try (Inn inn = new Inn(Inn.Flaw.NO_LIMIT)) {
      Finding finding = only(visit(new LoginAttempts(), inn, Visit.ANNA));

      assertThat(finding.confidence()).isEqualTo(Confidence.HEURISTIC);
      assertThat(finding.message()).contains("No limit seen in 30 wrong passwords");
    }
  }

  @Test
  void aGrowingDelayIsALimit() {
    try (Inn inn = new Inn()) {
      inn.slowing = true;
      Recorded visit = visit(new LoginAttempts(), inn, Visit.ANNA);

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.covered()).contains("POST /login");
    }
  }

  @Test
  void aSessionThatAnotherSiteCanUseIsFoundWithItsProof() {
    try (Inn inn = new Inn(Inn.Flaw.FOREIGN_SITES, Inn.Flaw.LENIENT_BODIES)) {
      Recorded visit = visit(new CrossSiteRequest(), inn, Visit.ANNA);
      Finding finding = only(visit);

      assertThat(finding.weaknesses()).containsExactly(Weakness.cwe(352));
      assertThat(finding.asset().name()).startsWith("POST ").endsWith("/notes");
      assertThat(finding.proof().steps()).hasSize(2);
      assertThat(finding.proof().toString()).doesNotContain("sid=");
      assertThat(visit.covered()).contains("GET /me", "PUT /notes", "POST /login", "POST /logout");
      assertThat(visit.unexamined()).containsOnlyKeys("POST /notes/{id}/share");
    }
  }

  @Test
  void basicCredentialsAreNeitherSessionNorToken() {
    try (Inn inn = new Inn()) {
      String basic = "{basic: {user: anna, password: {env: RIGHT}}}";

      for (Check<LiveService> check :
          List.of(new SessionFixation(), new SessionEnd(), new TokenForgery())) {
        assertThat(visit(check, inn, basic).covered()).containsAll(ALL);
      }
      assertThat(visit(new CrossSiteRequest(), inn, basic).unexamined()).hasSize(3);
    }
  }

  @Test
  void whatWasMadeIsTakenAwayAgain() {
    try (Inn inn = new Inn(Inn.Flaw.FOREIGN_SITES, Inn.Flaw.LENIENT_BODIES)) {
      String more =
          "  /notes/{id}:\n    delete:\n"
              + "      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n"
              + "      responses: {'204': {}}\n";
      Recorded visit = Visit.of(new CrossSiteRequest(), inn.uri(), Visit.API + more, Visit.ANNA);

      assertThat(visit.findings()).hasSize(1);
      assertThat(inn.done).hasSize(2);
      assertThat(inn.notes).isEmpty();
    }
  }

  @Test
  void leaveForAnotherSiteIsFoundAtMethodsThatNeedIt() {
    try (Inn inn = new Inn(Inn.Flaw.FOREIGN_SITES, Inn.Flaw.LENIENT_BODIES, Inn.Flaw.CORS)) {
      assertThat(visit(new CrossSiteRequest(), inn, Visit.ANNA).findings()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"FOREIGN_SITES", "LENIENT_BODIES"})
  void oneDefenceIsEnough(Inn.Flaw flaw) {
    try (Inn inn = new Inn(flaw)) {
      Recorded visit = visit(new CrossSiteRequest(), inn, Visit.ANNA);

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.covered()).contains("POST /notes", "PUT /notes");
      assertThat(inn.done).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"; SameSite=Strict,0", "; SameSite=Lax,0", "; SameSite=None,1", "'',1"})
  void sameSiteIsHonoured(String attribute, int findings) {
    try (Inn inn = new Inn(Inn.Flaw.FOREIGN_SITES, Inn.Flaw.LENIENT_BODIES)) {
      inn.sameSite = attribute;
      assertThat(visit(new CrossSiteRequest(), inn, Visit.ANNA).findings()).hasSize(findings);
    }
  }

  @Test
  void aTokenThatNoBrowserSendsByItselfCannotBeUsedByAnotherSite() {
    try (Inn inn = new Inn(Inn.Flaw.FOREIGN_SITES, Inn.Flaw.LENIENT_BODIES)) {
      Recorded visit =
          visit(
              new CrossSiteRequest(),
              inn,
              "{bearer: {env: RIGHT}, probe: {path: /me, shows: anna}}");

      assertThat(visit.findings()).isEmpty();
      assertThat(visit.covered()).containsAll(ALL);
    }
  }

  private static Replay.Verdict replayed(Finding finding, Inn inn) {
    Proof proof = finding.proof();
    assertThat(proof).isNotNull();
    assertThat(proof.toString()).doesNotContain("right-password", "sid=id");
    return Replay.of(proof, Visit.service(inn.uri(), Visit.API, Visit.ANNA), "anew").verdict();
  }

  @Test
  void whatOutlivesTheLogoutIsSeenAgainFromItsProofAndNotOnceItIsMended() {
    try (Inn inn = new Inn(Inn.Flaw.NO_LOGOUT);
        Inn mended = new Inn()) {
      Finding finding = only(visit(new SessionEnd(), inn, Visit.ANNA));

      assertThat(replayed(finding, inn)).isEqualTo(Replay.Verdict.SHOWN);
      assertThat(replayed(finding, mended)).isEqualTo(Replay.Verdict.GONE);
    }
  }

  @Test
  void guessingIsSeenAgainFromItsProofAndNotOnceThereIsALimit() {
    try (Inn inn = new Inn(Inn.Flaw.NO_LIMIT);
        Inn mended = new Inn()) {
      Finding finding = only(visit(new LoginAttempts(), inn, Visit.ANNA));

      assertThat(replayed(finding, inn)).isEqualTo(Replay.Verdict.SHOWN);
      assertThat(replayed(finding, mended)).isEqualTo(Replay.Verdict.GONE);
    }
  }
}
