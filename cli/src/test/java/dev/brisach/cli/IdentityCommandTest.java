package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.sandbox.Box;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A program that was brought in by hand, and the same once it went the way of all releases. */
@Tag("sandbox")
class IdentityCommandTest {
  @TempDir private @Nullable Path temporary;
  private Path project = Path.of("");
  private String program = "";
  private String key = "";

  @BeforeEach
  void aServiceThatTellsWhatRuns() throws IOException {
    assumeTrue(Box.look() instanceof Box.Availability.Ready, () -> Box.look().toString());
    Path folder = Objects.requireNonNull(temporary);
    project = folder.resolve("p");
    key = folder.resolve("release.key").toString();
    program = project.resolve("pages/index.html").toString();
    Trees.write(project, "pages/index.html", "<title>What runs</title>");
    brisach("release", "keygen", "--no-passphrase", key);
    Files.createDirectories(project.resolve("security"));
    Files.copy(Path.of(key + ".pub"), project.resolve("security/release.pub"));
    Trees.write(
        project,
        "brisach.yaml",
        """
        project: {id: p}
        environments:
          box:
            start: java -m jdk.httpserver -b 127.0.0.1 -p 8080 -d /app/pages
            url: http://127.0.0.1:8080
            identity: {started: pages/index.html}
        release:
          keys: security/release.pub
          builders: https://example.org/builder
        """);
  }

  private static int brisach(StringWriter out, String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    return line.execute(args);
  }

  private static void brisach(String... args) {
    StringWriter out = new StringWriter();
    assertThat(brisach(out, args)).as(out.toString()).isZero();
  }

  private List<String> titles(int exit) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    assertThat(
            line.execute(
                "deploy",
                "identity",
                "--env",
                "box",
                "--no-ledger",
                "--format",
                "json",
                "--project",
                project.toString()))
        .as(out.toString())
        .isEqualTo(exit);
    return JsonReader.readObject(out.toString().getBytes(StandardCharsets.UTF_8))
        .list("findings")
        .stream()
        .map(one -> ((Json.Obj) one).need("title"))
        .toList();
  }

  private void attest(String builder, String name) throws IOException {
    Path predicate = Objects.requireNonNull(temporary).resolve("provenance.json");
    Files.writeString(
        predicate,
        """
        {"buildDefinition":{"buildType":"https://example.org/b","externalParameters":{}},
         "runDetails":{"builder":{"id":"%s"}}}
        """
            .formatted(builder));
    brisach(
        "release",
        "attest",
        program,
        "--predicate",
        predicate.toString(),
        "--type",
        "provenance",
        "--key",
        key,
        "--bundle",
        project.resolve("security/releases/" + name + ".sigstore.json").toString());
  }

  @Test
  void onlyWhatWasSignedAttestedAndLetThroughIsTakenForReleased() throws IOException {
    Path kept = Files.createDirectories(project.resolve("security/releases"));

    assertThat(titles(1)).containsExactly("What runs was never signed");

    attest("https://example.org/laptop", "by-hand");
    assertThat(titles(1))
        .as("signed, and built by somebody else")
        .containsExactlyInAnyOrder(
            "Nobody attests how what runs was built", "What runs never passed the release gate");

    attest("https://example.org/builder", "built");
    brisach("run", "--quiet", project.toString());
    brisach(
        "gate",
        "--release",
        program,
        "--key",
        key,
        "--bundle",
        kept.resolve("gate.sigstore.json").toString(),
        project.toString());
    assertThat(titles(0)).isEmpty();

    Files.writeString(Path.of(program), "<title>Changed by hand</title>");
    assertThat(titles(1)).containsExactly("What runs was never signed");
  }
}
