package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.testkit.Trees;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Signing, attesting and verifying as a user types them. */
class ReleaseCommandTest {
  @TempDir private Path folder;
  private String app = "";
  private String key = "";

  private record Said(int exit, String out, String err) {
    Json.Obj json() {
      return JsonReader.readObject(out.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Said brisach(String... args) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exit = line.execute(args);
    return new Said(exit, out.toString(), err.toString());
  }

  private static Said well(String... args) {
    Said said = brisach(args);
    assertThat(said.exit()).as(said.out() + said.err()).isZero();
    return said;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeEach
  void keyAndArtifact() {
    app = Trees.write(folder, "app.jar", "an artifact").toString();
    key = path("key");
    well("release", "keygen", key, "--no-passphrase", "--quiet");
  }

  @Test
  void whatWasSignedVerifiesAndWhatWasChangedDoesNot() throws Exception {
    Said signed = well("release", "sign", app, "--key", key);
    Said good = well("release", "verify", app, "--key", key + ".pub", "--format", "json");
    Files.writeString(folder.resolve("app.jar"), "another artifact");
    Said bad = brisach("release", "verify", app, "--key", key + ".pub", "--format", "json");

    assertThat(signed.out().strip()).isEqualTo(app + ".sigstore.json");
    assertThat(good.json().flag("verified")).isTrue();
    assertThat(good.json().list("reasons")).isEmpty();
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.json().flag("verified")).isFalse();
    assertThat(bad.json().texts("reasons").toString()).contains("about another artifact");
    asPublished(good.out());
    asPublished(bad.out());
  }

  private static void asPublished(String json) throws Exception {
    Path schema =
        Path.of(System.getProperty("brisach.root", ".."), "docs/schemas/release-verify-1.json");
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(schema));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
  }

  @Test
  void textNamesEveryStepAndNeverShowsWhatWasNotCheckedAsOk() {
    well("release", "sign", app, "--key", key);

    Said said = well("release", "verify", app, "--key", key + ".pub");

    assertThat(said.out()).startsWith("verified app.jar (sha256:");
    assertThat(said.out().lines().filter(line -> line.startsWith("  ")))
        .extracting(line -> line.strip().split(" ", 2)[0])
        .containsExactly(
            "size",
            "format",
            "subject",
            "signature",
            "key",
            "threshold",
            "freshness",
            "revocation",
            "predicate",
            "log",
            "timestamp");
    assertThat(said.out()).containsPattern("revocation +not checked +no list was given");
  }

  @Test
  void keysAreEncryptedPrivateAndNeverOverwritten() throws Exception {
    String secret = Trees.write(folder, "phrase", "tell nobody\n").toString();
    String wrong = Trees.write(folder, "wrong", "something\n").toString();
    String hidden = path("hidden");

    Said none = brisach("release", "keygen", hidden, "--passphrase-env", "BRISACH_NOT_SET");
    well("release", "keygen", hidden, "--kind", "ed25519", "--passphrase-file", secret);
    Said again = brisach("release", "keygen", hidden, "--passphrase-file", secret);
    Said signed = well("release", "sign", app, "--key", hidden, "--passphrase-file", secret);
    Said refused = brisach("release", "sign", app, "--key", hidden, "--passphrase-file", wrong);
    Said without =
        brisach("release", "sign", app, "--key", hidden, "--passphrase-env", "BRISACH_NOT_SET");

    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("the variable BRISACH_NOT_SET").contains("--no-passphrase");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("never overwritten");
    assertThat(Files.readString(folder.resolve("hidden"))).contains("ENCRYPTED PRIVATE KEY");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hidden"))))
        .isEqualTo("rw-------");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err().strip())
        .isEqualTo("brisach: " + hidden + ": wrong passphrase, or the key is broken");
    assertThat(without.err()).contains("its passphrase is needed");
    assertThat(signed.err() + refused.err()).doesNotContain("nobody");
  }

  @Test
  void aStatementOfOnesOwnKindIsSignedAndItsTypeCanBeAskedFor() {
    String result =
        Trees.write(folder, "result.json", "{\"result\": \"PASSED\", \"configuration\": []}")
            .toString();
    well("release", "attest", app, "--key", key, "--type", "test-result", "--predicate", result);

    Said good =
        well(
            "release",
            "verify",
            app,
            "--key",
            key + ".pub",
            "--type",
            "test-result",
            "--format",
            "json");
    Said other = brisach("release", "verify", app, "--key", key + ".pub", "--type", "vsa");
    Said noType = brisach("release", "attest", app, "--key", key, "--predicate", result);

    assertThat(good.json().text("predicateType"))
        .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(noType.exit()).isEqualTo(2);
    assertThat(noType.err()).contains("--predicate needs --type");
  }

  @Test
  void aBillOfMaterialsIsMadeFromTheProjectOrTakenAsItIs() {
    String project = folder.resolve("project").toString();
    Trees.write(folder, "project/requirements.txt", "flask==3.0.0\n");
    Trees.write(folder, "bom.json", "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": []}");

    well("release", "attest", app, "--key", key, "--sbom", "--project", project);
    well("release", "attest", app, "--key", key, "--sbom", path("bom.json"));
    Said said = well("release", "verify", app, "--key", key + ".pub", "--format", "json");

    assertThat(said.json().texts("predicateTypes"))
        .containsExactly("https://cyclonedx.org/bom", "https://spdx.dev/Document");
    assertThat(payload("app.jar.cyclonedx.sigstore.json")).contains("pkg:pypi/flask@3.0.0");
  }

  private String payload(String bundle) {
    try {
      Json.Obj object = JsonReader.readObject(Files.readAllBytes(folder.resolve(bundle)));
      return new String(
          Base64.getDecoder().decode(object.object("dsseEnvelope").need("payload")),
          StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void provenanceNamesCommitAndMaterialsAndRefusesADirtyTree() throws Exception {
    Path project = Files.createDirectory(folder.resolve("project"));
    Trees.write(project, "requirements.txt", "flask==3.0.0\n");
    Trees.write(project, ".gitignore", "dist/\n");
    String commit;
    try (Git git = Git.init().setDirectory(project.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      commit =
          git.commit()
              .setMessage("one")
              .setAuthor("a", "a@example.org")
              .setCommitter("a", "a@example.org")
              .setSign(false)
              .call()
              .name();
    }
    Trees.write(project, "dist/app.jar", "an artifact");
    List<String> attest =
        List.of(
            "release",
            "attest",
            project.resolve("dist/app.jar").toString(),
            "--provenance",
            "--key",
            key,
            "--project",
            project.toString(),
            "--builder",
            "https://example.org/ci");
    String[] verify = {
      "release",
      "verify",
      project.resolve("dist/app.jar").toString(),
      "--key",
      key + ".pub",
      "--type",
      "provenance",
      "--builder",
      "https://example.org/ci",
      "--revision"
    };

    well(attest.toArray(String[]::new));
    well(with(verify, commit));
    Said other = brisach(with(verify, "0".repeat(40)));
    Trees.write(project, "src/New.java", "class New {}\n");
    Said dirty = brisach(attest.toArray(String[]::new));
    well(with(attest.toArray(String[]::new), "--allow-dirty"));
    Said rebuilt =
        brisach(
            with(
                with(attest.toArray(String[]::new), "--allow-dirty"),
                "--rebuilt=" + Trees.write(folder, "second", "another artifact")));

    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.out()).contains("is expected");
    assertThat(dirty.exit()).isEqualTo(2);
    assertThat(dirty.err()).contains("src/New.java").contains("--allow-dirty");
    assertThat(rebuilt.exit()).isEqualTo(2);
    assertThat(rebuilt.err()).contains("the second build gave another artifact");
    String said = payload("project/dist/app.jar.provenance.sigstore.json");
    assertThat(said)
        .contains("\"gitCommit\":\"" + commit + "\"")
        .contains("pkg:pypi/flask@3.0.0")
        .contains("file:requirements.txt")
        .contains("\"dirty\":true");
  }

  private static String[] with(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void twoOfThreeHaveToSign() {
    String second = path("second");
    well("release", "keygen", second, "--no-passphrase");
    well("release", "sign", app, "--key", key, "--bundle", path("one"));
    well("release", "sign", app, "--key", second, "--bundle", path("two"));
    String[] both = {
      "release",
      "verify",
      app,
      "--key",
      key + ".pub",
      "--key",
      second + ".pub",
      "--threshold",
      "2",
      "--bundle",
      path("one")
    };

    assertThat(brisach(both).exit()).isEqualTo(1);
    assertThat(brisach(both).out()).contains("1 key has signed, 2 are needed");
    assertThat(brisach(with(with(both, "--bundle"), path("two"))).exit()).isZero();
  }

  @Test
  void mistakesOfUseAreOneLineAndExitTwo() {
    well("release", "sign", app, "--key", key);
    String revoked = Trees.write(folder, "revoked", "# none\nnot-a-fingerprint\n").toString();

    for (String[] words :
        new String[][] {
          {"release", "verify", app},
          {"release", "verify", path("none"), "--key", key + ".pub"},
          {"release", "verify", "sha256:12", "--key", key + ".pub"},
          {"release", "verify", app, "--key", key},
          {"release", "verify", app, "--key", key + ".pub", "--threshold", "0"},
          {"release", "verify", app, "--key", key + ".pub", "--max-age", "soon"},
          {"release", "verify", app, "--key", key + ".pub", "--revoked", revoked},
          {"release", "verify", app, "--key", key + ".pub", "--bundle", path("none")},
          {"release", "sign", path("none"), "--key", key},
          {"release", "sign", app, "--key", key + ".pub"},
          {"release", "attest", app, "--key", key, "--vex", revoked},
          {"release", "attest", app, "--key", key},
        }) {
      Said said = brisach(words);
      assertThat(said.exit()).as(String.join(" ", words) + said.err()).isEqualTo(2);
      assertThat(said.err().strip().lines().filter(line -> !line.startsWith("See: ")))
          .as(said.err())
          .hasSize(1);
    }
    assertThat(brisach("release", "verify", app, "--key", key + ".pub", "--revoked", revoked).err())
        .contains(revoked + ":2: ");
  }
}
