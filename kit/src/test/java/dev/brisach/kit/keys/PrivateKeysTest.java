package dev.brisach.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static Passphrase none() {
    throw new AssertionError("no passphrase should be asked for");
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void whatIsWrittenIsReadAgain(KeyKind kind) {
    SigningKey key = SigningKey.generate(kind, new SecureRandom());

    SigningKey plain = PrivateKeys.read(PrivateKeys.plain(key), PrivateKeysTest::none);
    String hidden = PrivateKeys.encrypted(key, Passphrase.of("grün und blau"), new SecureRandom());
    SigningKey opened = PrivateKeys.read(hidden, () -> Passphrase.of("grün und blau"));

    assertThat(plain.verifyingKey()).isEqualTo(key.verifyingKey());
    assertThat(opened.verifyingKey()).isEqualTo(key.verifyingKey());
    assertThat(key.verifyingKey().verifies(MESSAGE, opened.sign(MESSAGE))).isTrue();
    assertThat(key.verifyingKey().verifies(MESSAGE, plain.sign(MESSAGE))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, -aes256",
    "ed25519, -aes128",
    "ec, -aes192",
    "ec, -aes256",
  })
  void keysOfOpensslAreRead(String kind, String cipher) throws Exception {
    Tool.needed("openssl");
    String[] make =
        kind.equals("ec")
            ? new String[] {
              "openssl",
              "genpkey",
              "-algorithm",
              "EC",
              "-pkeyopt",
              "ec_paramgen_curve:P-256",
              "-out",
              "plain"
            }
            : new String[] {"openssl", "genpkey", "-algorithm", "ed25519", "-out", "plain"};
    Tool.run(folder, make);
    Tool.run(
        folder,
        "openssl",
        "pkcs8",
        "-topk8",
        "-v2",
        cipher.substring(1),
        "-in",
        "plain",
        "-passout",
        "pass:ein Wort",
        "-out",
        "hidden");
    String open = Tool.run(folder, "openssl", "pkey", "-in", "plain", "-pubout");

    SigningKey plain = KeyFiles.signing(folder.resolve("plain"), PrivateKeysTest::none);
    SigningKey opened = KeyFiles.signing(folder.resolve("hidden"), () -> Passphrase.of("ein Wort"));

    assertThat(plain.verifyingKey()).isEqualTo(PublicKeys.read(open));
    assertThat(opened.verifyingKey()).isEqualTo(PublicKeys.read(open));
    assertThat(plain.verifyingKey().pem()).isEqualTo(open);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ED25519", "ECDSA_P256"})
  void opensslReadsOurKeys(KeyKind kind) throws Exception {
    Tool.needed("openssl");
    SigningKey key = SigningKey.generate(kind, new SecureRandom());
    Files.writeString(
        folder.resolve("hidden"),
        PrivateKeys.encrypted(key, Passphrase.of("word"), new SecureRandom()));
    Files.writeString(folder.resolve("plain"), PrivateKeys.plain(key));

    String hidden =
        Tool.run(folder, "openssl", "pkey", "-in", "hidden", "-passin", "pass:word", "-pubout");
    String plain = Tool.run(folder, "openssl", "pkey", "-in", "plain", "-pubout");

    assertThat(hidden).isEqualTo(key.verifyingKey().pem());
    assertThat(plain).isEqualTo(key.verifyingKey().pem());
  }

  @Test
  void anEcKeyWithoutItsPublicPartGetsItDerived() throws Exception {
    Tool.needed("openssl");
    Tool.run(
        folder, "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec");
    Tool.run(folder, "openssl", "ec", "-in", "ec", "-no_public", "-out", "short");
    Tool.run(folder, "openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "ec", "-out", "whole");
    String open = Tool.run(folder, "openssl", "pkey", "-in", "ec", "-pubout");
    // OpenSSL puts the public part back; Java's encoding leaves it out.
    SigningKey whole = KeyFiles.signing(folder.resolve("whole"), PrivateKeysTest::none);
    String bare = new Pem("PRIVATE KEY", whole.secret().getEncoded()).text(64);

    SigningKey read = PrivateKeys.read(bare, PrivateKeysTest::none);

    assertThat(bare.length()).isLessThan(PrivateKeys.plain(whole).length());
    assertThat(read.verifyingKey()).isEqualTo(PublicKeys.read(open));
  }

  @ParameterizedTest
  @CsvSource({"ed25519, ''", "ed25519, ein Wort", "ecdsa, ''", "ecdsa, ein Wort"})
  void keysOfOpensshAreRead(String kind, String phrase) throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", kind, "-N", phrase, "-C", "me", "-f", "key");

    SigningKey key = KeyFiles.signing(folder.resolve("key"), () -> Passphrase.of(phrase));

    assertThat(key.verifyingKey()).isEqualTo(KeyFiles.verifying(folder.resolve("key.pub")));
    assertThat(Tool.run(folder, "ssh-keygen", "-l", "-f", "key.pub"))
        .contains(key.verifyingKey().fingerprint());
    assertThat(key.verifyingKey().verifies(MESSAGE, key.sign(MESSAGE))).isTrue();
  }

  @Test
  void aWrongPassphraseIsOneClearLine() throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "right", "-f", "key");
    String ssh = Files.readString(folder.resolve("key"));
    SigningKey key = SigningKey.generate(KeyKind.ECDSA_P256, new SecureRandom());
    String pkcs8 = PrivateKeys.encrypted(key, Passphrase.of("right"), new SecureRandom());

    for (String text : new String[] {ssh, pkcs8}) {
      assertThatThrownBy(() -> PrivateKeys.read(text, () -> Passphrase.of("wrong")))
          .isInstanceOf(KeyFault.class)
          .hasMessage("wrong passphrase, or the key is broken")
          .hasNoCause();
      assertThatThrownBy(() -> PrivateKeys.read(text, () -> null))
          .hasMessage("the key is encrypted: its passphrase is needed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"})
  void otherCiphersOfOpensshAreNamed(String cipher) throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-Z", cipher, "-N", "right", "-f", "key");

    assertThatThrownBy(() -> KeyFiles.signing(folder.resolve("key"), () -> Passphrase.of("right")))
        .hasMessageContaining("key: the OpenSSH key is encrypted with " + cipher);
  }

  @Test
  void rsaKeysAreRefusedForSigning() throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", "key");

    assertThatThrownBy(() -> KeyFiles.signing(folder.resolve("key"), () -> null))
        .hasMessageContaining("RSA keys do not sign here");
  }

  @Test
  void aPrivateKeyBesideAnotherPublicKeyIsRefused() throws Exception {
    Tool.needed("ssh-keygen");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", "one");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", "two");
    byte[] one = Pem.read(Files.readString(folder.resolve("one"))).content();
    byte[] two = Pem.read(Files.readString(folder.resolve("two"))).content();
    byte[] first = P256.point(KeyFiles.verifying(folder.resolve("one.pub")).key());
    byte[] second = P256.point(KeyFiles.verifying(folder.resolve("two.pub")).key());
    replace(one, first, second);

    String mixed = new Pem("OPENSSH PRIVATE KEY", one).text(64);

    assertThat(two).isNotEqualTo(one);
    assertThatThrownBy(() -> PrivateKeys.read(mixed, () -> null))
        .hasMessage("the private key and the public key beside it do not fit");
  }

  private static void replace(byte[] in, byte[] from, byte[] to) {
    for (int at = 0; at + from.length <= in.length; at++) {
      if (java.util.Arrays.equals(in, at, at + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, in, at, to.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
      })
  void brokenTextsAreOneLine(String text) {
    assertThatThrownBy(() -> PrivateKeys.read(text, () -> Passphrase.of("x")))
        .isInstanceOf(KeyFault.class)
        .message()
        .hasLineCount(1);
  }

  @Test
  void nothingSecretIsShown() {
    SigningKey key = SigningKey.generate(KeyKind.ED25519, new SecureRandom());
    String text = PrivateKeys.plain(key);
    String body = text.lines().skip(1).findFirst().orElseThrow();

    assertThat(key.toString()).startsWith("private key of Ed25519 SHA256:");
    assertThat(Passphrase.of("tell nobody").toString()).doesNotContain("nobody");
    assertThatThrownBy(
            () -> PrivateKeys.read(text.replace("\n-----END", "!\n-----END"), () -> null))
        .satisfies(e -> assertThat(e.toString()).doesNotContain(body).doesNotContain("!"))
        .hasNoCause();
  }
}
