package dev.brisach.kit.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private and a public key belong together, by a signature made and verified. */
final class Pairs {
  private static final byte[] TRIAL = "do these keys fit".getBytes(StandardCharsets.US_ASCII);

  private Pairs() {}

  static boolean fit(Scheme scheme, PrivateKey secret, PublicKey open)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(scheme.algorithm());
    signature.initSign(secret);
    signature.update(TRIAL);
    byte[] made = signature.sign();
    signature.initVerify(open);
    signature.update(TRIAL);
    return signature.verify(made);
  }
}
