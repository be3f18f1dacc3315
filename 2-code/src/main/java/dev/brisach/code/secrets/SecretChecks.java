package dev.brisach.code.secrets;

import dev.brisach.core.Check;
import java.security.SecureRandom;
import java.util.List;

/** The checks of this package. */
public final class SecretChecks {
  private SecretChecks() {}

  /**
   * All checks, with a key drawn for this run: hashes of values can be compared within the run
   * only.
   */
  public static List<Check<?>> all() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return all(key);
  }

  /**
   * All checks.
   *
   * @param hmacKey the project's key, so that equal values are known as equal across runs
   */
  public static List<Check<?>> all(byte[] hmacKey) {
    return List.of(new SecretsCheck(SecretScanner.bundled(hmacKey)));
  }
}
