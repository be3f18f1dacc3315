package dev.brisach.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  @TempDir Path folder;

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OtherProcess.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void livingProcessKeepsItsSegmentAndAKilledOneLeavesItToTheNextStart() throws Exception {
    Ledger ledger = Ledger.open(folder);
    Process other = new ProcessBuilder(java(folder.toString(), "wait")).start();
    try (BufferedReader words = other.inputReader()) {
      String id = words.readLine();
      Path file = folder.resolve("ledger/" + id + ".ndjson");
      Files.writeString(file, "{\"bo", StandardOpenOption.APPEND);

      assertThat(ledger.repair()).isEmpty();
      assertThat(ledger.verify(null).inProgress()).containsExactly(id);
      assertThat(file).content().endsWith("{\"bo");
      new Samples(new Random(1)).write(ledger, new Samples(new Random(1)).inventory(1));

      other.destroyForcibly().waitFor();
      assertThat(ledger.verify(null).unfinished()).containsExactly(id);
      assertThat(ledger.repair())
          .containsExactly("segment " + id + " was cut in mid-write: 1 entries kept, 1 dropped");
      assertThat(ledger.verify(null).ok()).isTrue();
      assertThat(ledger.runs()).hasSize(2);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void writeThatTheSystemRefusesHalfWayLeavesAValidLedger() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    Ledger ledger = Ledger.open(folder);
    String head = new Samples(new Random(1)).write(ledger, new Samples(new Random(1)).inventory(1));
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 40; exec \"$@\"", "sh"));
    command.addAll(java(folder.toString(), "fill"));

    Process other = new ProcessBuilder(command).redirectErrorStream(true).start();
    String words =
        new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(other.waitFor()).as(words).isZero();
    assertThat(words).startsWith("ENVIRONMENT ").contains(folder.toString()).contains("space");
    assertThat(ledger.repair()).isEmpty();
    Verification verification = ledger.verify(head);
    assertThat(verification.ok()).isTrue();
    assertThat(verification.unfinished()).hasSize(1);
    assertThat(verification.entries()).isGreaterThan(5 + 10);
    assertThat(ledger.runs()).hasSize(2);
  }
}
