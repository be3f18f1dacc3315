package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.kit.keys.AllowedSigners;
import dev.brisach.kit.keys.KeyFault;
import dev.brisach.kit.keys.KeyFiles;
import dev.brisach.kit.keys.VerifyingKey;
import dev.brisach.release.Artifact;
import dev.brisach.release.verify.Beside;
import dev.brisach.release.verify.Expectation;
import dev.brisach.release.verify.Question;
import dev.brisach.release.verify.ReleaseFacts;
import dev.brisach.release.verify.Revocations;
import dev.brisach.release.verify.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose signatures count for a project, and where its documents lie: the key {@code release}. */
record ReleaseTrust(
    Path root, Settings.Release release, Trust trust, @Nullable Revocations revocations) {
  private static final int MOST_FILES = 10_000;

  /** Reads keys and lists; null where the project trusts nobody. */
  static @Nullable ReleaseTrust of(Path root, Settings.Release release) {
    if (!release.trustsAnybody()) {
      return null;
    }
    List<VerifyingKey> keys =
        release.keys().stream().map(name -> KeyFiles.verifying(own(root, name, "keys"))).toList();
    String signers = release.signers();
    AllowedSigners list =
        signers == null ? null : KeyFiles.signers(own(root, signers, "signers"), ZoneOffset.UTC);
    String revoked = release.revoked();
    return new ReleaseTrust(
        root,
        release,
        new Trust(keys, list),
        revoked == null ? null : revocations(own(root, revoked, "revoked")));
  }

  /** Reads a list of keys that no longer count; a fault in it is a usage error with its line. */
  static Revocations revocations(Path file) {
    try {
      return Revocations.read(Files.readString(file));
    } catch (KeyFault e) {
      throw BrisachException.usage(file.toString(), e.line(), e.getMessage());
    } catch (IOException e) {
      throw BrisachException.usage(file.toString(), 0, "the list of revoked keys cannot be read");
    }
  }

  /** A file of the project; one that is missing is a fault of the settings. */
  private static Path own(Path root, String name, String key) {
    Path file = root.resolve(name).normalize();
    if (!Files.isRegularFile(file)) {
      throw new BrisachException(
          ErrorCode.USAGE,
          SettingsReader.FILE + ": release." + key + ": the project has no file '" + name + "'");
    }
    return file;
  }

  /** What the project's documents, those beside an artifact and further ones prove of it. */
  ReleaseFacts facts(Artifact artifact, List<Path> more, Instant now) {
    TreeSet<Path> documents = new TreeSet<>(more);
    Path file = artifact.file();
    if (file != null) {
      documents.addAll(Beside.of(file));
    }
    documents.addAll(kept());
    return ReleaseFacts.of(
        new Question(artifact, trust, 1, revocations, Expectation.none(), now),
        Set.copyOf(release.builders()),
        List.copyOf(documents));
  }

  /** The documents that the project keeps, and those beside what it releases. */
  private List<Path> kept() {
    List<Path> found = new ArrayList<>();
    for (String name : release.bundles()) {
      Path place = root.resolve(name).normalize();
      if (Files.isRegularFile(place)) {
        found.add(place);
      } else if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place, 4)) {
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().endsWith(Beside.SUFFIX))
              .sorted()
              .limit(MOST_FILES)
              .forEach(found::add);
        } catch (IOException e) {
          throw BrisachException.usage(name, 0, "cannot be listed");
        }
      }
    }
    for (String name : release.artifacts()) {
      found.addAll(Beside.of(root.resolve(name).normalize()));
    }
    return found;
  }
}
