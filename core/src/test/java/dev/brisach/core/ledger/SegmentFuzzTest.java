package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class SegmentFuzzTest {
  private static final String ID = "20261125T021500Z-ab12cd";

  @FuzzTest
  void anyBytesAreReadOrNamedAsFaults(byte[] bytes) throws IOException {
    read(bytes);
  }

  private static SegmentReader.Scan read(byte[] bytes) throws IOException {
    return SegmentReader.read(
        ID, new ByteArrayInputStream(bytes), new Limits(1 << 20, 1 << 18, 1_000, 10_000));
  }

  @Test
  void mutatedSegmentsNeverCrashAndNeverProve() throws IOException {
    Random random = Seeds.random();
    Samples samples = new Samples(random);
    byte[] bytes = segment(samples);
    assertThat(read(bytes).closed()).isTrue();

    for (int round = 0; round < 1_000; round++) {
      byte[] mutated = mutate(bytes, random);
      if (!Arrays.equals(mutated, bytes)) {
        assertThat(read(mutated).closed()).isFalse();
      }
    }
  }

  private static byte[] segment(Samples samples) throws IOException {
    MemoryStore store = new MemoryStore();
    SegmentHeader header =
        new SegmentHeader(
            1, ID, "p", null, null, Samples.START, "t", java.util.List.of(), java.util.List.of());
    try (LedgerWriter writer = new LedgerWriter(store, store.create(ID), header)) {
      writer.model(samples.model());
      writer.evidence(samples.evidence(ID));
      writer.inventory(samples.inventory(3));
    }
    return store.open(ID).readAllBytes();
  }

  /** Flips, cuts out, doubles or moves a piece. */
  private static byte[] mutate(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
    int at = random.nextInt(bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        return copy;
      }
      case 1 -> {
        out.write(bytes, 0, from);
        out.write(bytes, to, bytes.length - to);
      }
      default -> {
        out.write(bytes, 0, at);
        out.write(bytes, from, to - from);
        out.write(bytes, at, bytes.length - at);
      }
    }
    return out.toByteArray();
  }
}
