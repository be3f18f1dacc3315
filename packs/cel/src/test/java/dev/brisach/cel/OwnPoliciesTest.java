package dev.brisach.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.assurance.Verdict.Reason;
import dev.brisach.core.assurance.Verdict.Word;
import dev.brisach.kit.policy.ArtifactFacts;
import dev.brisach.kit.policy.GateInputs;
import dev.brisach.kit.policy.OwnPolicies;
import dev.brisach.kit.policy.Programs;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies from their files to the reasons of a verdict. */
class OwnPoliciesTest {
  private static final Verdict PASSED = new Verdict(Verdict.Gate.RUN, Word.PASS, List.of());

  @TempDir private @Nullable Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void folder() {
    folder = java.util.Objects.requireNonNull(temporary);
  }

  private static String policy(String head, String expression) {
    return """
    id: mine
    message: It does not hold
    %s
    expression: |
      %s
    tests:
      - {name: holds, expect: pass}
      - {name: does not, expect: fail}
    """
        .formatted(head, expression);
  }

  private OwnPolicies read(String text) throws IOException {
    Trees.write(folder, "security/policy/mine.cel.yaml", text);
    return read();
  }

  private OwnPolicies read() {
    return OwnPolicies.read(folder, new Programs(CelCompiler::new, null));
  }

  private Verdict run(String head, String expression) throws IOException {
    return read(policy(head, expression)).judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null));
  }

  private void refused(String text, String... words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            BrisachException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.getMessage()).contains(words);
              assertThat(e.getMessage().lines().count()).isOne();
            });
  }

  @Test
  void aPolicyThatHoldsAddsNothingAndOneThatDoesNotAddsAReason() throws IOException {
    assertThat(run("mode: block", "threats.size() == 2 && cells.size() > 2").reasons()).isEmpty();

    Verdict verdict = run("mode: block", "findings.size() == 0");

    assertThat(verdict.word()).isEqualTo(Word.BLOCK);
    assertThat(verdict.reasons())
        .containsExactly(new Reason("mine", Word.BLOCK, null, "It does not hold"));
  }

  @Test
  void theModeIsTheWeightAndReasonsOfDefaultRulesStay() throws IOException {
    Reason before = new Reason("stale-evidence", Word.WARN, "sql@orders", "stale in code");
    Verdict warned = new Verdict(Verdict.Gate.RUN, Word.WARN, List.of(before));
    GateInputs inputs = MadeProject.inputs(Verdict.Gate.RUN, null);

    assertThat(run("mode: audit", "false").word()).isEqualTo(Word.PASS);
    assertThat(run("mode: audit", "false").reasons()).hasSize(1);
    assertThat(run("mode: warn", "false").word()).isEqualTo(Word.WARN);
    assertThat(read(policy("mode: audit", "false")).judge(warned, inputs).word())
        .isEqualTo(Word.WARN);
    assertThat(read(policy("mode: block", "false")).judge(warned, inputs).reasons())
        .contains(before)
        .hasSize(2);
  }

  @Test
  void askedForEachThreatItNamesThoseForWhichItDoesNotHold() throws IOException {
    Verdict verdict =
        run(
            "mode: warn\neach: threat",
            "threat.cells.exists(c, c.stage == 'code' && c.state != 'gap')"
                + " && threat.severity == 'critical'",
            "given: {threat: {}}");

    assertThat(verdict.reasons())
        .extracting(Reason::threat)
        .containsExactly("sql@carts", "sql@orders");
  }

  private Verdict run(String head, String expression, String given) throws IOException {
    String text =
        policy(head, expression)
            .replace("expect: pass}", "expect: pass, " + given + "}")
            .replace("expect: fail}", "expect: fail, " + given + "}");
    return read(text).judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null));
  }

  @Test
  void cellsAndFindingsAreOnlyThoseOfTheStage() throws IOException {
    Verdict cells =
        run("mode: warn\neach: cell\nstage: deploy", "cell.stage != 'deploy'", "given: {cell: {}}");
    Verdict findings =
        run("mode: warn\neach: finding\nstage: code", "finding.line > 100", "given: {finding: {}}");

    assertThat(cells.reasons())
        .extracting(Reason::message)
        .containsOnly("It does not hold: deploy");
    assertThat(findings.reasons())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.threat()).isEqualTo("sql@orders");
          assertThat(reason.message()).contains("SQL from input at src/orders/A.java:7");
        });
  }

  @Test
  void aMissingInputBlocksInBlockModeWarnsInWarnModeUnlessItMayPass() throws IOException {
    Verdict blocked = run("mode: block", "artifact.signed");

    assertThat(blocked.word()).isEqualTo(Word.BLOCK);
    assertThat(blocked.reasons().getFirst().message())
        .isEqualTo("It does not hold (unknown: artifact)");
    assertThat(run("mode: warn", "environment.branch == 'main'").reasons().getFirst().message())
        .contains("unknown: environment.branch");
    assertThat(run("mode: block\nunknown: pass", "artifact.signed").word()).isEqualTo(Word.PASS);
    assertThat(run("mode: block", "artifact.signed || threats.size() > 0").word())
        .as("what cannot matter is not missed")
        .isEqualTo(Word.PASS);
  }

  @Test
  void whatCannotBeComputedCountsAgainstThePolicyEvenIfUnknownMayPass() throws IOException {
    Verdict verdict = run("mode: block\nunknown: pass", "findings[99].line > 1");

    assertThat(verdict.word()).isEqualTo(Word.BLOCK);
    assertThat(verdict.reasons().getFirst().message())
        .contains("cannot be judged: security/policy/mine.cel.yaml:6:11: there is no item 99 of 2");
  }

  @Test
  void theReleaseGateSeesFourStagesAndItsArtifact() throws IOException {
    OwnPolicies policies =
        read(
            policy(
                "mode: block\ngate: release",
                "findings.size() == 1 && cells.all(c, c.stage != 'deploy') && artifact.signed"
                    + " && artifact.signers == ['ops'] && artifact.revision == environment.revision"));
    ArtifactFacts artifact =
        new ArtifactFacts("app.jar", "sha256:aa", "abc", true, true, List.of("ops"), null);

    Verdict release = policies.judge(PASSED, MadeProject.inputs(Verdict.Gate.RELEASE, artifact));
    Verdict run = policies.judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null));

    assertThat(release.reasons()).isEmpty();
    assertThat(run.reasons()).as("it is not asked in a run").isEmpty();
    assertThat(policies.reads(Verdict.Gate.RELEASE, "artifact")).isTrue();
    assertThat(policies.reads(Verdict.Gate.RUN, "artifact")).isFalse();
  }

  @Test
  void theSameInputsGiveTheSameReasonsAndTheDigestCoversEveryWord() throws IOException {
    String text = policy("mode: warn\neach: finding", "finding.severity != 'high'");
    text = text.replace("expect: pass}", "expect: pass, given: {finding: {}}}");
    text = text.replace("expect: fail}", "expect: fail, given: {finding: {severity: high}}}");
    OwnPolicies one = read(text);
    Verdict first = one.judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null));
    String digest = one.digest();

    assertThat(read().judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null))).isEqualTo(first);
    assertThat(read().digest()).isEqualTo(digest);
    assertThat(read(text + "# a word\n").digest()).isNotEqualTo(digest);
  }

  @Test
  void itsOwnTestsAreRunAndAFailedOneIsNamed() throws IOException {
    OwnPolicies policies =
        read(
            """
            id: mine
            message: It does not hold
            mode: warn
            each: threat
            expression: threat.severity != 'high' || artifact.signed
            tests:
              - {name: low, expect: pass, given: {threat: {severity: low}}}
              - {name: signed, expect: pass, given: {threat: {severity: high}, artifact: {signed: true}}}
              - {name: unsigned, expect: fail, given: {threat: {severity: high}, artifact: {signed: false}}}
              - {name: nobody knows, expect: unknown, given: {threat: {severity: high}, artifact: {signed: null}}}
              - {name: none, expect: unknown, given: {threat: {severity: high}}}
              - {name: wrong, expect: fail, given: {threat: {severity: medium}}}
            """);

    assertThat(policies.test()).hasSize(6);
    assertThat(policies.test())
        .filteredOn(tried -> !tried.passed())
        .singleElement()
        .satisfies(tried -> {
          assertThat(tried.trial().name()).isEqualTo("wrong");
          assertThat(tried.trial().line()).isEqualTo(12);
          assertThat(tried.actual()).isEqualTo("pass");
        });
  }

  @Test
  void aWrongExpressionIsNamedWithFileLineAndColumnHoweverItIsWritten() {
    String file = "security/policy/mine.cel.yaml:";
    refused(policy("mode: warn", "1 +\n  true == 2"), file + "5:5: ", "'+'");
    refused(
        policy("mode: warn", "true &&\n    threats.all(t, t.sevrity == 'high')"), file + "6:21: ");
    String quoted =
        policy("mode: warn", "x").replace("expression: |\n  x", "expression: \"1 + true == 2\"");
    refused(quoted, file + "4:16: ");
    String plain =
        policy("mode: warn", "x").replace("expression: |\n  x", "expression: 1 + true == 2");
    refused(plain, file + "4:15: ");
    String folded =
        policy("mode: warn", "1 +\n  true == 2").replace("expression: |", "expression: >-");
    refused(folded, file + "4:13: ");
  }

  @Test
  void whatIsWrongInAFileIsOneClearLine() {
    refused("id: [", "is not YAML");
    refused("- a", "a policy is a mapping");
    refused(policy("mode: warn\nexpresion: x", "true"), ":4: ", "did you mean 'expression'?");
    refused(policy("mode: stop", "true"), ":3: ", "audit, warn, block");
    refused(policy("gate: run", "true"), "needs 'mode'");
    refused(policy("mode: warn\nid: other", "true"), ":4: ", "already stands in line 1");
    refused(policy("mode: warn\ngate: release\nstage: deploy", "true"), ":5: ", "release gate");
    refused(policy("mode: warn\nunknown: fail", "true"), ":4: ", "pass");
    refused(policy("mode: warn", "true").replace("id: mine", "id: Mine Own"), ":1: ", "lower case");
    refused(policy("mode: warn", "true").replace("id: mine", "id: proved-secret"), "default rule");
    refused(policy("mode: warn", "threat.risk > 1"), "each: threat");
    refused(policy("mode: warn\neach: threat", "threat.risk > 1"), "names no 'threat'");
    refused(
        policy("mode: warn", "now > timestamp('2026-01-01T00:00:00Z')")
            .replace("pass}", "pass, given: {now: soon}}"),
        "timestamp");
    refused(
        policy("mode: warn", "true").replace("pass}", "pass, given: {now: null}}"), "no variable");
    refused(
        policy("mode: warn", "threats.size() > 0")
            .replace("pass}", "pass, given: {threats: [{sevrity: high}]}}"),
        "did you mean 'severity'?");
    refused(
        policy("mode: warn", "threats.size() > 0")
            .replace("pass}", "pass, given: {threats: [{severity: hihg}]}}"),
        "did you mean 'high'?");
  }

  @Test
  void aPolicyWithoutAPassingAndAFailingTestIsRefused() {
    refused(policy("mode: warn", "true").replace("expect: fail", "expect: pass"), "expect: fail");
    refused(policy("mode: warn", "true").replace("expect: pass", "expect: fail"), "expect: pass");
    refused(policy("mode: warn", "true").replaceFirst("(?s)tests:.*", ""), "expect: pass");
  }

  @Test
  void twoPoliciesOfOneIdAreRefusedAndSoIsAWrongEnding() throws IOException {
    Trees.write(folder, "security/policy/a.cel.yaml", policy("mode: warn", "true"));
    refused(policy("mode: block", "false"), "'mine' is already that of security/policy/a.cel.yaml");

    Files.delete(folder.resolve("security/policy/a.cel.yaml"));
    Trees.write(folder, "security/policy/b.cel.yml", policy("mode: warn", "true"));
    refused(policy("mode: block", "false"), "b.cel.yml", ".cel.yaml");
  }

  @Test
  void anEndlessPolicyIsAUsageErrorThatNamesIt() throws IOException {
    String nested = "findings.all(a, findings.all(b, ";
    String endless = nested.repeat(12).replace("(a,", "(a,") + "true" + "))".repeat(12);
    OwnPolicies policies = read(policy("mode: warn", endless));

    GateInputs inputs = MadeProject.inputs(Verdict.Gate.RUN, null);
    assertThatThrownBy(() -> policies.judge(PASSED, inputs))
        .isInstanceOfSatisfying(
            BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("security/policy/mine.cel.yaml:5:3: policy 'mine' needs more steps");
  }

  @Test
  void aKeptProgramNeedsNoPackAndABrokenOneIsMadeAnew() throws IOException {
    Path kept = folder.resolve("kept");
    Trees.write(
        folder, "security/policy/mine.cel.yaml", policy("mode: warn", "threats.size() > 5"));
    OwnPolicies first = OwnPolicies.read(folder, new Programs(CelCompiler::new, kept));
    Programs closed =
        new Programs(
            () -> {
              throw new AssertionError("opened");
            },
            kept);

    assertThat(OwnPolicies.read(folder, closed).all()).isEqualTo(first.all());

    try (var files = Files.list(kept)) {
      for (Path file : files.toList()) {
        Files.writeString(file, "{\"root\":[\"call\",\"AND\",[],0]}");
      }
    }
    assertThat(OwnPolicies.read(folder, new Programs(CelCompiler::new, kept)).all())
        .isEqualTo(first.all());
  }

  @Test
  void aProjectWithoutPoliciesHasNone() {
    assertThat(read().isEmpty()).isTrue();
    assertThat(read().judge(PASSED, MadeProject.inputs(Verdict.Gate.RUN, null))).isEqualTo(PASSED);
  }
}
