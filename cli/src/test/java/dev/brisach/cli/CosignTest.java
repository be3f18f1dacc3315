package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.testkit.Trees;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Our bundles with the real cosign and its bundles with ours, by key and without a network. Skipped
 * where no {@code cosign} is on the path; variable {@code BRISACH_COSIGN} may name one.
 */
@Tag("peer")
class CosignTest {
  private static final String CLAIM =
      """
      {"buildDefinition": {"buildType": "https://example.org/b", "externalParameters": {}},
       "runDetails": {"builder": {"id": "https://example.org/ci"}}}
      """;

  @TempDir private Path folder;
  private String cosign = "";
  private String app = "";
  private String claim = "";

  @BeforeEach
  void tool() {
    String named = System.getenv("BRISACH_COSIGN");
    cosign =
        named != null
            ? named
            : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "cosign"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    assumeTrue(!cosign.isEmpty(), "cosign is not installed");
    app = Trees.write(folder, "app.jar", "an artifact").toString();
    claim = Trees.write(folder, "claim.json", CLAIM).toString();
  }

  private static int brisach(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(new StringWriter()));
    return line.execute(args);
  }

  private int cosign(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(cosign));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("COSIGN_PASSWORD", "word");
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa", "ed25519"})
  void cosignAcceptsWhatIsSignedHereAndNothingElse(String kind) throws Exception {
    brisach("release", "keygen", path("key"), "--kind", kind, "--no-passphrase");
    brisach("release", "keygen", path("other"), "--kind", kind, "--no-passphrase");
    brisach("release", "sign", app, "--key", path("key"), "--bundle", path("signed"));
    brisach(
        "release",
        "attest",
        app,
        "--key",
        path("key"),
        "--type",
        "provenance",
        "--predicate",
        claim,
        "--bundle",
        path("attested"));
    String[] blob = {"verify-blob", "--insecure-ignore-tlog", "--bundle", path("signed"), "--key"};
    String[] attestation = {
      "verify-blob-attestation",
      "--insecure-ignore-tlog",
      "--type",
      "slsaprovenance1",
      "--bundle",
      path("attested"),
      "--key"
    };

    assertThat(cosign(with(blob, path("key.pub"), app))).isZero();
    assertThat(cosign(with(attestation, path("key.pub"), app))).isZero();
    assertThat(cosign(with(blob, path("other.pub"), app))).isNotZero();
    assertThat(cosign(with(attestation, path("other.pub"), app))).isNotZero();
    Files.writeString(folder.resolve("app.jar"), "another artifact");
    assertThat(cosign(with(blob, path("key.pub"), app))).isNotZero();
    assertThat(cosign(with(attestation, path("key.pub"), app))).isNotZero();
  }

  @Test
  void whatCosignSignsIsAcceptedHere() throws Exception {
    brisach("release", "keygen", path("key"), "--no-passphrase");
    assertThat(
            cosign("import-key-pair", "--key", path("key"), "--output-key-prefix", path("cosign")))
        .isZero();
    String[] offline = {"--tlog-upload=false", "--use-signing-config=false", "--yes"};

    assertThat(
            cosign(
                with(
                    with(new String[] {"sign-blob", "--key", path("cosign.key")}, offline),
                    "--bundle",
                    path("signed"),
                    app)))
        .isZero();
    assertThat(
            cosign(
                with(
                    with(new String[] {"attest-blob", "--key", path("cosign.key")}, offline),
                    "--type",
                    "slsaprovenance1",
                    "--predicate",
                    claim,
                    "--bundle",
                    path("attested"),
                    app)))
        .isZero();

    String[] verify = {
      "release",
      "verify",
      app,
      "--key",
      path("cosign.pub"),
      "--bundle",
      path("signed"),
      "--bundle",
      path("attested")
    };
    assertThat(brisach(verify)).isZero();
    Files.writeString(folder.resolve("app.jar"), "another artifact");
    assertThat(brisach(verify)).isEqualTo(1);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
