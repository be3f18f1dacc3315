package dev.brisach.kit.keys;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as in OpenSSH's options: YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC. */
final class SignerTimes {
  private SignerTimes() {}

  static Instant read(String name, String text, ZoneId zone) {
    boolean utc = text.endsWith("Z") || text.endsWith("z");
    String digits = utc ? text.substring(0, text.length() - 1) : text;
    boolean all = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int length = digits.length();
    if (!all || (length != 8 && length != 12 && length != 14)) {
      throw wrong(name);
    }
    String whole = digits + "000000".substring(length - 8);
    try {
      return LocalDateTime.of(
              part(whole, 0, 4),
              part(whole, 4, 6),
              part(whole, 6, 8),
              part(whole, 8, 10),
              part(whole, 10, 12),
              part(whole, 12, 14))
          .atZone(utc ? ZoneOffset.UTC : zone)
          .toInstant();
    } catch (DateTimeException e) {
      throw wrong(name);
    }
  }

  private static int part(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }

  private static KeyFault wrong(String name) {
    return new KeyFault(name + " has to be a time such as \"20260131Z\" or \"20260131235959Z\"");
  }
}
