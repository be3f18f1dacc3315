package dev.brisach.cli;

import dev.brisach.core.Asset;
import dev.brisach.core.BrisachException;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.assurance.Verdict;
import dev.brisach.core.json.Json;
import dev.brisach.engine.Project;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.kit.policy.ArtifactFacts;
import dev.brisach.release.Artifact;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.verify.ReleaseFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is true of an artifact's release: established by verifying the documents beside it with the
 * keys that {@code brisach.yaml} trusts, never by what an earlier run wrote down.
 *
 * @param facts null where the project trusts no key, so that nothing can be verified
 */
record ReleaseTruth(Artifact artifact, @Nullable ReleaseFacts facts) {
  /** Verifies what lies beside an artifact, and further documents. */
  static ReleaseTruth of(Project project, Artifact artifact, List<Path> more, Instant now) {
    ReleaseTrust trust = ReleaseTrust.of(project.root(), project.settings().release());
    return new ReleaseTruth(artifact, trust == null ? null : trust.facts(artifact, more, now));
  }

  /**
   * The releases that a project declares, each verified anew. A verdict that is not signed is taken
   * from this project's own ledger, as long as it spoke of the same bytes.
   */
  static List<Release> declared(
      Project project, List<Release> known, Instant now, Consumer<String> notes) {
    List<Release> releases = new ArrayList<>();
    for (String path : project.settings().release().artifacts()) {
      Path file = project.root().resolve(path);
      if (!Files.isRegularFile(file)) {
        notes.accept("brisach: " + path + ": no such file; its release is not known");
        continue;
      }
      try {
        ReleaseTruth truth = of(project, Artifact.of(file), List.of(), now);
        truth.failures().forEach(line -> notes.accept("brisach: " + line));
        releases.add(truth.release(Asset.file(path), project.git().revision(), known, now));
      } catch (BrisachException e) {
        notes.accept("brisach: " + path + ": its release is not known: " + e.getMessage());
      }
    }
    return releases;
  }

  private Release release(
      Asset asset, @Nullable String revision, List<Release> known, Instant now) {
    Verdict gate = signedVerdict();
    Instant asked = facts == null || facts.gate() == null ? null : facts.gate().at();
    if (gate == null) {
      for (Release earlier : known) {
        if (earlier.artifact().equals(asset)
            && digest().equals(earlier.digest())
            && Objects.equals(earlier.revision(), revision(revision))
            && earlier.gate() != null) {
          gate = earlier.gate();
          asked = earlier.asked() == null ? earlier.at() : earlier.asked();
        }
      }
    }
    return release(asset, revision, gate, asked, now);
  }

  /** What the ledger keeps. */
  Release release(
      Asset asset,
      @Nullable String revision,
      @Nullable Verdict gate,
      @Nullable Instant asked,
      Instant now) {
    return new Release(
        asset,
        digest(),
        revision(revision),
        facts != null && facts.signed(),
        facts != null && facts.attested(),
        signers(),
        gate,
        asked,
        now);
  }

  /** An artifact without provenance is taken for one of the state that it is declared in. */
  private @Nullable String revision(@Nullable String state) {
    return facts == null || facts.revision() == null ? state : facts.revision();
  }

  String digest() {
    return "sha256:" + artifact.sha256();
  }

  private List<String> signers() {
    return facts == null
        ? List.of()
        : facts.signers().stream().map(VerifyingKey::fingerprint).sorted().toList();
  }

  /**
   * Documents that prove nothing, and why; sorted, and without the folder they lie in. Those of
   * other artifacts only where they lie beside this one.
   */
  List<String> failures() {
    if (facts == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(facts.failed());
    String beside = artifact.file() + ".";
    facts.foreign().stream().filter(line -> line.startsWith(beside)).forEach(lines::add);
    Path folder = artifact.file() == null ? null : artifact.file().getParent();
    String start = folder == null ? "" : folder + "/";
    return lines.stream()
        .map(line ->
            !start.isEmpty() && line.startsWith(start) ? line.substring(start.length()) : line)
        .sorted()
        .toList();
  }

  /** The same for policies: what nobody could establish is null. */
  ArtifactFacts policyFacts() {
    return facts == null
        ? new ArtifactFacts(artifact.name(), digest(), null, null, null, null, null)
        : new ArtifactFacts(
            artifact.name(),
            digest(),
            facts.revision(),
            facts.signed(),
            facts.attested(),
            signers(),
            facts.builder());
  }

  private @Nullable Verdict signedVerdict() {
    Predicate.Result result = facts == null ? null : facts.gate();
    if (result == null) {
      return null;
    }
    List<Verdict.Reason> reasons = new ArrayList<>();
    for (Json item : result.content().list("reasons")) {
      if (item instanceof Json.Obj one) {
        reasons.add(
            new Verdict.Reason(
                one.need("rule"),
                word(one.need("verdict")),
                one.text("threat"),
                one.need("message")));
      }
    }
    return new Verdict(Verdict.Gate.RELEASE, word(result.result()), reasons);
  }

  private static Verdict.Word word(String text) {
    return Verdict.Word.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
