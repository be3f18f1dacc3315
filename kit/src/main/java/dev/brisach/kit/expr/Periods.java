package dev.brisach.kit.expr;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and periods as CEL writes them: RFC 3339, and {@code 36h}, {@code 1h30m}, {@code 0.5s}. */
public final class Periods {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ns|us|ms|h|m|s)");

  private Periods() {}

  /** The moment; {@link java.time.DateTimeException} where the text is none. */
  public static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** The period; {@link IllegalArgumentException} where the text is none. */
  public static Duration duration(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative ? text.substring(1) : text;
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length() && part.find(at) && part.start() == at) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
      at = part.end();
    }
    if (rest.isEmpty() || at < rest.length()) {
      throw new IllegalArgumentException("no period: '" + text + "'; write it as in 36h or 1h30m");
    }
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    Duration period = Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    return negative ? period.negated() : period;
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "h" -> 3_600_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "us" -> 1_000L;
          default -> 1L;
        });
  }

  /** The spelling that CEL gives a period: seconds. */
  static String text(Duration period) {
    return BigDecimal.valueOf(period.getSeconds())
            .add(BigDecimal.valueOf(period.getNano(), 9))
            .stripTrailingZeros()
            .toPlainString()
        + "s";
  }
}
