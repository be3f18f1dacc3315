package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Path traversal (CWE-22), by probes that no sink can turn into damage: {@code /proc/version},
 * which nobody can write, and folders, which cannot be opened as files. What only shows by writing
 * is not tried.
 */
final class PathTraversal implements Detector {
  private static final Card CARD =
      new Card(
          "path-traversal",
          List.of(22),
          Severity.HIGH,
          "Input does not lead out of a folder",
          "Path traversal",
          "Resolve the path, make it real, and refuse what does not begin with the folder; better, let"
              + " input choose among known names",
          "Which of your paths hold a name from a request, and who checks the resolved path?",
          "https://owasp.org/www-community/attacks/Path_Traversal");

  private static final String UP = "../../../../../../../../../../";
  private static final String SHOWN = "Linux version ";
  private static final List<String> CLIMBS =
      List.of(
          UP,
          "/",
          "....//....//....//....//....//....//....//....//",
          "..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f",
          "..\\..\\..\\..\\..\\..\\..\\..\\",
          "file:///");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    return true;
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().kind().encodings()) {
      Verdict verdict = content(examination, encoding);
      if (verdict == null) {
        verdict = existence(examination, encoding);
      }
      if (verdict == null) {
        verdict = sameFile(examination, encoding);
      }
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  private static @Nullable Verdict content(Examination examination, Encoding encoding)
      throws WireException {
    for (String climb : CLIMBS) {
      Sender.Seen seen = send(examination, climb + "proc/version", encoding);
      if (!seen.exchange().response().text().contains(SHOWN)) {
        continue;
      }
      Sender.Seen other = send(examination, climb + examination.markers().nowhere(), encoding);
      Sender.Seen again = send(examination, climb + "proc/version", encoding);
      boolean holds =
          again.exchange().response().text().contains(SHOWN)
              && !other.exchange().response().text().contains(SHOWN);
      if (holds) {
        return new Verdict.Found(
            Confidence.PROVED,
            "the answer shows a file of the machine, /proc/version",
            new Proof(
                "a path out of the folder is read, one that does not exist is not",
                List.of(
                    Proofs.step(
                        Proof.Role.CONTROL,
                        examination.point(),
                        other.exchange(),
                        Proofs.lacks(SHOWN)),
                    Proofs.step(
                        Proof.Role.ATTACK, examination.point(), seen.exchange(), Proofs.has(SHOWN)),
                    Proofs.step(
                        Proof.Role.REPEAT,
                        examination.point(),
                        again.exchange(),
                        Proofs.has(SHOWN)))));
      }
    }
    return null;
  }

  /** Two folders that are there answer alike, two that are not as well, and not like those. */
  private static @Nullable Verdict existence(Examination examination, Encoding encoding)
      throws WireException {
    if (examination.mayWrite()) {
      return null; // what was stored by an earlier try may answer for the folder
    }
    Sender.Seen etc = send(examination, UP + "etc", encoding);
    Sender.Seen none = send(examination, UP + examination.markers().nowhere(), encoding);
    Baseline baseline = examination.baseline();
    if (baseline.alike(etc.look(), none.look())) {
      return null;
    }
    Sender.Seen usr = send(examination, UP + "usr", encoding);
    Sender.Seen other = send(examination, UP + examination.markers().nowhere(), encoding);
    Sender.Seen again = send(examination, UP + "var", encoding);
    boolean holds =
        baseline.alike(etc.look(), usr.look())
            && baseline.alike(etc.look(), again.look())
            && baseline.alike(none.look(), other.look())
            && !baseline.alike(usr.look(), other.look());
    return holds
        ? new Verdict.Found(
            Confidence.PROVED,
            "the answer tells which folders of the machine exist",
            proof(examination, List.of(none, etc, other, usr)))
        : null;
  }

  /**
   * The sample's own file by another way to it, and not by a way over a folder that is not there.
   */
  private static @Nullable Verdict sameFile(Examination examination, Encoding encoding)
      throws WireException {
    String value = examination.point().value();
    boolean name = value.length() >= 3 && value.indexOf('.') > 0 && value.indexOf('/') < 0;
    if (!name || examination.mayWrite()) {
      return null;
    }
    Baseline baseline = examination.baseline();
    String word = examination.markers().word();
    Sender.Seen dot = send(examination, Placement.PREPEND, "./", encoding);
    Sender.Seen away = send(examination, Placement.PREPEND, word + "/", encoding);
    if (!baseline.alike(dot.look()) || baseline.alike(away.look())) {
      return null;
    }
    Sender.Seen back = send(examination, Placement.PREPEND, word + "/../", encoding);
    Sender.Seen again = send(examination, Placement.PREPEND, "././", encoding);
    boolean raw =
        baseline.alike(again.look())
            && !baseline.alike(back.look())
            && baseline.alike(back.look(), away.look());
    return raw
        ? new Verdict.Found(
            Confidence.LIKELY,
            "the file system itself resolves it: ./ leads to the same file, a folder that is not"
                + " there and back does not",
            proof(examination, List.of(away, dot, back, again)))
        : null;
  }

  private static Proof proof(Examination examination, List<Sender.Seen> turns) {
    List<Look> controls = List.of(turns.get(0).look(), turns.get(2).look());
    List<Look> attacks = List.of(turns.get(1).look(), turns.get(3).look());
    boolean status = controls.getFirst().status() != attacks.getFirst().status();
    String shows = status ? "" : Baseline.telling(attacks, controls);
    String hides = status ? "" : Baseline.telling(controls, attacks);
    List<Proof.Step> steps = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      boolean attack = i % 2 == 1;
      Exchange exchange = turns.get(i).exchange();
      List<Proof.Expectation> expectations = new ArrayList<>();
      expectations.add(Proofs.status(exchange));
      String has = attack ? shows : hides;
      String lacks = attack ? hides : shows;
      if (!has.isEmpty()) {
        expectations.add(Proofs.has(has));
      }
      if (!lacks.isEmpty()) {
        expectations.add(Proofs.lacks(lacks));
      }
      steps.add(
          Proofs.step(
              !attack ? Proof.Role.CONTROL : i == 1 ? Proof.Role.ATTACK : Proof.Role.REPEAT,
              examination.point(),
              exchange,
              expectations.toArray(new Proof.Expectation[0])));
    }
    return new Proof("a path out of the folder is followed, and the answer shows it", steps);
  }

  private static Sender.Seen send(Examination examination, String text, Encoding encoding)
      throws WireException {
    return send(examination, Placement.REPLACE, text, encoding);
  }

  private static Sender.Seen send(
      Examination examination, Placement placement, String text, Encoding encoding)
      throws WireException {
    return examination.send(Payload.read(text), placement, encoding);
  }
}
