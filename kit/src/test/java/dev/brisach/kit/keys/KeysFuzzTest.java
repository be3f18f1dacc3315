package dev.brisach.kit.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class KeysFuzzTest {
  @FuzzTest
  void anyTextIsReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    tryAll(text);
    for (String label :
        new String[] {
          "PRIVATE KEY",
          "ENCRYPTED PRIVATE KEY",
          "OPENSSH PRIVATE KEY",
          "PUBLIC KEY",
          "SSH SIGNATURE"
        }) {
      tryAll(new Pem(label, bytes).text(64));
    }
  }

  /** Real texts with some bytes of their content changed, cut or doubled. */
  @Test
  void alteredKeysAreReadOrRefused() {
    Random random = Seeds.random();
    SigningKey ed = SigningKey.generate(KeyKind.ED25519, new SecureRandom());
    SigningKey ec = SigningKey.generate(KeyKind.ECDSA_P256, new SecureRandom());
    String[] texts = {
      PrivateKeys.plain(ed),
      PrivateKeys.plain(ec),
      ed.verifyingKey().pem(),
      ec.verifyingKey().pem(),
      SshSignature.sign(ec, "git", new byte[3]).armour(),
    };
    for (int round = 0; round < 600; round++) {
      Pem pem = Pem.read(texts[random.nextInt(texts.length)]);
      byte[] content = pem.content().clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        content = java.util.Arrays.copyOf(content, random.nextInt(content.length + 8));
      }
      tryAll(new Pem(pem.label(), content).text(64));
      char[] line = ("ann namespaces=\"a\" " + ec.verifyingKey().sshLine()).toCharArray();
      line[random.nextInt(line.length)] = (char) (32 + random.nextInt(95));
      tryAll(new String(line));
    }
  }

  private static void tryAll(String text) {
    quietly(() -> PrivateKeys.read(text, () -> null));
    quietly(() -> PublicKeys.read(text));
    quietly(() -> SshSignature.read(text).verifies("git", new byte[3]));
    quietly(() -> AllowedSigners.read(text, ZoneOffset.UTC));
  }

  private static void quietly(Runnable reading) {
    try {
      reading.run();
    } catch (KeyFault e) {
      if (e.getMessage().isEmpty() || e.getMessage().contains("\n")) {
        throw new AssertionError("no clear line: " + e.getMessage());
      }
    }
  }
}
