package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Run;
import dev.brisach.core.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two closed segments, the second has seen the first; then someone puts a hand on them. */
class TamperTest {
  @TempDir Path folder;

  private final Samples samples = new Samples(new Random(5));
  private Ledger ledger = Ledger.inMemory();
  private String first = "";
  private String second = "";
  private String head = "";

  @BeforeEach
  void writeTwoRuns() {
    ledger = Ledger.open(folder);
    samples.write(ledger, samples.inventory(3));
    first = ledger.runs().getFirst().id();
    head = samples.write(ledger, samples.inventory(4));
    for (Run run : ledger.runs()) {
      second = run.id().equals(first) ? second : run.id();
    }
    assertThat(ledger.verify(head).ok()).isTrue();
  }

  private Path file(String id) {
    return folder.resolve("ledger/" + id + ".ndjson");
  }

  private List<String> lines(String id) throws IOException {
    return new ArrayList<>(Files.readAllLines(file(id)));
  }

  private void put(String id, List<String> lines) throws IOException {
    Files.writeString(file(id), String.join("\n", lines) + "\n");
  }

  private Verification.Fault onlyFault() {
    Verification verification = ledger.verify(null);
    assertThat(verification.ok()).isFalse();
    assertThat(verification.faults()).hasSize(1);
    return verification.faults().getFirst();
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(file(first));
    Random random = new Random(17);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] = (byte) (changed[at] ^ (1 << random.nextInt(7)));

      SegmentReader.Scan scan =
          SegmentReader.read(first, new ByteArrayInputStream(changed), Limits.LEDGER);

      assertThat(scan.closed()).as("byte %s", at).isFalse();
    }
  }

  @Test
  void editedEntryIsNamedAndNothingFromThereOnIsUsed() throws IOException {
    List<String> lines = lines(first);
    lines.set(2, lines.get(2).replace("\"check\":\"code.check\"", "\"check\":\"code.other\""));
    put(first, lines);

    assertThat(onlyFault())
        .isEqualTo(
            new Verification.Fault(
                first, 2, "entry 2 was edited: its hash does not fit its content"));
    Ledger.Reading reading = ledger.read();
    assertThat(reading.words()).hasSize(1);
    Run run = reading.runs().stream().filter(r -> r.id().equals(first)).toList().getFirst();
    assertThat(run.head()).isNull();
    assertThat(run.evidence()).isEmpty();
    assertThat(run.catalogue()).hasSize(2);
  }

  @Test
  void editedEntryWithAFreshHashIsNoticedByTheNext() throws IOException {
    List<String> lines = lines(first);
    var entry = JsonReader.readObject(lines.get(2).getBytes(StandardCharsets.UTF_8));
    var forged =
        EntryLine.write(
            2, "note", JsonReader.read("{\"text\":\"nothing here\"}"), entry.need("prev"));
    lines.set(2, new String(forged.line(), StandardCharsets.UTF_8).strip());
    put(first, lines);

    assertThat(onlyFault().entry()).isEqualTo(3);
  }

  @Test
  void removedEntryIsNamed() throws IOException {
    List<String> lines = lines(first);
    lines.remove(2);
    put(first, lines);

    assertThat(onlyFault())
        .isEqualTo(new Verification.Fault(first, 2, "entry 2 is missing: removed or moved"));
  }

  @Test
  void reorderedEntriesAreNamed() throws IOException {
    List<String> lines = lines(first);
    Collections.swap(lines, 2, 3);
    put(first, lines);

    assertThat(ledger.verify(null).faults())
        .extracting(Verification.Fault::reason)
        .containsExactly(
            "entry 2 is missing: removed or moved", "entry 2 is out of order: 4 was expected here");
  }

  @Test
  void editedHeaderIsNoticed() throws IOException {
    List<String> lines = lines(first);
    lines.set(0, lines.get(0).replace("\"revision\":\"abc123\"", "\"revision\":\"abc124\""));
    put(first, lines);

    assertThat(onlyFault().reason()).startsWith("entry 1 does not follow its header");
  }

  @Test
  void renamedSegmentIsNoticed() throws IOException {
    Files.move(file(first), file("20200101T000000Z-zzzzzz"));

    assertThat(ledger.verify(null).faults().getFirst().reason()).contains("header says");
  }

  @Test
  void removedLastEntryIsNoticedByTheClosingLine() throws IOException {
    List<String> lines = lines(second);
    lines.remove(lines.size() - 2);
    put(second, lines);

    assertThat(onlyFault().reason()).startsWith("the closing line counts");
  }

  @Test
  void missingSegmentIsNamedByTheOneThatSawIt() throws IOException {
    Files.delete(file(first));

    Verification.Fault fault = onlyFault();

    assertThat(fault.segment()).isEqualTo(first);
    assertThat(fault.reason()).contains("is missing").contains(second);
  }

  @Test
  void cutTailOfASeenSegmentIsNamed() throws IOException {
    put(first, lines(first).subList(0, 3));

    assertThat(onlyFault().reason()).startsWith("its tail was cut, or it was rewritten");
    assertThat(ledger.verify(null).unfinished()).containsExactly(first);
  }

  @Test
  void cutTailOfTheLastSegmentIsNoticedOnlyWithAHead() throws IOException {
    put(second, lines(second).subList(0, 3));

    assertThat(ledger.verify(null).ok()).isTrue();
    assertThat(ledger.verify(null).unfinished()).containsExactly(second);
    assertThat(ledger.verify(head).ok()).isFalse();
  }

  @Test
  void missingLastSegmentIsNoticedOnlyWithAHead() throws IOException {
    Files.delete(file(second));

    assertThat(ledger.verify(null).ok()).isTrue();
    assertThat(ledger.verify(head).faults().getFirst().reason()).contains(head);
  }

  @Test
  void fullRewriteIsNoticedOnlyWithAHead() throws IOException {
    Files.delete(file(first));
    Files.delete(file(second));
    samples.write(ledger, samples.inventory(3));
    samples.write(ledger, samples.inventory(3));

    assertThat(ledger.verify(null).ok()).isTrue();
    assertThat(ledger.verify(head).ok()).isFalse();
  }

  @Test
  void textAfterTheClosingLineIsNoticed() throws IOException {
    List<String> lines = lines(second);
    lines.add(lines.get(1));
    put(second, lines);

    assertThat(onlyFault().reason()).isEqualTo("text after the closing line");
  }

  @Test
  void damagedSegmentIsLeftAloneByRepair() throws IOException {
    List<String> lines = lines(second);
    lines.remove(1);
    Files.writeString(file(second), String.join("\n", lines) + "\n{\"torn");
    byte[] before = Files.readAllBytes(file(second));

    assertThat(ledger.repair().getFirst()).contains("left alone");
    assertThat(Files.readAllBytes(file(second))).isEqualTo(before);
  }

  @Test
  void headThatIsNoHashIsWrongUsage() {
    assertThatThrownBy(() -> ledger.verify("abc"))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void verificationAsJsonHasTheFieldsOfTheContract() throws IOException {
    Files.delete(file(first));

    assertThat(ledger.verify(null).json().members())
        .containsKeys("segments", "entries", "ok", "faults");
  }
}
