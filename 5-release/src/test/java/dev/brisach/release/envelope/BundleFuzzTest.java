package dev.brisach.release.envelope;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.release.Given;
import dev.brisach.release.verify.Verifier;
import dev.brisach.testkit.Seeds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
class BundleFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    try {
      Bundle.read(bytes);
    } catch (BundleFault e) {
      if (e.getMessage().isEmpty() || e.getMessage().contains("\n")) {
        throw new AssertionError("no clear line: " + e.getMessage());
      }
    }
  }

  /** Real bundles with bytes changed, cut, doubled: a verification says no and never breaks. */
  @Test
  void alteredBundlesAreVerifiedWithoutACrash(@TempDir Path folder) {
    Random random = Seeds.random();
    Given given = Given.of(folder, KeyKind.ECDSA_P256);
    byte[][] documents = {given.signed(), given.passed()};
    for (int round = 0; round < 1_200; round++) {
      byte[] bytes = documents[random.nextInt(2)].clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
      }
      if (random.nextInt(4) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Verifier.verify(given.question(), Map.of("document", bytes));
    }
  }
}
