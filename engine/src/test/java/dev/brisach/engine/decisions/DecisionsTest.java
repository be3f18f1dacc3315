package dev.brisach.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Decision;
import dev.brisach.core.Severity;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.kit.keys.SshSignature;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Decision files with the approvals beside them, good and bad, also those of OpenSSH. */
class DecisionsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final String ANNA = "anna@example.org";
  private static final String BOB = "bob@example.org";
  private static final String EVE = "eve@example.org";
  private static final SigningKey OF_ANNA = key();
  private static final SigningKey OF_BOB = key();
  private static final SigningKey OF_EVE = key();

  @TempDir private @Nullable Path folder;

  private static SigningKey key() {
    return SigningKey.generate(KeyKind.ED25519, new SecureRandom());
  }

  private Path root() {
    return Objects.requireNonNull(folder);
  }

  private static DecisionFile decision() {
    TreeMap<String, String> evidence = new TreeMap<>();
    evidence.put("F-0123456789ab", "sha256:" + "0a".repeat(32));
    return new DecisionFile(
        "one",
        Decision.Act.ACCEPT,
        "F-0123456789ab",
        "it's \"fine\": yes # really",
        ANNA,
        Instant.parse("2026-11-20T00:00:00Z"),
        Instant.parse("2027-01-01T00:00:00Z"),
        Severity.HIGH,
        "gateway",
        evidence);
  }

  private String write(DecisionFile decision) {
    String text = DecisionWriter.write(decision, "A title\nwith a line");
    Trees.write(root(), decision.path(), text);
    return text;
  }

  private void approvers(String... lines) {
    Trees.write(root(), Approvals.SIGNERS, String.join("\n", lines) + "\n");
  }

  private static String line(String who, SigningKey key) {
    return who + " " + key.verifyingKey().sshLine() + " a comment";
  }

  private static String line(String who, String options, SigningKey key) {
    return who + " " + options + " " + key.verifyingKey().sshLine();
  }

  private void approve(String who, SigningKey key, String text) {
    approve(who, key, Approvals.NAMESPACE, text);
  }

  private void approve(String who, SigningKey key, String namespace, String text) {
    SshSignature made = SshSignature.sign(key, namespace, text.getBytes(StandardCharsets.UTF_8));
    Trees.write(root(), Decisions.approval("one", who), made.armour());
  }

  private Decisions read() {
    return Decisions.read(OwnFiles.in(root()), NOW);
  }

  private Decision one() {
    Decisions all = read().sound();
    assertThat(all.all()).hasSize(1);
    return all.all().getFirst();
  }

  private void refused(String words) {
    assertThat(one().approvers()).isEmpty();
    assertThat(one().refused()).singleElement().asString().contains(words);
  }

  @Test
  void whatIsWrittenIsReadBackWithThoseWhoApproved() {
    String text = write(decision());
    approvers("# who may approve", "", line(BOB, OF_BOB), line(EVE, OF_EVE));
    approve(BOB, OF_BOB, text);
    approve(EVE, OF_EVE, text);

    assertThat(read().files().get("one")).isEqualTo(decision());
    assertThat(one().approvers()).containsExactly(BOB, EVE);
    assertThat(one().refused()).isEmpty();
    assertThat(Objects.requireNonNull(one().terms()).control()).isEqualTo("gateway");
  }

  @Test
  void theOwnersOwnApprovalNeverCountsUnderWhateverName() {
    String text = write(decision());
    approvers(line(ANNA, OF_ANNA), line(BOB, OF_ANNA));
    approve(ANNA, OF_ANNA, text);
    refused("is the owner's own");

    remove(ANNA);
    approve(BOB, OF_ANNA, text);
    refused("listed for the owner too");

    approvers(line("*@example.org", OF_ANNA));
    refused("listed for the owner too");

    remove(BOB);
    approvers(line(ANNA, OF_ANNA));
    approve("ANNA@example.org", OF_ANNA, text);
    refused("is the owner's own");
  }

  private void remove(String who) {
    try {
      Files.delete(root().resolve(Decisions.approval("one", who)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aKeyThatNobodyListsOrThatIsAnothersDoesNotCount() {
    String text = write(decision());
    approve(BOB, OF_BOB, text);
    refused("there is no security/approvers");

    approvers(line(EVE, OF_EVE));
    refused("does not list (SHA256:");

    approvers(line(EVE, OF_BOB));
    refused("is made with the key of " + EVE);
  }

  @Test
  void anExpiredOrEarlyOrOtherwiseBoundKeyDoesNotCount() {
    String text = write(decision());
    approve(BOB, OF_BOB, text);
    approvers(line(BOB, "valid-before=\"20261125Z\"", OF_BOB));
    refused("expired on 2026-11-25");

    approvers(line(BOB, "valid-after=\"20261126Z\"", OF_BOB));
    refused("is valid from 2026-11-26");

    approvers(line(BOB, "namespaces=\"git,file\"", OF_BOB));
    refused("other purposes");

    approvers(line(BOB, "namespaces=\"git," + Approvals.NAMESPACE + "\"", OF_BOB));
    assertThat(one().approvers()).containsExactly(BOB);
  }

  @Test
  void aSignatureForAnotherPurposeOrTextOrACutOneDoesNotCount() throws IOException {
    String text = write(decision());
    approvers(line(BOB, OF_BOB));
    approve(BOB, OF_BOB, "git", text);
    refused("is for 'git', not for " + Approvals.NAMESPACE);

    approve(BOB, OF_BOB, text + " ");
    refused("does not sign the decision as it is now");

    approve(BOB, OF_BOB, text);
    Path file = root().resolve(Decisions.approval("one", BOB));
    String armour = Files.readString(file);
    for (int cut : new int[] {0, 1, 30, 90, armour.length() / 2, armour.length() - 30}) {
      Files.writeString(file, armour.substring(0, cut));
      refused("");
    }
    Files.write(file, new byte[] {0, 1, 2, (byte) 200});
    refused("cannot be read");
  }

  @Test
  void oneKeyAndOnePersonCountOnce() {
    String text = write(decision());
    approvers(line(BOB + "," + EVE, OF_BOB), line("Bob@example.org", OF_EVE));
    approve(BOB, OF_BOB, text);
    approve(EVE, OF_BOB, text);
    assertThat(one().approvers()).containsExactly(BOB);
    assertThat(one().refused()).singleElement().asString().contains("one key counts once");

    remove(EVE);
    approve("Bob@example.org", OF_EVE, text);
    assertThat(one().approvers()).hasSize(1);
    assertThat(one().refused()).singleElement().asString().contains("same person");
  }

  @Test
  void anApprovalOfNothingIsNamed() {
    Trees.write(root(), DecisionFile.FOLDER + "/gone.yaml.bob.sig", "x");
    Trees.write(root(), DecisionFile.FOLDER + "/README.md", "how we decide");

    assertThat(read().sound().warnings()).singleElement().asString().contains("gone.yaml.bob.sig");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          reason:|reasn:|:5: unknown key 'reasn' in the decision, did you mean 'reason'?
          decision: accept|decision: acept|:3: 'decision' of the decision is one of accept, refute, defer
          severity: high|severity: hihg|did you mean 'high'?
          until: 2027-01-01|until: 2026-11-20|:8: 'until' of the decision is after 'decided'
          until: 2027-01-01|until: tomorrow|:8: 'until' of the decision is a date such as 2026-12-31
          owner: anna@example.org|owner: ' '|:6: 'owner' of the decision is not blank
          schema: decision/1|schema: decision/2|:2: 'schema' of the decision is decision/1
          sha256:0a|sha1:0a|the hash of F-0123456789ab is written sha256:
          F-0123456789ab: sha|F-012: sha|'F-012' is no finding's id
          target: F-0123456789ab|target:|the decision needs 'target'
          owner: anna@example.org|reason: twice|key 'reason' already stands in line 5
          control: gateway|control: [a|is not YAML
          """)
  void aFaultIsOneLineWithItsPlaceAndTheOthersAreReadOn(String right, String wrong, String says) {
    String text = write(decision());
    assertThat(text).contains(right);
    Trees.write(root(), DecisionFile.path("two"), text);
    Trees.write(root(), DecisionFile.path("one"), text.replace(right, wrong));
    Decisions all = read();

    assertThat(all.faults()).singleElement().asString().startsWith("security/decisions/one.yaml:");
    assertThat(all.faults().getFirst()).contains(says).doesNotContain("\n");
    assertThat(all.files()).containsOnlyKeys("two");
    assertThatThrownBy(all::sound).isInstanceOf(BrisachException.class);
  }

  @Test
  void strangeFilesAreFaultsAndNeverACrash() throws IOException {
    Path place = Files.createDirectories(root().resolve(DecisionFile.FOLDER));
    Files.write(place.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    Files.writeString(place.resolve("deep.yaml"), "[".repeat(5000));
    Files.writeString(place.resolve("empty.yaml"), "");
    Files.writeString(place.resolve("other.yml"), "");
    Files.writeString(place.resolve("a name.yaml"), "");
    Files.write(place.resolve("huge.yaml"), new byte[OwnFiles.MAX_FILE + 1]);
    Files.createSymbolicLink(place.resolve("link.yaml"), Path.of("/etc/hostname"));

    assertThat(read().faults()).hasSize(6).noneMatch(fault -> fault.contains("\n"));
    assertThat(read().all()).isEmpty();
  }

  @Test
  void aBrokenListOfApproversNamesItsLine() {
    write(decision());
    approvers(line(BOB, OF_BOB), "eve@example.org ssh-ed25519 AAAA");

    assertThat(read().faults()).singleElement().asString().startsWith("security/approvers:2: ");
  }

  @Test
  void aQuestionIsReadBackWithItsAnswers() {
    Question question =
        new Question(
            "q-1",
            "sql@shop",
            new Question.Said(
                ANNA, NOW.truncatedTo(java.time.temporal.ChronoUnit.DAYS), "why: \n?"),
            List.of());
    Question answered = question.with(new Question.Said(BOB, question.asked().on(), "- because"));
    Trees.write(root(), Question.path("q-1"), QuestionText.write(question));
    assertThat(read().questions()).containsExactly(question);
    assertThat(question.isOpen()).isTrue();

    Trees.write(root(), Question.path("q-1"), QuestionText.write(answered));
    assertThat(read().sound().questions()).containsExactly(answered);
    assertThat(Decisions.about(read().questions(), "sql@shop")).hasSize(1);
    assertThat(Decisions.about(read().questions(), "sql@other")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void opensshVerifiesOurApprovalsAndWeVerifyIts(KeyKind kind) throws Exception {
    assumeTrue(has("ssh-keygen"), "no ssh-keygen");
    String text = write(decision());
    SigningKey bob = SigningKey.generate(kind, new SecureRandom());
    approvers(line(BOB, "namespaces=\"" + Approvals.NAMESPACE + "\"", bob), line(EVE, OF_EVE));
    approve(BOB, bob, text);

    assertThat(
            run(
                text,
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                Approvals.SIGNERS,
                "-I",
                BOB,
                "-n",
                Approvals.NAMESPACE,
                "-s",
                Decisions.approval("one", BOB)))
        .contains("Good \"" + Approvals.NAMESPACE + "\" signature for " + BOB);

    String type = kind == KeyKind.ED25519 ? "ed25519" : "ecdsa";
    run("", "ssh-keygen", "-q", "-t", type, "-N", "", "-f", "theirs");
    String open = Files.readString(root().resolve("theirs.pub")).strip();
    approvers(BOB + " " + open);
    run(
        "",
        "ssh-keygen",
        "-Y",
        "sign",
        "-n",
        Approvals.NAMESPACE,
        "-f",
        "theirs",
        "security/decisions/one.yaml");
    Files.move(
        root().resolve("security/decisions/one.yaml.sig"),
        root().resolve(Decisions.approval("one", BOB)),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(one().approvers()).containsExactly(BOB);
  }

  private static boolean has(String tool) {
    try {
      new ProcessBuilder(tool, "-?")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(String input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(root().toFile()).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
