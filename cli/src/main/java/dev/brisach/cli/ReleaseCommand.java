package dev.brisach.cli;

import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.sign.Signer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stage Release on its own; only push, pull and a base in a registry open a connection. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description =
        "Sign what goes out, say how it was made, verify both; build, send and fetch images.",
    subcommands = {
      ReleaseCommand.KeyGen.class,
      ReleaseCommand.Sign.class,
      AttestCommand.class,
      VerifyCommand.class,
      ImageCommand.class,
      PushCommand.class,
      PullCommand.class
    })
final class ReleaseCommand {
  @Command(
      name = "keygen",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Make a key; the private one is encrypted (PKCS #8).")
  static final class KeyGen implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private KeyOptions options = new KeyOptions();

    /** Kinds of key that are made. */
    enum Kind {
      ECDSA,
      ED25519
    }

    @Parameters(paramLabel = "FILE", description = "The private key; FILE.pub is the public one.")
    private Path file = Path.of("");

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "ecdsa (P-256, the default, which cosign takes too) or ed25519.")
    private Kind kind = Kind.ECDSA;

    @Option(
        names = "--no-passphrase",
        description = "Write the private key in the clear, where something else guards it.")
    private boolean bare;

    @Override
    public Integer call() {
      SigningKey key = NewKey.write(file, kind == Kind.ED25519, options, bare);
      output.note("private key: " + file);
      output.note("public key: " + NewKey.open(file));
      output.out().println(key.verifyingKey().fingerprint());
      output.out().flush();
      return Exit.OK;
    }
  }

  @Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Sign a file; the bundle is one of Sigstore's, as cosign reads and writes them.")
  static final class Sign implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Mixin private KeyOptions options = new KeyOptions();

    @Parameters(paramLabel = "SUBJECT", description = "A file, or sha256:DIGEST.")
    private String subject = "";

    @Option(
        names = "--key",
        required = true,
        paramLabel = "FILE",
        description = "The private key: PKCS #8 or OpenSSH, Ed25519 or ECDSA P-256.")
    private Path key = Path.of("");

    @Option(
        names = "--bundle",
        paramLabel = "FILE",
        description = "Where to write the bundle (default: SUBJECT.sigstore.json).")
    private @Nullable Path bundle;

    @Override
    public Integer call() {
      Artifact artifact = Artifact.named(subject);
      SigningKey signing = KeyFiles.signing(key, options::passphrase);
      Bundle made = Signer.sign(artifact, signing);
      Path file = bundle == null ? BundleFiles.beside(artifact, "") : bundle;
      BundleFiles.write(file, made);
      output.note("signed " + artifact + " with " + signing.verifyingKey());
      output.out().println(file);
      output.out().flush();
      return Exit.OK;
    }
  }
}
