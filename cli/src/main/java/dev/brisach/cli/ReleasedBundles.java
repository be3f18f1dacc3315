package dev.brisach.cli;

import dev.brisach.deploy.identity.Released;
import dev.brisach.engine.config.Settings;
import dev.brisach.engine.config.SettingsReader;
import dev.brisach.release.Artifact;
import dev.brisach.release.statement.Predicate;
import dev.brisach.release.verify.ReleaseFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What the documents of a project prove of a digest. */
final class ReleasedBundles implements Released {
  private final Path root;
  private final Settings.Release release;

  ReleasedBundles(Path root, Settings.Release release) {
    this.root = root;
    this.release = release;
  }

  @Override
  public Answer of(String sha256) {
    ReleaseTrust trust = ReleaseTrust.of(root, release);
    if (trust == null) {
      return Answer.untold(
          SettingsReader.FILE + " names nobody whose signature counts: key 'release'");
    }
    ReleaseFacts facts =
        trust.facts(Artifact.ofDigest("what runs", sha256), List.of(), Clock.systemUTC().instant());
    List<Fault> faults = new ArrayList<>();
    String refused =
        facts.failed().isEmpty()
            ? ""
            : " (" + String.join("; ", facts.failed()).replace(root.toString() + "/", "") + ")";
    if (!facts.signed()) {
      faults.add(new Fault(Lack.SIGNATURE, "no trusted key signed it" + refused));
    }
    if (!facts.attested()) {
      faults.add(new Fault(Lack.PROVENANCE, "nobody who may build attests its build" + refused));
    }
    Predicate.Result gate = facts.gate();
    if (gate == null) {
      faults.add(
          new Fault(Lack.GATE, "no signed verdict of the release gate speaks of it" + refused));
    } else if (gate.word() == Predicate.Word.BAD) {
      faults.add(new Fault(Lack.GATE, "the release gate blocked it at " + gate.at()));
    }
    return new Answer("", faults);
  }
}
