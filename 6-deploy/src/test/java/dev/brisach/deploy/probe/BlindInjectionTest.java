package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Effect;
import dev.brisach.core.Proof;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.testkit.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Services that answer all the same, and call what they are told. */
class BlindInjectionTest {
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/[a-z]+");

  private static Probing probing(Detector detector, String seed, Consumer<String> service) {
    return Probing.of(
        detector,
        Effect.TRAFFIC,
        Exchange.Request.of("GET", "/list?address=" + seed),
        line -> {
          int at = line.indexOf("address=");
          if (at >= 0) {
            service.accept(InsertionPoint.decoded(line.substring(at + 8, line.lastIndexOf(' '))));
          }
          return RawServer.http(200, "thank you");
        });
  }

  private static void call(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a shell would do with {@code curl -s URL} behind a dollar, in the background. */
  private static void shell(String value) {
    Matcher url = URL.matcher(value);
    if (value.contains("$(curl -s ") && url.find()) {
      String found = url.group();
      Thread.ofVirtual().start(() -> call(found));
    }
  }

  @Test
  void aCommandThatShowsNothingIsProvedByItsCall() {
    Probing probing = probing(new CommandInjection(), "tea", BlindInjectionTest::shell);

    assertThat(probing.findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.proof().steps())
              .extracting(Proof.Step::role)
              .containsExactly(Proof.Role.ATTACK, Proof.Role.REPEAT);
        });
  }

  @Test
  void anAddressThatIsCalledLateIsProved() {
    Probing probing =
        probing(
            new RequestForgery(),
            "x",
            value -> {
              if (URL.matcher(value).matches()) {
                Thread.ofVirtual().start(() -> call(value));
              }
            });

    assertThat(probing.findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.PROVED));
    assertThat(probing.unexamined).isEmpty();
  }

  @Test
  void silenceOutsideABoxTellsNothing() {
    Probing probing = probing(new RequestForgery(), "x", _ -> {});

    assertThat(probing.findings).isEmpty();
    assertThat(probing.unexamined.values())
        .singleElement()
        .satisfies(reason -> assertThat(reason).contains("nothing called our listener"));
  }
}
