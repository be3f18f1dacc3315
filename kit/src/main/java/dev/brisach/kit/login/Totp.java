package dev.brisach.kit.login;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes by the time (RFC 6238, over the HOTP of RFC 4226). */
public final class Totp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /**
   * What both sides agree on.
   *
   * @param digits 6 to 8
   * @param period seconds that a code is good for
   * @param algorithm {@code SHA1}, {@code SHA256} or {@code SHA512}
   */
  public record Kind(int digits, int period, String algorithm) {
    /** What nearly everybody uses. */
    public static final Kind USUAL = new Kind(6, 30, "SHA1");
  }

  /**
   * The code at a time.
   *
   * @param secret in base32 (RFC 4648), blanks and padding allowed; anything else is an {@link
   *     IllegalArgumentException} that does not repeat it
   */
  public static String code(String secret, Kind kind, Instant now) {
    long step = Math.floorDiv(now.getEpochSecond(), kind.period());
    byte[] hash;
    try {
      Mac mac = Mac.getInstance("Hmac" + kind.algorithm());
      mac.init(new SecretKeySpec(key(secret), "RAW"));
      hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no such code: " + kind.algorithm(), e);
    }
    int at = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash, at, 4).getInt() & 0x7fffffff;
    int modulus = 1;
    for (int i = 0; i < kind.digits(); i++) {
      modulus *= 10;
    }
    return String.format(Locale.ROOT, "%0" + kind.digits() + "d", number % modulus);
  }

  private static byte[] key(String secret) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (char c : secret.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c == ' ' || c == '-' || c == '=') {
        continue;
      }
      int value = BASE32.indexOf(c);
      if (value < 0) {
        throw new IllegalArgumentException("the secret of the code is not base32");
      }
      held = ((held << 5) | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((held >> bits) & 0xff);
      }
    }
    if (bytes.size() == 0) {
      throw new IllegalArgumentException("the secret of the code is empty");
    }
    return bytes.toByteArray();
  }
}
