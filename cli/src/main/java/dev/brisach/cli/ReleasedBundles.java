package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.deploy.identity.Released;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.envelope.Bundle;
import dev.brisach.release.standing.Standing;
import dev.brisach.release.statement.GateVerdict;
import dev.brisach.release.verify.Beside;
import dev.brisach.release.verify.Revocations;
import dev.brisach.release.verify.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the bundles of a project prove of artifacts: those that {@code release} in {@code
 * brisach.yaml} names, under the keys that it trusts.
 */
final class ReleasedBundles implements Released {
  private static final String SUFFIX = "sigstore.json";
  private static final int MOST_FILES = 10_000;

  private final Path root;
  private final Settings.Release release;
  private final Clock clock;
  private Standing.@Nullable Believed believed;
  private @Nullable SortedMap<String, byte[]> documents;

  ReleasedBundles(Path root, Settings.Release release, Clock clock) {
    this.root = root;
    this.release = release;
    this.clock = clock;
  }

  @Override
  public Answer of(String sha256) {
    if (!release.trustsAnybody()) {
      return Answer.untold(
          SettingsReader.FILE + " names nobody whose signature counts: key 'release'");
    }
    Standing standing = standing(Artifact.ofDigest("what runs", sha256));
    List<Fault> faults = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    String refused =
        standing.refusals().isEmpty() ? "" : " (" + String.join("; ", standing.refusals()) + ")";
    if (standing.signed()) {
      facts.add("signed");
    } else {
      faults.add(new Fault(Lack.SIGNATURE, "no trusted key signed it" + refused));
    }
    if (standing.provenance() == null) {
      faults.add(new Fault(Lack.PROVENANCE, "nobody who may build attests its build" + refused));
    } else {
      facts.add("built by " + standing.provenance().builder());
    }
    GateVerdict gate = standing.gate();
    if (standing.passed()) {
      facts.add("the release gate let it pass");
    } else {
      faults.add(
          new Fault(
              Lack.GATE,
              gate == null
                  ? "no signed verdict of the release gate speaks of it" + refused
                  : "the release gate blocked it at " + gate.at() + reasons(gate)));
    }
    return new Answer("", faults, facts);
  }

  private static String reasons(GateVerdict gate) {
    List<String> blocking =
        gate.reasons().stream()
            .filter(reason -> reason.verdict().equals("block"))
            .map(GateVerdict.Reason::message)
            .limit(3)
            .toList();
    return blocking.isEmpty() ? "" : ": " + String.join("; ", blocking);
  }

  /** What is proved of an artifact. */
  synchronized Standing standing(Artifact artifact) {
    Standing.Believed trusted = believed;
    SortedMap<String, byte[]> found = documents;
    if (trusted == null || found == null) {
      trusted = believed();
      found = documents();
      believed = trusted;
      documents = found;
    }
    return Standing.of(artifact, trusted, found, clock.instant());
  }

  private Standing.Believed believed() {
    List<VerifyingKey> keys =
        release.keys().stream().map(name -> KeyFiles.verifying(own(name, "keys"))).toList();
    String signers = release.signers();
    AllowedSigners list =
        signers == null ? null : KeyFiles.signers(own(signers, "signers"), ZoneOffset.UTC);
    String revoked = release.revoked();
    return new Standing.Believed(
        new Trust(keys, list),
        revoked == null ? null : revocations(own(revoked, "revoked")),
        Set.copyOf(release.builders()));
  }

  private static Revocations revocations(Path file) {
    try {
      return Revocations.read(Files.readString(file));
    } catch (KeyFault e) {
      throw BrisachException.usage(file.toString(), e.line(), e.getMessage());
    } catch (IOException e) {
      throw BrisachException.usage(file.toString(), 0, "the list of revoked keys cannot be read");
    }
  }

  /** A file of the project; one outside it or missing is a fault of the settings. */
  private Path own(String name, String key) {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root.normalize()) || !Files.isRegularFile(file)) {
      throw new BrisachException(
          ErrorCode.USAGE,
          SettingsReader.FILE + ": release." + key + ": the project has no file '" + name + "'");
    }
    return file;
  }

  private SortedMap<String, byte[]> documents() {
    SortedMap<String, byte[]> found = new TreeMap<>();
    for (String name : release.bundles()) {
      Path place = root.resolve(name).normalize();
      if (!place.startsWith(root.normalize())) {
        continue;
      }
      if (Files.isRegularFile(place)) {
        add(place, found);
      } else if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place, 4)) {
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted()
              .limit(MOST_FILES)
              .forEach(file -> add(file, found));
        } catch (IOException e) {
          throw BrisachException.usage(name, 0, "cannot be listed");
        }
      }
    }
    for (String name : release.artifacts()) {
      Path artifact = root.resolve(name).normalize();
      if (artifact.startsWith(root.normalize())) {
        Beside.of(artifact).forEach(file -> add(file, found));
      }
    }
    return found;
  }

  private void add(Path file, SortedMap<String, byte[]> into) {
    try (InputStream in = Files.newInputStream(file)) {
      into.put(
          root.relativize(file).toString().replace('\\', '/'),
          in.readNBytes(Bundle.MOST_BYTES + 1));
    } catch (IOException e) {
      throw BrisachException.usage(file.toString(), 0, "cannot be read");
    }
  }
}
