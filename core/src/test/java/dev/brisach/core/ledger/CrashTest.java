package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path folder;

  @Test
  void cutAtAnyByteKeepsEveryWholeEntryAndTheNextRunGoesOn() throws IOException {
    Ledger ledger = Ledger.open(folder);
    Samples samples = new Samples(new Random(11));
    try (LedgerWriter writer = Samples.begin(ledger)) {
      writer.note("begins");
      writer.evidence(samples.skipped(writer.id()));
      writer.evidence(samples.skipped(writer.id()));
      writer.inventory(samples.inventory(1));
    }
    Run whole = ledger.runs().getFirst();
    Path file = folder.resolve("ledger/" + whole.id() + ".ndjson");
    byte[] bytes = Files.readAllBytes(file);

    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      long lines = lines(bytes, length);
      boolean torn = length == 0 || bytes[length - 1] != '\n';

      assertThat(ledger.read().words()).isEmpty();
      assertThat(ledger.repair()).hasSize(torn ? 1 : 0);

      Verification verification = ledger.verify(null);
      assertThat(verification.ok()).as("cut at %s", length).isTrue();
      assertThat(verification.entries()).isEqualTo(Math.max(0, (int) lines - 1));
      if (lines > 0) {
        assertThat(Files.size(file)).isEqualTo(endOfLines(bytes, length));
        assertThat(ledger.runs().getFirst().head()).isNull();
        assertThat(ledger.runs().getFirst().evidence())
            .isEqualTo(whole.evidence().subList(0, Math.clamp(lines - 2, 0, 2)));
      } else {
        assertThat(ledger.runs()).isEmpty();
        assertThat(file).doesNotExist();
      }
    }

    samples.write(ledger, samples.inventory(3));
    assertThat(ledger.verify(null).ok()).isTrue();
    assertThat(ledger.runs()).hasSize(2);
  }

  private static long lines(byte[] bytes, int length) {
    long lines = 0;
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static long endOfLines(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
