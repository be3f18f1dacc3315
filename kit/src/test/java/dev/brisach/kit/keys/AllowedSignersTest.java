package dev.brisach.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedSignersTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private final SigningKey key = SigningKey.generate(KeyKind.ED25519, new SecureRandom());
  private final String line = key.verifyingKey().sshLine();

  @TempDir private Path folder;

  private AllowedSigners read(String text) {
    return AllowedSigners.read(text, ZoneOffset.UTC);
  }

  @Test
  void namesPatternsPurposesAndTimesAreKept() {
    AllowedSigners signers =
        read(
            "# who may approve\n\n"
                + "ann@example.org,*@example.net namespaces=\"decision,git\",valid-after=\"20260101Z\","
                + "valid-before=\"20261231235959Z\" "
                + line
                + " ann's key\n");

    VerifyingKey open = key.verifyingKey();
    assertThat(signers.allows("ann@example.org", open, "decision", NOW)).isTrue();
    assertThat(signers.allows("bob@example.net", open, "git", NOW)).isTrue();
    assertThat(signers.allows("bob@example.com", open, "git", NOW)).isFalse();
    assertThat(signers.allows("ann@example.org", open, "file", NOW)).isFalse();
    assertThat(signers.of(open, "git", Instant.parse("2025-12-31T23:59:59Z"))).isEmpty();
    assertThat(signers.of(open, "git", Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
    assertThat(signers.of(open, "git", NOW))
        .singleElement()
        .satisfies(entry -> assertThat(entry.line()).isEqualTo(3));
  }

  @Test
  void anotherKeyIsNobody() {
    SigningKey other = SigningKey.generate(KeyKind.ED25519, new SecureRandom());

    assertThat(read("ann " + line).of(other.verifyingKey(), "git", NOW)).isEmpty();
  }

  @Test
  void timesWithoutZAreOfTheGivenZone() {
    AllowedSigners signers =
        AllowedSigners.read("ann valid-after=\"202606011300\" " + line, ZoneId.of("Europe/Berlin"));

    assertThat(signers.entries().getFirst().after())
        .isEqualTo(Instant.parse("2026-06-01T11:00:00Z"));
  }

  @Test
  void quotedPrincipalsAndNegationFit() {
    AllowedSigners signers = read("\"!eve@example.org,*@example.org\" " + line);

    VerifyingKey open = key.verifyingKey();
    assertThat(signers.allows("ann@example.org", open, "git", NOW)).isTrue();
    assertThat(signers.allows("eve@example.org", open, "git", NOW)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann | a line has to read",
        "ann cert-authority KEY | cert-authority is not supported",
        "ann name=\"x\" KEY | unknown option",
        "ann namespaces KEY | needs a value",
        "ann namespaces=git KEY | double quotes",
        "ann namespaces=\"git KEY | a quote is not closed",
        "ann valid-after=\"2026\" KEY | valid-after has to be a time",
        "ann valid-after=\"20261399\" KEY | valid-after has to be a time",
        "ann valid-after=\"20260102\",valid-before=\"20260101\" KEY | later than valid-after",
        "ann namespaces=\"a\",namespaces=\"b\" KEY | stands twice",
        "ann ssh-ed25519 AAAA | broken",
        "ann ssh-ed25519 !!!! | broken",
        "ann ssh-rsa AAAAC3NzaC1lZDI1NTE5 | broken",
        "ann sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t | broken",
        "ann ssh-dss AAAAB3NzaC1kc3M= | not read",
      })
  void aLineThatCannotBeReadIsNamed(String bad, String why) {
    String text = "ann " + line + "\n" + bad.replace("KEY", line) + "\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(KeyFault.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageContaining(why);
  }

  @Test
  void theFileIsNamedInTheError() throws Exception {
    Path file = Files.writeString(folder.resolve("signers"), "\n\nann\n");

    assertThatThrownBy(() -> KeyFiles.signers(file, ZoneOffset.UTC))
        .isInstanceOf(BrisachException.class)
        .hasMessageStartingWith(file + ":3: a line has to read");
  }

  /** What OpenSSH and this reader say of the same line and time. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann | true",
        "* | true",
        "a?n | true",
        "bob,a* | true",
        "!ann,* | false",
        "bob | false",
        "ann namespaces=\"fi*\" | true",
        "ann namespaces=\"git,file\" | true",
        "ann namespaces=\"git\" | false",
        "ann namespaces=\"!file,*\" | false",
        "ann valid-after=\"20260601Z\" | true",
        "ann valid-after=\"20260602Z\" | false",
        "ann valid-before=\"20260602Z\" | true",
        "ann valid-before=\"20260531Z\" | false",
        "ann valid-before=\"20260602Z\",namespaces=\"file\" | true",
      })
  void opensshAgrees(String start, boolean allowed) throws Exception {
    Tool.needed("ssh-keygen");
    Path message = Files.writeString(folder.resolve("message"), "x");
    SshSignature signature = SshSignature.sign(key, "file", "x".getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("sig"), signature.armour());
    Path signers = Files.writeString(folder.resolve("signers"), start + " " + line + "\n");

    int exit =
        Tool.exit(
            folder,
            message,
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            "signers",
            "-I",
            "ann",
            "-n",
            "file",
            "-s",
            "sig",
            "-O",
            "verify-time=20260601120000Z");
    boolean ours =
        KeyFiles.signers(signers, ZoneOffset.UTC)
            .allows("ann", signature.key(), signature.namespace(), NOW);

    assertThat(ours).isEqualTo(allowed);
    assertThat(exit == 0).isEqualTo(allowed);
  }

  @Test
  void aListThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> read("\n".repeat(20_000))).hasMessageContaining("more than");
    assertThatThrownBy(() -> read("a".repeat(5 << 20))).hasMessageContaining("too large");
    assertThat(read("").entries()).isEqualTo(List.of());
  }
}
