package example.shop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts card numbers before they reach the database. */
final class CardVault {
  private static final byte[] KEY = "Sh0p-C4rd-V4ult!".getBytes(StandardCharsets.US_ASCII);

  String seal(String card) {
    try {
      var cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
      byte[] sealed = cipher.doFinal(card.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
