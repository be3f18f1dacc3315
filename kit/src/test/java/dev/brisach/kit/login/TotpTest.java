package dev.brisach.kit.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  /** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
  private static final String SHA1 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private static final String SHA256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA====";

  @ParameterizedTest
  @CsvSource({
    "59,94287082",
    "1111111109,07081804",
    "1234567890,89005924",
    "2000000000,69279037",
    "20000000000,65353130"
  })
  void codesAreThoseOfTheRfc(long time, String code) {
    assertThat(Totp.code(SHA1, new Totp.Kind(8, 30, "SHA1"), Instant.ofEpochSecond(time)))
        .isEqualTo(code);
  }

  @Test
  void otherHashesAndSixDigitsAreCutTheSameWay() {
    Instant time = Instant.ofEpochSecond(59);

    assertThat(Totp.code(SHA256, new Totp.Kind(8, 30, "SHA256"), time)).isEqualTo("46119246");
    assertThat(Totp.code(SHA1.toLowerCase(java.util.Locale.ROOT), Totp.Kind.USUAL, time))
        .isEqualTo("287082");
  }

  @Test
  void aSecretThatIsNoneIsNotRepeated() {
    assertThatThrownBy(() -> Totp.code("secret!", Totp.Kind.USUAL, Instant.EPOCH))
        .hasMessage("the secret of the code is not base32");
    assertThatThrownBy(() -> Totp.code("", Totp.Kind.USUAL, Instant.EPOCH))
        .hasMessage("the secret of the code is empty");
  }

  @Test
  void noCodeIsSentTwice() throws LoginRefused {
    UsedCodes codes = new UsedCodes();
    Totp.Kind second = new Totp.Kind(6, 1, "SHA1");

    Instant first = codes.next(second, Clock.systemUTC());
    Instant next = codes.next(second, Clock.systemUTC());

    assertThat(next.getEpochSecond()).isGreaterThan(first.getEpochSecond());
    assertThat(next).isBeforeOrEqualTo(Clock.systemUTC().instant());
  }

  @Test
  void aWaitThatIsTooLongIsRefused() throws LoginRefused {
    UsedCodes codes = new UsedCodes();
    Totp.Kind slow = new Totp.Kind(6, 300, "SHA1");
    Clock clock = Clock.fixed(Instant.ofEpochSecond(3000), ZoneOffset.UTC);
    codes.next(slow, clock);

    assertThatThrownBy(() -> codes.next(slow, clock))
        .hasMessage("the next one-time code comes in 300 s");
  }
}
