package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Proof;
import dev.brisach.testkit.RawServer;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Commands and templates: what only somebody who computes can answer. */
class ComputedInjectionTest {
  private static final Pattern ARITHMETIC = Pattern.compile("\\$\\(\\((\\d+)\\*(\\d+)\\)\\)");
  private static final Pattern BRACES = Pattern.compile("\\{\\{(\\d+)\\*(\\d+)\\}\\}");

  private static String computed(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(
        found -> Long.toString(Long.parseLong(found.group(1)) * Long.parseLong(found.group(2))));
  }

  /** A shell that runs {@code ping NAME}: each command of a line prints a line. */
  private static String shell(String q) {
    StringBuilder printed = new StringBuilder();
    for (String command : List.of(("ping " + q).split(";", -1))) {
      if (command.startsWith("echo ")) {
        printed.append(computed(ARITHMETIC, command.substring(5))).append('\n');
      } else if (command.startsWith("ping ")) {
        printed.append("unknown host\n");
      }
    }
    return RawServer.http(200, printed.toString());
  }

  private static List<Finding> found(Detector detector, Function<String, String> service) {
    return Probing.of(detector, "tea", service).findings;
  }

  private static void assertProved(List<Finding> findings, int cwe) {
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.weaknesses())
              .anySatisfy(weakness -> assertThat(weakness.toString()).contains("" + cwe));
          assertThat(finding.proof().steps())
              .extracting(Proof.Step::role)
              .containsExactly(Proof.Role.CONTROL, Proof.Role.ATTACK, Proof.Role.REPEAT);
        });
  }

  @Test
  void whatAShellComputesIsProved() {
    assertProved(found(new CommandInjection(), ComputedInjectionTest::shell), 78);
  }

  @Test
  void aCommandThatIsOnlySaidBackIsNone() {
    assertThat(found(new CommandInjection(), q -> RawServer.http(200, "no host named " + q)))
        .isEmpty();
    assertThat(found(new CommandInjection(), q -> RawServer.http(500, "oops"))).isEmpty();
  }

  @Test
  void aListOfArgumentsWithoutAShellIsNoFlaw() {
    assertThat(
            found(
                new CommandInjection(),
                q ->
                    q.chars().allMatch(Character::isLetterOrDigit)
                        ? RawServer.http(200, "host " + q + " answers")
                        : RawServer.http(400, "not a host: " + q)))
        .isEmpty();
  }

  @Test
  void anExpressionThatATemplateComputesIsProved() {
    assertProved(
        found(
            new TemplateInjection(), q -> RawServer.http(200, "Dear " + computed(BRACES, q) + ",")),
        1336);
  }

  @Test
  void anExpressionThatIsShownAsItCameIsNone() {
    assertThat(found(new TemplateInjection(), q -> RawServer.http(200, "Dear " + q + ",")))
        .isEmpty();
    assertThat(found(new TemplateInjection(), q -> RawServer.http(500, "oops"))).isEmpty();
  }

  @Test
  void aProgramThatTheValueNamesIsProved() {
    Pattern sum = Pattern.compile("expr (\\d+) \\+ (\\d+)");
    assertProved(
        found(
            new CommandInjection(),
            q -> {
              Matcher matcher = sum.matcher(q);
              return matcher.matches()
                  ? RawServer.http(
                      200,
                      "out: "
                          + (Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2))))
                  : RawServer.http(200, "Cannot run program " + q);
            }),
        78);
  }

  @Test
  void anOptionOfTheProgramIsProvedAsAKindOfCommandInjection() {
    List<Finding> findings =
        found(
            new CommandInjection(),
            q ->
                RawServer.http(
                    200,
                    q.equals("--version") ? "ls (GNU coreutils) 9.1" : "ls: cannot access " + q));

    assertThat(findings)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.weaknesses())
                .extracting(Object::toString)
                .anySatisfy(weakness -> assertThat(weakness).contains("88")));
  }

  @Test
  void aPageAboutVersionsIsNoProgram() {
    for (String page : List.of("ls (GNU coreutils) 9.1", "")) {
      assertThat(
              found(
                  new CommandInjection(),
                  q ->
                      RawServer.http(200, q.contains("version") ? "ls (GNU coreutils) 9.1" : page)))
          .isEmpty();
    }
  }
}
