package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SqlInjectionTest {
  private static final Pattern AND = Pattern.compile("tea' AND (\\d+)=(\\d+) AND '(\\w+)'='(\\w+)");
  private static final Pattern NUMBER =
      Pattern.compile("(\\d+)(?:-\\((\\d+)/(?:(\\d+)-1|\\((\\d+)-(\\d+)\\))\\))?");

  /** What a page shows for a word that stands in quotes, by the rules of a statement. */
  private static String quoted(String q, boolean silent) {
    Matcher and = AND.matcher(q);
    if (and.matches()) {
      return and.group(1).equals(and.group(2)) && and.group(3).equals(and.group(4))
          ? RawServer.http(200, "1 green tea")
          : RawServer.http(200, "nothing");
    }
    boolean even = q.chars().filter(c -> c == '\'').count() % 2 == 0 && !q.contains("'||");
    if (even && (!q.contains("'") || q.contains("''"))) {
      return RawServer.http(200, q.equals("tea") ? "1 green tea" : "nothing");
    }
    return silent ? RawServer.http(200, "nothing") : RawServer.http(500, "broken");
  }

  private static String number(String q) {
    Matcher number = NUMBER.matcher(q);
    if (!number.matches()) {
      return RawServer.http(500, "broken");
    }
    if (number.group(4) != null) {
      return RawServer.http(500, "broken");
    }
    return RawServer.http(200, "article " + number.group(1));
  }

  @Test
  void aComparisonInQuotesIsProvedByPairsInBothOrders() {
    Probing probing = Probing.of(new SqlInjection(), "tea", q -> quoted(q, false));

    assertThat(probing.findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.details()).containsEntry("parameter", "q");
          assertThat(finding.proof().steps())
              .extracting(Proof.Step::role)
              .containsExactly(
                  Proof.Role.CONTROL, Proof.Role.ATTACK, Proof.Role.CONTROL, Proof.Role.REPEAT);
        });
  }

  @Test
  void aServiceThatHidesItsErrorsIsProvedAsWell() {
    assertThat(Probing.of(new SqlInjection(), "tea", q -> quoted(q, true)).findings).hasSize(1);
  }

  @Test
  void aBareNumberThatIsComputedIsProved() {
    assertThat(Probing.of(new SqlInjection(), "7", SqlInjectionTest::number).findings)
        .anySatisfy(found -> assertThat(found.confidence()).isEqualTo(Confidence.PROVED));
  }

  @Test
  void whatOnlyLooksLikeItIsNot() {
    AtomicInteger count = new AtomicInteger();

    assertThat(Probing.of(new SqlInjection(), "tea", q -> RawServer.http(200, "hello")).findings)
        .as("a page for everything")
        .isEmpty();
    assertThat(Probing.of(new SqlInjection(), "tea", q -> RawServer.http(500, "oops")).findings)
        .as("an error for everything")
        .isEmpty();
    assertThat(
            Probing.of(
                    new SqlInjection(),
                    "tea",
                    q ->
                        q.contains("'")
                            ? RawServer.http(400, "a quote is not allowed")
                            : RawServer.http(200, "found " + q))
                .findings)
        .as("a check of the input")
        .isEmpty();
    assertThat(
            Probing.of(
                    new SqlInjection(),
                    "tea",
                    q -> RawServer.http(200, "visit " + count.incrementAndGet() + " of " + q))
                .findings)
        .as("a page that changes by itself")
        .isEmpty();
    assertThat(
            Probing.of(
                    new SqlInjection(),
                    "tea",
                    q ->
                        q.contains("'")
                            ? RawServer.http(500, "org.hsqldb.HsqlException: unexpected token: x")
                            : RawServer.http(200, "found"))
                .findings)
        .as("an error text alone, which two quotes bring as well")
        .isEmpty();
  }

  @Test
  void anOperationThatMayWriteNeedsLeave() {
    Exchange.Request post =
        Exchange.Request.of("POST", "/save")
            .withBody(
                "application/x-www-form-urlencoded",
                "q=tea".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    AtomicInteger posts = new AtomicInteger();

    Probing probing =
        Probing.of(
            new SqlInjection(),
            Effect.TRAFFIC,
            post,
            line -> {
              posts.addAndGet(line.startsWith("POST") ? 1 : 0);
              return RawServer.http(line.startsWith("POST") ? 200 : 404, "no");
            });

    assertThat(posts).hasValue(0);
    assertThat(probing.unexamined.values()).contains("needs --effect change");
  }

  @Test
  void theTextInTheQuotesOfACallIsProved() {
    Pattern call =
        Pattern.compile("find\\('tea'(?:\\|\\|\\((\\d+)/(\\(?)\\d+.*\\)\\|\\|'\\w*')?\\)");
    Probing probing =
        Probing.of(
            new SqlInjection(),
            "find('tea')",
            q -> {
              Matcher matcher = call.matcher(q);
              return !matcher.matches() || "(".equals(matcher.group(2))
                  ? RawServer.http(500, "broken")
                  : RawServer.http(200, matcher.group(1) == null ? "green tea" : "nothing");
            });

    assertThat(probing.findings)
        .anySatisfy(found -> assertThat(found.confidence()).isEqualTo(Confidence.PROVED));
  }
}
