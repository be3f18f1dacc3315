package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user types them. */
class CommandLineTest {
  @TempDir private @Nullable Path folder;

  private record Said(int exit, String out, String err) {}

  private static Said brisach(String... args) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exit = line.execute(args);
    return new Said(exit, out.toString(), err.toString());
  }

  private static Json.Obj json(Said said) {
    return JsonReader.readObject(said.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wrongUsageIsOneClearLineAndExitTwo() {
    Said typo = brisach("runn");
    Said nothing = brisach();
    Said missing = brisach("run", folder.resolve("none").toString());

    assertThat(typo.exit()).isEqualTo(2);
    assertThat(typo.err()).contains("Did you mean").contains("run");
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no such folder");
  }

  @Test
  void anEmptyFolderPassesAndSaysWhatWasNotExamined() {
    Said said = brisach("run", "--format", "json", folder.toString());

    assertThat(said.exit()).as(said.err()).isZero();
    Json.Obj run = json(said);
    assertThat(run.text("schema")).isEqualTo("run/1");
    assertThat(run.list("notExamined")).isNotEmpty();
    assertThat(run.list("findings")).isEmpty();
  }

  @Test
  void aRunLeavesNothingButItsOwnSelfIgnoredFolder() throws IOException {
    Trees.write(folder, "src/A.java", "class A {}\n");

    brisach("run", folder.toString());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("src", ".brisach");
    }
    assertThat(folder.resolve(".brisach/.gitignore")).hasContent("*");
    assertThat(folder.resolve(".brisach/report.html")).isNotEmptyFile();
  }

  @Test
  void twoRunsMakeTwoSegmentsThatVerifyExportAndImport() throws IOException {
    Trees.write(folder, "src/A.java", "class A {}\n");
    brisach("run", folder.toString());
    brisach("run", folder.toString());
    Path export = folder.resolve("evidence.ndjson");

    Said verify = brisach("ledger", "verify", "--project", folder.toString(), "--format", "json");
    Said out = brisach("ledger", "export", "--project", folder.toString(), export.toString());
    Path other = Files.createDirectory(folder.resolve("other"));
    Said in = brisach("ledger", "import", "--project", other.toString(), export.toString());

    assertThat(json(verify).number("segments", 0)).isEqualTo(2);
    assertThat(json(verify).flag("ok")).isTrue();
    assertThat(out.exit()).isZero();
    assertThat(in.exit()).as(in.err()).isZero();
    assertThat(
            json(brisach("ledger", "verify", "--project", other.toString(), "--format", "json"))
                .number("segments", 0))
        .isEqualTo(2);
  }

  @Test
  void anEditedLedgerIsNamedAndExitsOne() throws IOException {
    Trees.write(folder, "src/A.java", "class A {}\n");
    brisach("run", folder.toString());
    Path segment;
    try (Stream<Path> files = Files.list(folder.resolve(".brisach/ledger"))) {
      segment = files.filter(f -> f.toString().endsWith(".ndjson")).findFirst().orElseThrow();
    }
    Files.writeString(segment, Files.readString(segment).replaceFirst("src/A.java", "src/B.java"));

    Said verify = brisach("ledger", "verify", "--project", folder.toString());

    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.out()).contains("NOT ok").contains("entry");
  }

  @Test
  void aBrokenModelAndABrokenConfigNameFileAndLine() {
    Trees.write(folder, "security/threat-model.yaml", "title: x\ncomponents: [\n");
    Said model = brisach("run", folder.toString());
    Trees.write(folder, "brisach.yaml", "projekt: {}\n");
    Said config = brisach("run", folder.toString());

    assertThat(model.exit()).isEqualTo(2);
    assertThat(model.err()).contains("security/threat-model.yaml:");
    assertThat(config.exit()).isEqualTo(2);
    assertThat(config.err()).contains("brisach.yaml:1: unknown key 'projekt'");
  }

  @Test
  void initWritesAFileThatConfigReadsAndNeverOverwrites() {
    Said init = brisach("init", folder.toString());
    Said config = brisach("config", "--format", "json", folder.toString());
    Said again = brisach("init", folder.toString());

    assertThat(init.exit()).isZero();
    assertThat(config.exit()).as(config.err()).isZero();
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("exists already");
  }

  @Test
  void everyCommentedLineOfInitIsAValidExample() {
    Pattern sample = Pattern.compile("# ( *-? *[a-zA-Z]+:.*)");
    StringBuilder uncommented = new StringBuilder();
    for (String line : InitCommand.text("x").split("\n")) {
      Matcher matcher = sample.matcher(line);
      uncommented.append(matcher.matches() ? matcher.group(1) : line).append('\n');
    }
    Trees.write(folder, "brisach.yaml", uncommented.toString());

    Said config = brisach("config", folder.toString());

    assertThat(config.err()).isEmpty();
    assertThat(config.out()).contains("staging.example");
  }

  @Test
  void unknownFormatsAreRefusedWithTheKnownOnes() {
    Said said = brisach("run", "--format", "spdx", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("known are text, json, sarif, html, cyclonedx");
  }

  @Test
  void versionsAreComparedLineByLine() {
    java.io.InputStream before = System.in;
    try {
      System.setIn(
          new java.io.ByteArrayInputStream(
              "1.0 1.1\n2 1\n1.0 1\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(brisach("package", "versions", "Maven").out()).isEqualToIgnoringNewLines("<>=");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void anAddressOutsideEveryScopeIsRefusedWithTheLinesToAdd() {
    Trees.write(folder, "brisach.yaml", "environments: {far: {url: https://far.example}}\n");

    Said reading = brisach("run", folder.toString());
    Said traffic = brisach("run", "--effect", "traffic", folder.toString());

    assertThat(reading.exit()).isZero();
    assertThat(traffic.exit()).isEqualTo(2);
    assertThat(traffic.err()).contains("far.example is in no scope", "hosts: [far.example]");
  }
}
