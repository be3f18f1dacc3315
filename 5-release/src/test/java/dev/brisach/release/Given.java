package dev.brisach.release;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.keys.KeyKind;
import dev.brisach.kit.keys.SigningKey;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.sign.Signer;
import dev.brisach.release.statement.GateVerdict;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.statement.Statement;
import dev.brisach.release.verify.Expectation;
import dev.brisach.release.verify.Question;
import dev.brisach.release.verify.Trust;
import dev.brisach.release.verify.Verification;
import dev.brisach.release.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An artifact, a key, and documents about it. */
public final class Given {
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  public final SigningKey key;
  public final Artifact artifact;

  private Given(SigningKey key, Artifact artifact) {
    this.key = key;
    this.artifact = artifact;
  }

  public static Given of(Path folder, KeyKind kind) {
    try {
      Path file = Files.writeString(folder.resolve("app.jar"), "an artifact");
      return new Given(SigningKey.generate(kind, new SecureRandom()), Artifact.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Json.Obj json(String text) {
    return JsonReader.readObject(bytes(text.replace('\'', '"')));
  }

  public byte[] signed() {
    return Signer.sign(artifact, key).write();
  }

  public byte[] attested(String type, String predicate) {
    Predicate read = Predicate.read(type, json(predicate));
    return Signer.attest(Statement.of(artifact.name(), artifact.sha256(), read).payload(), key)
        .write();
  }

  public byte[] passed() {
    return Signer.attest(
            Statement.of(artifact.name(), artifact.sha256(), verdict("pass").predicate()).payload(),
            key)
        .write();
  }

  public static GateVerdict verdict(String word) {
    return new GateVerdict(
        "release",
        word,
        List.of(new GateVerdict.Reason("gap", "warn", "T-1", "nothing looked")),
        new GateVerdict.Inputs("1", "sha256:" + "0".repeat(64), List.of("b", "a")),
        "c0ffee",
        NOW.minusSeconds(60));
  }

  public Question question() {
    return question(List.of(key.verifyingKey()), 1, Expectation.none());
  }

  public Question question(List<VerifyingKey> keys, int threshold, Expectation expected) {
    return new Question(artifact, new Trust(keys, null), threshold, null, expected, NOW);
  }

  public Verification verify(byte[] document) {
    return Verifier.verify(question(), Map.of("document", document));
  }
}
