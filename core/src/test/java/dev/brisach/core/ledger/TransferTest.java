package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Inventory;
import dev.brisach.core.Run;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  @TempDir Path folder;

  private final Samples samples = new Samples(new Random(23));

  private Ledger ledger(String name) {
    return Ledger.open(folder.resolve(name));
  }

  private static byte[] export(Ledger ledger) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ledger.export(out)).isEmpty();
    return out.toByteArray();
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private Path segment(String ledger, String id) {
    return folder.resolve(ledger).resolve("ledger").resolve(id + ".ndjson");
  }

  @Test
  void exportedLedgersJoinByteForByte() throws IOException {
    Inventory inventory = samples.inventory(2_500);
    samples.write(ledger("a"), inventory);
    samples.write(ledger("a"), inventory);
    String head = samples.write(ledger("b"), samples.inventory(3));

    List<String> fresh = ledger("c").importFrom(in(export(ledger("a"))), in(export(ledger("b"))));

    assertThat(fresh).hasSize(3);
    assertThat(ledger("c").verify(head).ok()).isTrue();
    assertThat(ledger("c").runs()).containsAll(ledger("a").runs()).containsAll(ledger("b").runs());
    for (Run run : ledger("a").runs()) {
      assertThat(Files.mismatch(segment("a", run.id()), segment("c", run.id()))).isEqualTo(-1);
    }
    assertThat(ledger("c").importFrom(in(export(ledger("a"))))).isEmpty();
  }

  @Test
  void unfinishedSegmentIsLeftOutInWords() {
    LedgerWriter writer = Samples.begin(ledger("a"));
    writer.abort();

    assertThat(ledger("a").export(new ByteArrayOutputStream()).getFirst()).contains(writer.id());
  }

  private void refused(byte[] export, String words) throws IOException {
    assertThatThrownBy(() -> ledger("c").importFrom(in(export)))
        .isInstanceOfSatisfying(
            BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(words);
    assertThat(ledger("c").runs()).isEmpty();
    Path there = folder.resolve("c/ledger");
    if (Files.exists(there)) {
      assertThat(there).isEmptyDirectory();
    }
  }

  @Test
  void cutExportIsRefusedWholeAtEveryByte() throws IOException {
    samples.write(ledger("a"), samples.inventory(2));
    byte[] export = export(ledger("a"));

    refused(Arrays.copyOf(export, export.length / 2), "cut within a segment");
    Ledger memory = Ledger.inMemory();
    for (int length = 0; length < export.length; length++) {
      byte[] cut = Arrays.copyOf(export, length);
      assertThatThrownBy(() -> memory.importFrom(in(cut))).isInstanceOf(BrisachException.class);
    }
    assertThat(memory.runs()).isEmpty();
  }

  @Test
  void oneForgedSegmentRefusesAll() throws IOException {
    samples.write(ledger("a"), samples.inventory(2));
    samples.write(ledger("a"), samples.inventory(3));
    String export = new String(export(ledger("a")), StandardCharsets.UTF_8);
    int last = export.lastIndexOf("code.check");

    String forged = export.substring(0, last) + "code.chick" + export.substring(last + 10);

    refused(forged.getBytes(StandardCharsets.UTF_8), "was edited");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../etc/passwd",
        "..",
        "20261125T021500Z-ab12cd/../x",
        "20261125T021500Z-AB12CD",
        "20261125T021500Z-ab12cd\u0000",
        "/tmp/20261125T021500Z-ab12cd",
        "C:\\x"
      })
  void hostileNameIsRefused(String name) throws IOException {
    String export = "brisach-ledger/1\nsegment " + name + " 2\n{}end 1\n";

    refused(export.getBytes(StandardCharsets.ISO_8859_1), "broken");
    assertThatThrownBy(() -> ledger("c").importSegment(name, in(new byte[] {'{', '}'}), Limits.BOX))
        .isInstanceOf(BrisachException.class);
    assertThatThrownBy(() -> Ledger.readSegment(name, in(new byte[] {'{', '}'}), Limits.BOX))
        .isInstanceOf(BrisachException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "99999999999999", "9223372036854775808", "x", "+"})
  void hostileSizeIsRefused(String size) throws IOException {
    String export = "brisach-ledger/1\nsegment 20261125T021500Z-ab12cd " + size + "\n";

    refused(export.getBytes(StandardCharsets.US_ASCII), "a segment has 1 to");
  }

  @Test
  void segmentThatIsHereWithOtherContentIsRefused() throws IOException {
    samples.write(ledger("a"), samples.inventory(2));
    String id = ledger("a").runs().getFirst().id();
    byte[] export = export(ledger("a"));
    assertThat(ledger("c").importFrom(in(export))).containsExactly(id);
    Files.writeString(segment("c", id), "something else\n");

    assertThatThrownBy(() -> ledger("c").importFrom(in(export)))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("with other content");
    assertThat(segment("c", id)).hasContent("something else\n");
  }

  @Test
  void segmentWhoseInventoryIsElsewhereIsRefusedAlone() throws IOException {
    Inventory inventory = samples.inventory(3);
    samples.write(ledger("a"), inventory);
    String first = ledger("a").runs().getFirst().id();
    samples.write(ledger("a"), inventory);
    Files.delete(segment("a", first));

    refused(export(ledger("a")), first);
  }

  @Test
  void segmentOutOfABoxIsReadAndTaken() throws IOException {
    samples.write(ledger("box"), samples.inventory(3));
    Run run = ledger("box").runs().getFirst();
    byte[] bytes = Files.readAllBytes(segment("box", run.id()));

    assertThat(Ledger.readSegment(run.id(), in(bytes), Limits.BOX)).isEqualTo(run);
    assertThat(ledger("c").importSegment(run.id(), in(bytes), Limits.BOX)).isTrue();
    assertThat(ledger("c").importSegment(run.id(), in(bytes), Limits.BOX)).isFalse();
    assertThat(ledger("c").runs()).containsExactly(run);
  }

  @Test
  void segmentOutOfABoxThatIsForgedCutOrTooLargeIsRefused() throws IOException {
    samples.write(ledger("box"), samples.inventory(3));
    Run run = ledger("box").runs().getFirst();
    byte[] bytes = Files.readAllBytes(segment("box", run.id()));
    byte[] forged =
        new String(bytes, StandardCharsets.UTF_8)
            .replace("code.check", "code.chick")
            .getBytes(StandardCharsets.UTF_8);

    box(run.id(), forged, Limits.BOX, "");
    box(run.id(), Arrays.copyOf(bytes, bytes.length - 1), Limits.BOX, "unfinished");
    box("20200101T000000Z-zzzzzz", bytes, Limits.BOX, "header says");
    box(run.id(), bytes, new Limits(100, 1 << 20, 10, 1_000), "longer than 100 bytes");
    box(run.id(), bytes, new Limits(1 << 20, 300, 10, 1_000), "a line longer than 300 bytes");
    box(run.id(), bytes, new Limits(1 << 20, 1 << 20, 2, 1_000), "more than 2 entries");
    box(run.id(), bytes, new Limits(1 << 20, 1 << 20, 10, 5), "more than 5 values");
  }

  private static void box(String id, byte[] bytes, Limits limits, String words) {
    assertThatThrownBy(() -> Ledger.readSegment(id, in(bytes), limits))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("refused")
        .hasMessageContaining(words);
  }
}
