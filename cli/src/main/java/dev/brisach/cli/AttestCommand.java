package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.sign.Signer;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.PredicateType;
import dev.brisach.release.statement.Statement;
import dev.brisach.release.statement.StatementFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a statement about what goes out. */
@Command(
    name = "attest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sign a statement about a file: how it was built, what is in it, or your own.")
final class AttestCommand implements Callable<Integer> {
  /** Its Base64 has to stay below the longest text that is read in JSON. */
  private static final int MOST_BYTES = 23 << 20;

  @Mixin private Output output = new Output();
  @Mixin private KeyOptions options = new KeyOptions();

  @Parameters(paramLabel = "SUBJECT", description = "A file, or sha256:DIGEST.")
  private String subject = "";

  /** What to say; exactly one. */
  static final class Claim {
    @Option(
        names = "--predicate",
        paramLabel = "FILE",
        description = "The content of the statement, JSON; its type is said by --type.")
    private @Nullable Path predicate;

    @Option(
        names = "--sbom",
        arity = "0..1",
        fallbackValue = "",
        paramLabel = "FILE",
        description =
            "What is in it: a document of CycloneDX or SPDX; without a file it is made from PROJECT.")
    private @Nullable String sbom;

    @Option(
        names = "--vex",
        paramLabel = "FILE",
        description = "Which known vulnerabilities concern it: a document of OpenVEX.")
    private @Nullable Path vex;

    @Option(
        names = "--provenance",
        description = "How it was built: commit, builder and packages of PROJECT.")
    private boolean provenance;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Claim claim = new Claim();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The type of --predicate: a URI, or one of provenance, test-result, vsa, …")
  private @Nullable String type;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key: PKCS #8 or OpenSSH, Ed25519 or ECDSA P-256.")
  private Path key = Path.of("");

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "Where to write the bundle (default: SUBJECT.TYPE.sigstore.json).")
  private @Nullable Path bundle;

  @Mixin private ProvenanceOptions build = new ProvenanceOptions();

  @Override
  public Integer call() {
    Artifact artifact = Artifact.named(subject);
    SigningKey signing = KeyFiles.signing(key, options::passphrase);
    byte[] payload;
    Predicate said;
    if (claim.provenance) {
      said = build.predicate(artifact, bundle, Clock.systemUTC().instant(), output);
      payload = Statement.of(artifact.name(), artifact.sha256(), said).payload();
    } else {
      byte[] text = text();
      said = read(text);
      payload = Statement.payload(artifact.name(), artifact.sha256(), said, text);
    }
    PredicateType known = PredicateType.of(said.type());
    Path file =
        bundle == null
            ? BundleFiles.beside(artifact, known == null ? "statement" : known.word())
            : bundle;
    BundleFiles.write(file, Signer.attest(payload, signing));
    output.note("attested " + said.type() + " of " + artifact);
    output.out().println(file);
    output.out().flush();
    return Exit.OK;
  }

  private String name() {
    return claim.predicate != null
        ? claim.predicate.toString()
        : claim.vex != null ? claim.vex.toString() : java.util.Objects.toString(claim.sbom, "");
  }

  private byte[] text() {
    if (claim.sbom != null && claim.sbom.isEmpty()) {
      return build.bom(Clock.systemUTC().instant(), output).getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(Path.of(name()))) {
      byte[] text = in.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        throw BrisachException.usage(name(), 0, "larger than 23 MB");
      }
      return text;
    } catch (IOException e) {
      throw BrisachException.usage(name(), 0, "cannot be read");
    }
  }

  private Predicate read(byte[] text) {
    try {
      Json.Obj content = JsonReader.readObject(text);
      return Predicate.read(uri(content), content);
    } catch (JsonFault e) {
      throw BrisachException.usage(name(), 0, "no JSON object: " + e.getMessage());
    } catch (StatementFault e) {
      throw BrisachException.usage(name(), 0, e.getMessage());
    }
  }

  private String uri(Json.Obj content) {
    if (claim.predicate != null) {
      if (type == null) {
        throw new BrisachException(
            ErrorCode.USAGE,
            "--predicate needs --type: a URI, or one of "
                + String.join(", ", List.copyOf(PredicateType.words())));
      }
      String uri = PredicateType.uri(type);
      if (uri.indexOf(':') < 0) {
        throw new BrisachException(
            ErrorCode.USAGE,
            type + ": no type; a URI, or one of " + String.join(", ", PredicateType.words()));
      }
      return uri;
    }
    if (claim.vex != null) {
      return PredicateType.OPENVEX.uri();
    }
    return content.text("spdxVersion") != null
        ? PredicateType.SPDX.uri()
        : PredicateType.CYCLONEDX.uri();
  }
}
