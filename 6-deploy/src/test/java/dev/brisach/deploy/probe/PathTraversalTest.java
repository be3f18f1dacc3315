package dev.brisach.deploy.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.testkit.RawServer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that open what they are told, with the real files of this machine. */
class PathTraversalTest {
  @TempDir Path folder;

  @BeforeEach
  void thereMustBeProcFiles() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/version")), "this system has no /proc");
    Files.writeString(folder.resolve("tea.txt"), "about tea");
  }

  private static List<Finding> found(String seed, Function<String, String> service) {
    return Probing.of(new PathTraversal(), seed, service).findings;
  }

  private static void assertProved(List<Finding> findings, String words) {
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.confidence()).isEqualTo(Confidence.PROVED);
          assertThat(finding.message()).contains(words);
        });
  }

  private static String read(Path path) {
    try {
      return RawServer.http(200, Files.readString(path));
    } catch (IOException e) {
      return RawServer.http(404, "no such file");
    }
  }

  private String written(String name) {
    // the write must be harmless wherever it goes
    try (FileOutputStream out = new FileOutputStream(folder + "/" + name)) {
      return RawServer.http(200, "ready to write " + name + " " + out.getChannel().isOpen());
    } catch (IOException e) {
      return RawServer.http(200, "");
    }
  }

  @Test
  void contentFromOutsideIsProved() {
    assertProved(found("tea.txt", q -> read(Path.of(folder + "/" + q))), "/proc/version");
  }

  @Test
  void anAnswerThatTellsWhatExistsIsProved() {
    assertProved(
        found(
            "tea.txt",
            q ->
                RawServer.http(
                    200,
                    "file "
                        + new java.io.File(folder.toFile(), q)
                        + (Files.exists(Path.of(folder + "/" + q)) ? " exists" : " is missing"))),
        "exist");
  }

  @Test
  void aFileThatIsOnlyOpenedForWritingIsProvedWithoutMakingOne() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "the kernel lacks clear_refs");

    List<Finding> findings = found("tea.txt", this::written);

    assertProved(findings, "files of the machine"); // root may open them all
    try (var files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(file -> assertThat(file.getFileName().toString()).startsWith("tea.txt"));
    }
  }

  @Test
  void aNameThatIsComparedWithTheFolderIsNoFlaw() {
    assertThat(
            found(
                "tea.txt",
                q -> {
                  Path path = Path.of(folder + "/" + q).normalize();
                  return path.startsWith(folder) ? read(path) : RawServer.http(400, "no");
                }))
        .isEmpty();
  }

  @Test
  void aRefusalOfLongNamesTellsNothing() {
    for (int most = 10; most < 80; most++) {
      int limit = most;
      assertThat(
              found(
                  "tea.txt",
                  q -> RawServer.http(q.length() > limit ? 400 : 200, "a page about files")))
          .as("refused over %d", limit)
          .isEmpty();
    }
  }

  @Test
  void aFilterOfWordsTellsNothing() {
    for (String word : List.of("proc/version", "version", "clear_refs", "/proc/self", "meminfo")) {
      assertThat(
              found(
                  "tea.txt", q -> RawServer.http(q.contains(word) ? 403 : 200, "a page of texts")))
          .as(word)
          .isEmpty();
    }
  }

  @Test
  void aSearchThatKnowsTheWordsTellsNothing() {
    Set<String> words = Set.of("proc", "version", "meminfo", "self", "clear_refs", "task");
    assertThat(
            found(
                "tea",
                q -> {
                  boolean all =
                      List.of(q.toLowerCase(Locale.ROOT).split("[^a-z_]+", -1)).stream()
                          .filter(word -> !word.isEmpty())
                          .allMatch(words::contains);
                  return RawServer.http(200, all ? "3 articles" : "nothing found");
                }))
        .isEmpty();
  }

  @Test
  void whatWasStoredByAnEarlierTryTellsNothing() {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    for (int run = 0; run < 8; run++) {
      assertThat(
              found(
                  "tea.txt",
                  q -> RawServer.http(200, taken.add(q) ? "stored" : "this name is taken")))
          .as("run %d", run)
          .isEmpty();
    }
  }

  @Test
  void aServiceThatRefusesStepsUpIsNoFlaw() {
    assertThat(
            found(
                "tea.txt",
                q ->
                    q.contains("..")
                        ? RawServer.http(404, "no such file")
                        : read(Path.of(folder + "/" + q))))
        .isEmpty();
  }
}
