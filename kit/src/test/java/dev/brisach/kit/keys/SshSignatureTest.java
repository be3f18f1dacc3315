package dev.brisach.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SshSignatureTest {
  private static final String PURPOSE = "file";

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, sha512",
    "ed25519, sha256",
    "ecdsa, sha512",
    "ecdsa, sha256",
    "rsa, sha512",
    "rsa, sha256"
  })
  void whatSshKeygenSignsVerifies(String kind, String hash) throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", kind, "-N", "", "-f", "key");
    Files.writeString(folder.resolve("message"), "approved");
    Tool.run(
        folder,
        "ssh-keygen",
        "-Y",
        "sign",
        "-f",
        "key",
        "-n",
        PURPOSE,
        "-O",
        "hashalg=" + hash,
        "message");

    SshSignature signature = KeyFiles.signature(folder.resolve("message.sig"));

    assertThat(signature.key()).isEqualTo(KeyFiles.verifying(folder.resolve("key.pub")));
    assertThat(signature.hash().ssh()).isEqualTo(hash);
    assertThat(signature.verifies(PURPOSE, bytes("approved"))).isTrue();
    assertThat(signature.verifies(PURPOSE, new ByteArrayInputStream(bytes("approved")))).isTrue();
    assertThat(signature.verifies("git", bytes("approved"))).isFalse();
    assertThat(signature.verifies(PURPOSE, bytes("approved!"))).isFalse();
    assertThat(SshSignature.read(signature.armour())).isEqualTo(signature);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void sshKeygenVerifiesWhatIsSignedHere(KeyKind kind) throws Exception {
    Tool.needed("ssh-keygen");
    SigningKey key = SigningKey.generate(kind, new SecureRandom());
    Path message = Files.writeString(folder.resolve("message"), "approved");
    Path other = Files.writeString(folder.resolve("other"), "approved!");
    Files.writeString(
        folder.resolve("signers"),
        "ann@example.org,*@example.net namespaces=\"file,decision-*\" "
            + key.verifyingKey().sshLine()
            + "\n");
    Files.writeString(
        folder.resolve("sig"), SshSignature.sign(key, PURPOSE, bytes("approved")).armour());
    String[] verify = {
      "ssh-keygen",
      "-Y",
      "verify",
      "-f",
      "signers",
      "-I",
      "ann@example.org",
      "-n",
      PURPOSE,
      "-s",
      "sig"
    };

    assertThat(Tool.exit(folder, message, verify)).isZero();
    assertThat(Tool.exit(folder, other, verify)).isNotZero();
  }

  /** Every byte of the signature changed in turn: none is accepted. */
  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void everyAlteredByteIsRejected(KeyKind kind) {
    SigningKey key = SigningKey.generate(kind, new SecureRandom());
    byte[] message = bytes("approved");
    SshSignature signature = SshSignature.sign(key, PURPOSE, message);
    byte[] content = Pem.read(signature.armour()).content();

    for (int i = 0; i < content.length; i++) {
      byte[] altered = content.clone();
      altered[i] ^= 1;
      String armour = new Pem("SSH SIGNATURE", altered).text(68);
      boolean accepted;
      try {
        SshSignature read = SshSignature.read(armour);
        accepted = read.key().equals(signature.key()) && read.verifies(PURPOSE, message);
      } catch (KeyFault e) {
        accepted = false;
      }
      assertThat(accepted).as("byte " + i).isFalse();
    }
  }

  @Test
  void whatFollowsOrIsCutIsRefused() {
    SigningKey key = SigningKey.generate(KeyKind.ED25519, new SecureRandom());
    String armour = SshSignature.sign(key, PURPOSE, bytes("x")).armour();
    byte[] content = Pem.read(armour).content();

    assertThatThrownBy(() -> SshSignature.read(armour + "more")).isInstanceOf(KeyFault.class);
    for (int cut = 0; cut < content.length; cut++) {
      String shorter = new Pem("SSH SIGNATURE", java.util.Arrays.copyOf(content, cut)).text(68);
      assertThatThrownBy(() -> SshSignature.read(shorter)).isInstanceOf(KeyFault.class);
    }
    String longer =
        new Pem("SSH SIGNATURE", java.util.Arrays.copyOf(content, content.length + 1)).text(68);
    assertThatThrownBy(() -> SshSignature.read(longer)).isInstanceOf(KeyFault.class);
    assertThatThrownBy(() -> SshSignature.read("A".repeat(1 << 20))).isInstanceOf(KeyFault.class);
  }

  /** A token is played by a key in memory; what it gives is what OpenSSH takes. */
  @ParameterizedTest
  @CsvSource({"ED25519, 1", "ED25519, 0", "ECDSA_P256, 1", "ECDSA_P256, 5", "ECDSA_P256, 0"})
  void signaturesOfTokensVerifyWhereSomebodyTouchedThem(KeyKind kind, int flags) throws Exception {
    Tool.needed("ssh-keygen");
    SigningKey inside = SigningKey.generate(kind, new SecureRandom());
    VerifyingKey token = token(inside);
    SshSignature signature = byToken(inside, token, flags, bytes("approved"));
    Path message = Files.writeString(folder.resolve("message"), "approved");
    Files.writeString(folder.resolve("signers"), "ann " + token.sshLine() + "\n");
    Files.writeString(folder.resolve("sig"), signature.armour());

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
            PURPOSE,
            "-s",
            "sig");

    SshSignature read = KeyFiles.signature(folder.resolve("sig"));
    assertThat(read.key()).isEqualTo(token).isNotEqualTo(inside.verifyingKey());
    assertThat(read.verifies(PURPOSE, bytes("approved"))).isEqualTo(flags != 0);
    assertThat(read.verifies(PURPOSE, bytes("approved!"))).isFalse();
    assertThat(token.verifies(bytes("approved"), inside.sign(bytes("approved")))).isFalse();
    if (flags != 0) {
      assertThat(exit).isZero();
    }
  }

  private static VerifyingKey token(SigningKey inside) {
    VerifyingKey open = inside.verifyingKey();
    SshWriter out = new SshWriter().string("sk-" + open.kind().sshName() + "@openssh.com");
    if (open.kind() == KeyKind.ED25519) {
      out.string(Ed25519.bytes(open.key()));
    } else {
      out.string("nistp256").string(P256.point(open.key()));
    }
    return VerifyingKey.ofSsh(out.string("ssh:").bytes());
  }

  private static SshSignature byToken(
      SigningKey inside, VerifyingKey token, int flags, byte[] message) throws Exception {
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] signed =
        new SshWriter()
            .raw(bytes("SSHSIG"))
            .string(PURPOSE)
            .string("")
            .string("sha512")
            .string(sha512.digest(message))
            .bytes();
    byte[] rest = {(byte) flags, 0, 0, 0, 7};
    byte[] made =
        inside.sign(
            new SshWriter()
                .raw(sha256.digest(bytes("ssh:")))
                .raw(rest)
                .raw(sha256.digest(signed))
                .bytes());
    byte[] value =
        inside.verifyingKey().kind() == KeyKind.ECDSA_P256 ? SshSignature.toSsh(made) : made;
    return new SshSignature(
        token,
        PURPOSE,
        SshSignature.Hash.SHA512,
        token.kind().sshName(),
        new SshWriter().string(value).raw(rest).bytes());
  }

  @Test
  void aSignatureByRsaWithSha1IsNeverAccepted() throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", "key");
    Files.writeString(folder.resolve("m"), "approved");
    Tool.run(folder, "ssh-keygen", "-Y", "sign", "-f", "key", "-n", PURPOSE, "m");
    SshSignature good = KeyFiles.signature(folder.resolve("m.sig"));

    SshSignature old =
        new SshSignature(good.key(), good.namespace(), good.hash(), "ssh-rsa", good.value());

    assertThat(good.verifies(PURPOSE, bytes("approved"))).isTrue();
    assertThat(old.verifies(PURPOSE, bytes("approved"))).isFalse();
    assertThat(Base64.getEncoder().encodeToString(good.value())).isNotEmpty();
  }
}
