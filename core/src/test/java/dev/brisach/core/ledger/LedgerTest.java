package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.BrisachException;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Decision;
import dev.brisach.core.Digests;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Model;
import dev.brisach.core.Run;
import dev.brisach.core.json.JsonReader;
import dev.brisach.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder;

  private final Samples samples = new Samples(Seeds.random());

  private Ledger ledger() {
    return Ledger.open(folder.resolve(".brisach"));
  }

  @Test
  void runComesBackAsItWasWritten() {
    Ledger ledger = ledger();
    List<CheckInfo> checks = List.of(samples.check(), samples.check());
    List<Environment> environments = List.of(Environment.SOURCE, samples.environment());
    Model model = samples.model();
    Inventory inventory = samples.inventory(4_321);
    Decision decision = samples.decision();
    List<Evidence> evidence = new ArrayList<>();

    LedgerWriter writer = Samples.begin(ledger);
    try (writer) {
      writer.catalogue(checks);
      writer.environments(environments);
      for (int i = 0; i < 20; i++) {
        evidence.add(samples.evidence(writer.id()));
        writer.evidence(evidence.getLast());
      }
      writer.model(model);
      writer.inventory(inventory);
      writer.decision(decision);
      writer.note("done");
    }

    assertThat(ledger.runs())
        .containsExactly(
            new Run(
                writer.id(),
                "shop",
                "main",
                "abc123",
                Samples.START,
                "brisach 0.1.0",
                List.of(),
                writer.head(),
                checks,
                environments,
                model,
                inventory,
                evidence,
                List.of(decision)));
    assertThat(ledger.heads()).containsExactly(writer.head());
    assertThat(ledger.verify(writer.head()).ok()).isTrue();
    assertThat(writer.id()).startsWith("20261125T021500Z-");
  }

  @Test
  void folderIgnoresItself() throws IOException {
    samples.write(ledger(), samples.inventory(1));

    assertThat(folder.resolve(".brisach/.gitignore")).hasContent("*\n");
    try (var files = Files.list(folder.resolve(".brisach/ledger"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .allMatch(name -> name.endsWith(".ndjson"));
    }
  }

  @Test
  void projectWithoutLedgerReadsAsEmptyAndStaysAsItWas() {
    assertThat(ledger().runs()).isEmpty();
    assertThat(ledger().heads()).isEmpty();
    assertThat(ledger().repair()).isEmpty();
    assertThat(ledger().verify(null).ok()).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void abortedRunSpeaksUpToItsLastEntryAndHasNoHead() {
    LedgerWriter writer = Samples.begin(ledger());
    Evidence evidence = samples.evidence(writer.id());
    writer.evidence(evidence);
    writer.abort();
    writer.close();

    Run run = ledger().runs().getFirst();

    assertThat(run.head()).isNull();
    assertThat(run.evidence()).containsExactly(evidence);
    assertThat(run.inventory().notRead()).containsKey(".");
    assertThat(ledger().heads()).isEmpty();
    assertThat(ledger().verify(null).unfinished()).containsExactly(writer.id());
    assertThat(ledger().verify(null).ok()).isTrue();
  }

  @Test
  void runInProgressCanBeReadAndIsNotRepaired() throws IOException {
    LedgerWriter writer = Samples.begin(ledger());
    writer.note("one");
    Path file = folder.resolve(".brisach/ledger/" + writer.id() + ".ndjson");
    Files.writeString(file, "{\"body\"", StandardOpenOption.APPEND); // as if in mid-write

    assertThat(ledger().verify(null).inProgress()).containsExactly(writer.id());
    assertThat(ledger().repair()).isEmpty();
    assertThat(Files.readString(file)).endsWith("{\"body\"");
    writer.abort();

    assertThat(ledger().repair())
        .containsExactly(
            "segment " + writer.id() + " was cut in mid-write: 1 entries kept, 1 dropped");
    assertThat(ledger().repair()).isEmpty();
  }

  @Test
  void segmentOfAnotherLivingProcessIsLeftAloneAndOfADeadOneRepaired() throws Exception {
    LedgerWriter writer = Samples.begin(ledger());
    writer.abort();
    Path ledgerFolder = folder.resolve(".brisach/ledger");
    Path file = ledgerFolder.resolve(writer.id() + ".ndjson");
    Files.writeString(file, "{\"bo", StandardOpenOption.APPEND);
    Path lock = Files.createFile(ledgerFolder.resolve(writer.id() + ".1-1.lock"));

    try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      assertThat(ledger().verify(null).inProgress()).containsExactly(writer.id());
      assertThat(ledger().repair()).isEmpty();
    }

    assertThat(ledger().repair()).hasSize(1);
    assertThat(lock).doesNotExist();
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void sameInventoryIsWrittenOnceAndReadEveryTime() throws IOException {
    Inventory inventory = samples.inventory(3_000);
    samples.write(ledger(), inventory);
    samples.write(ledger(), inventory);
    samples.write(ledger(), inventory);

    List<Run> runs = ledger().runs();

    assertThat(runs).extracting(Run::inventory).containsOnly(inventory);
    assertThat(runs).allMatch(run -> run.head() != null);
    try (var files = Files.list(folder.resolve(".brisach/ledger"))) {
      assertThat(files.filter(f -> f.toFile().length() > 100_000)).hasSize(1);
    }
    assertThat(ledger().verify(null).ok()).isTrue();
  }

  @Test
  void runWhoseInventoryIsGoneCountsAsUnfinished() throws IOException {
    Inventory inventory = samples.inventory(3_000);
    samples.write(ledger(), inventory);
    String first = ledger().runs().getFirst().id();
    samples.write(ledger(), inventory);
    Files.delete(folder.resolve(".brisach/ledger/" + first + ".ndjson"));

    Ledger.Reading reading = ledger().read();

    assertThat(reading.runs().getFirst().head()).isNull();
    assertThat(reading.runs().getFirst().inventory().notRead()).containsKey(".");
    assertThat(reading.words().getFirst()).contains(first);
    assertThat(ledger().verify(null).ok()).isFalse();
  }

  @Test
  void writerNamesOnlyHeadsThatNobodyElseNames() {
    String first = samples.write(ledger(), samples.inventory(1));
    String second = samples.write(ledger(), samples.inventory(1));

    List<Run> runs = ledger().runs();

    assertThat(runs.stream().filter(run -> second.equals(run.head())).toList().getFirst().seen())
        .containsExactly(first);
    assertThat(ledger().heads()).containsExactly(second);
  }

  @Test
  void manyWritersAndThreadsAtOnceLoseNothing() throws Exception {
    Ledger ledger = ledger();
    int writers = 8;
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      List<Callable<String>> all = Collections.nCopies(writers, () -> fiftySweeps(ledger));
      for (Future<String> one : pool.invokeAll(all)) {
        assertThat(one.get()).isNotEmpty();
      }
    }

    assertThat(ledger.runs()).hasSize(writers).allMatch(run -> run.evidence().size() == 50);
    assertThat(ledger.verify(null).ok()).isTrue();
    assertThat(ledger.verify(null).unfinished()).isEmpty();
  }

  private static String fiftySweeps(Ledger ledger) throws Exception {
    LedgerWriter writer = Samples.begin(ledger);
    try (writer;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> sweeps = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Evidence evidence = new Samples(new Random(i)).evidence(writer.id());
        sweeps.add(() -> {
          writer.evidence(evidence);
          return evidence.id();
        });
      }
      for (Future<String> one : threads.invokeAll(sweeps)) {
        assertThat(one.get()).startsWith("E-");
      }
    }
    return String.valueOf(writer.head());
  }

  @Test
  void memoryLedgerDoesAllThatAFolderDoes() {
    Ledger ledger = Ledger.inMemory();
    Inventory inventory = samples.inventory(100);
    samples.write(ledger, inventory);
    String head = samples.write(ledger, inventory);

    assertThat(ledger.runs()).extracting(Run::inventory).containsOnly(inventory);
    assertThat(ledger.verify(head).ok()).isTrue();
    assertThat(ledger.heads()).containsExactly(head);
  }

  @Test
  void evidenceOfAnotherRunIsRefused() {
    try (LedgerWriter writer = Samples.begin(ledger())) {
      assertThatThrownBy(() -> writer.evidence(samples.evidence("another")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Tag("not-root") // nothing is refused to root
  void folderWithoutWritePermissionIsOneClearLine() throws IOException {
    Path project = Files.createDirectory(folder.resolve("project"));
    assumeTrue(project.toFile().setWritable(false) && !Files.isWritable(project), "runs as root");
    try {
      assertThatThrownBy(() -> Samples.begin(Ledger.open(project.resolve(".brisach"))))
          .isInstanceOfSatisfying(
              BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
          .hasMessageContaining("no permission for");
    } finally {
      assertThat(project.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void newerFormatIsReadWhereItCanBeAndOtherwiseNamed() throws IOException {
    String newer = "20271125T021500Z-ab12cd";
    MemoryStore store = new MemoryStore();
    SegmentHeader header =
        new SegmentHeader(2, newer, "p", null, null, Samples.START, "t", List.of(), List.of());
    try (LedgerWriter writer = new LedgerWriter(store, store.create(newer), header)) {
      writer.evidence(samples.evidence(newer));
    }
    byte[] whole = store.open(newer).readAllBytes();
    assertThat(SegmentReader.read(newer, store.open(newer), Limits.LEDGER).closed()).isTrue();

    String first = new String(whole, StandardCharsets.UTF_8).lines().toList().getFirst();
    String prev = Digests.sha256(first.getBytes(StandardCharsets.UTF_8));
    String future = entries(first, prev, "future", "{\"a\":1}");
    String unknown = entries(first, prev, "model", "{\"stories\":7}");

    assertThat(SegmentReader.read(newer, in(future), Limits.LEDGER).faults()).isEmpty();
    assertThat(SegmentReader.read(newer, in(unknown), Limits.LEDGER).faults().getFirst().reason())
        .contains("\"stories\" is no list", "a newer Brisach wrote it (format 2)");
  }

  private static String entries(String header, String prev, String kind, String body) {
    return header
        + "\n"
        + new String(
            EntryLine.write(1, kind, JsonReader.read(body), prev).line(), StandardCharsets.UTF_8);
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linkThatLeadsOutOfTheProjectIsNeitherReadNorWritten() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = folder.resolve(".brisach");
    Files.createSymbolicLink(inside, outside);

    assertThatThrownBy(() -> Samples.begin(ledger())).hasMessageContaining("symbolic link");
    assertThat(outside).isEmptyDirectory();

    Files.delete(inside);
    Path secret = Files.writeString(folder.resolve("secret"), "no newline");
    Files.createDirectories(inside.resolve("ledger"));
    Files.createSymbolicLink(inside.resolve("ledger/20261125T021500Z-ab12cd.ndjson"), secret);
    assertThat(ledger().repair()).isEmpty();
    assertThat(ledger().runs()).isEmpty();
    assertThat(secret).hasContent("no newline");
  }

  @Test
  void fileInThePlaceOfTheFolderIsOneClearLine() throws IOException {
    Files.writeString(folder.resolve(".brisach"), "not a folder");

    assertThatThrownBy(() -> Samples.begin(ledger()))
        .isInstanceOfSatisfying(
            BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageContaining(".brisach");
  }

  @Test
  void fullDiskIsOneClearLineAtThisAndEveryLaterCall() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    SegmentHeader header =
        new SegmentHeader(
            1,
            "20261125T021500Z-ab12cd",
            "p",
            null,
            null,
            Samples.START,
            "t",
            List.of(),
            List.of());
    MemoryStore store = new MemoryStore();

    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
      assertThatThrownBy(
              () -> new LedgerWriter(store, new FolderStore.FileSink(channel, null, null), header))
          .isInstanceOfSatisfying(
              BrisachException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
          .hasMessageContaining("No space left on device");
    }
  }
}
