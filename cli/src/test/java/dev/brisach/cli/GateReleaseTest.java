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
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An artifact from its build to the colour of its RELEASE cells, and own policies on the way. */
class GateReleaseTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba98";

  @TempDir private @Nullable Path temporary;
  private Path project = Path.of("");
  private Path jar = Path.of("");
  private Path key = Path.of("");

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

  @BeforeEach
  void aProjectWithAnArtifactAndAKey() throws IOException {
    project = Objects.requireNonNull(temporary).resolve("p");
    jar = project.resolve("app.jar");
    key = Objects.requireNonNull(temporary).resolve("release.key");
    Trees.write(project, ".git/HEAD", "ref: refs/heads/main\n");
    Trees.write(project, ".git/refs/heads/main", COMMIT + "\n");
    Trees.write(project, "src/A.java", "class A {}\n");
    Trees.write(project, "app.jar", "what goes out");
    assertThat(brisach("release", "keygen", "--no-passphrase", key.toString()).exit()).isZero();
    Files.createDirectories(project.resolve("security"));
    Files.copy(Path.of(key + ".pub"), project.resolve("security/release.pub"));
    Trees.write(
        project,
        "brisach.yaml",
        "project: {id: p}\nrelease: {keys: security/release.pub, artifacts: app.jar}\n");
  }

  private void policy(String expression, String mode) throws IOException {
    Trees.write(
        project,
        "security/policy/mine.cel.yaml",
        """
        id: mine
        message: Not as we want it
        gate: both
        mode: %s
        expression: %s
        tests:
          - {name: holds, expect: pass}
          - {name: does not, expect: fail}
        """
            .formatted(mode, expression));
  }

  private void attest(String commit) throws IOException {
    Path predicate = Objects.requireNonNull(temporary).resolve("provenance.json");
    Files.writeString(
        predicate,
        """
        {"buildDefinition":{"buildType":"https://example.org/b","externalParameters":{},
         "resolvedDependencies":[{"uri":"git+https://example.org/r","digest":{"gitCommit":"%s"}}]},
         "runDetails":{"builder":{"id":"https://example.org/builder"}}}
        """
            .formatted(commit));
    Said said =
        brisach(
            "release",
            "attest",
            jar.toString(),
            "--predicate",
            predicate.toString(),
            "--type",
            "provenance",
            "--key",
            key.toString());
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private Said gate(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "gate";
    all[1] = "--release";
    all[2] = jar.toString();
    all[3] = project.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return brisach(all);
  }

  /** The states of all RELEASE cells of a new run. */
  private TreeSet<String> releaseCells() {
    Said said = brisach("run", "--format", "json", project.toString());
    TreeSet<String> states = new TreeSet<>();
    for (Json threat : json(said).list("threats")) {
      for (Json cell : ((Json.Obj) threat).object("cells").list("release")) {
        states.add(((Json.Obj) cell).need("state"));
      }
    }
    assertThat(states).as(said.err()).isNotEmpty();
    return states;
  }

  @Test
  void aSignedAttestedAndGatedArtifactHoldsRelease() throws IOException {
    assertThat(releaseCells()).as("a gate never asked").containsExactly("gap");
    assertThat(brisach("release", "sign", jar.toString(), "--key", key.toString()).exit()).isZero();
    attest(COMMIT);

    Said gate = gate("--key", key.toString(), "--format", "json");

    assertThat(gate.exit()).as(gate.out() + gate.err()).isZero();
    assertThat(json(gate).need("gate")).isEqualTo("release");
    assertThat(json(gate).object("inputs").need("artifact")).startsWith("sha256:");
    Said verified =
        brisach(
            "release",
            "verify",
            jar.toString(),
            "--key",
            key + ".pub",
            "--type",
            "gate-verdict",
            "--bundle",
            jar + ".gate-verdict.sigstore.json");
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(releaseCells()).containsExactly("held");
  }

  @Test
  void theSameQuestionGivesTheSameBytes() throws IOException {
    releaseCells();
    Path one = Objects.requireNonNull(temporary).resolve("one.json");
    Path two = Objects.requireNonNull(temporary).resolve("two.json");
    Path ed = Objects.requireNonNull(temporary).resolve("ed.key");
    brisach("release", "keygen", "--no-passphrase", "--kind", "ed25519", ed.toString());
    String at = "2030-01-01T00:00:00Z";

    gate("--at", at, "--key", ed.toString(), "--bundle", one.toString());
    gate("--at", at, "--key", ed.toString(), "--bundle", two.toString());

    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void whatWasChangedAfterwardsOrBuiltFromAnotherCommitDoesNotPass() throws IOException {
    releaseCells();
    attest(OTHER);
    Said other = gate();
    assertThat(other.exit()).as(other.out()).isEqualTo(1);
    assertThat(other.out())
        .contains("was built from fedcba987654, the evidence is of 0123456789ab");

    attest(COMMIT);
    gate("--key", key.toString());
    Files.writeString(jar, "something else goes out");

    assertThat(releaseCells()).as("no document speaks of these bytes").containsExactly("gap");
    assertThat(gate().out()).contains("warn");
  }

  @Test
  void aKeyThatNobodyTrustsSignsNothing() throws IOException {
    Path foreign = Objects.requireNonNull(temporary).resolve("foreign.key");
    brisach("release", "keygen", "--no-passphrase", foreign.toString());
    brisach("release", "sign", jar.toString(), "--key", foreign.toString());
    releaseCells();
    policy("artifact.signed", "block");
    Path file = project.resolve("security/policy/mine.cel.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("expect: pass}", "expect: pass, given: {artifact: {signed: true}}}")
            .replace("expect: fail}", "expect: fail, given: {artifact: {signed: false}}}"));

    Said gate = gate();

    assertThat(gate.exit()).as(gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .contains("block  Not as we want it")
        .contains("app.jar.sigstore.json")
        .doesNotContain("unknown");
  }

  @Test
  void anOwnPolicyBlocksBothGatesAndColoursTheRelease() throws IOException {
    releaseCells();
    policy("environment.branch == 'release' || now > timestamp('2100-01-01T00:00:00Z')", "block");
    Trees.write(
        project,
        "security/policy/mine.cel.yaml",
        Files.readString(project.resolve("security/policy/mine.cel.yaml"))
            .replace("expect: pass}", "expect: pass, given: {environment: {branch: release}}}")
            .replace(
                "expect: fail}",
                "expect: fail, given: {environment: {branch: main}, now: 2026-01-01T00:00:00Z}}"));

    assertThat(brisach("gate", "test", project.toString()).exit()).isZero();
    assertThat(brisach("gate", project.toString()).exit()).isEqualTo(1);
    Said release = gate("--format", "json");
    assertThat(release.exit()).isEqualTo(1);
    assertThat(release.out()).contains("Not as we want it");
    assertThat(json(release).object("inputs").need("policy")).contains("+sha256:");
    Said run = brisach("run", "--format", "json", project.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(json(run).object("gate").need("verdict")).isEqualTo("block");
  }

  @Test
  void aFailingTestOfAPolicyIsExitOneAndAWrongPolicyStopsARunBeforeItBegins() throws IOException {
    policy("threats.size() > 0", "warn");
    Path file = project.resolve("security/policy/mine.cel.yaml");
    String text =
        Files.readString(file).replace("expect: pass}", "expect: pass, given: {threats: []}}");
    Files.writeString(file, text);

    assertThat(brisach("gate", "test", project.toString()).exit()).isEqualTo(1);

    Files.writeString(file, text.replace("threats.size()", "thraets.size()"));
    Said run = brisach("run", project.toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("security/policy/mine.cel.yaml:5:13: unknown name 'thraets'");
    assertThat(project.resolve(".brisach")).doesNotExist();
  }

  @Test
  void thePoliciesOfTheExamplePassTheirOwnTests() {
    Path example = Path.of(System.getProperty("brisach.root", "..")).resolve("examples/shop-clean");

    Said said = brisach("gate", "test", "--format", "json", example.toString());

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(json(said).list("policies")).isNotEmpty();
  }

  @Test
  void whatBelongsToAReleaseIsRefusedWithoutOne() {
    Said key = brisach("gate", "--key", "k", project.toString());
    Said bundle = brisach("gate", "--release", jar.toString(), "--bundle", "b", project.toString());

    assertThat(key.exit()).isEqualTo(2);
    assertThat(key.err()).contains("--release");
    assertThat(bundle.exit()).isEqualTo(2);
    assertThat(bundle.err()).contains("--key");
  }
}
