package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Path traversal (CWE-22), by probes that no sink can turn into damage: files and folders of {@code
 * /proc}, which nobody can truncate, remove or rename. What a service only writes shows by {@code
 * clear_refs}, which takes every write and keeps none, beside a name that nobody can create there.
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

  /**
   * Something that is there on every Linux, below a folder of {@code /proc}.
   *
   * @param other another of its kind
   * @param decoy made of the same words, and not there
   */
  private record Entry(
      String words, String folder, String name, String otherFolder, String other, String decoy) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "files of the machine exist", "proc/", "version", "proc/", "meminfo", "version/self"),
          new Entry(
              "files of the machine can be opened for writing",
              "proc/self/",
              "clear_refs",
              "proc/thread-self/",
              "clear_refs",
              "clear_refs/self"),
          new Entry(
              "folders of the machine exist",
              "proc/self/",
              "././task",
              "proc/sys/",
              "kernel",
              "task/self"));

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
    for (Encoding encoding : examination.point().encodings()) {
      Verdict verdict = content(examination, encoding);
      for (Entry entry : ENTRIES) {
        for (String before : before(examination.point().value())) {
          verdict = verdict == null ? there(examination, before, entry, encoding) : verdict;
        }
      }
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CLEAN;
  }

  /** The ways out: up, and up from the first folder of a value that has one. */
  private static List<String> before(String value) {
    int slash = value.indexOf('/');
    boolean folder =
        slash > 0 && slash < 40 && value.chars().limit(slash).allMatch(PathTraversal::isLetter);
    return folder ? List.of(UP, value.substring(0, slash + 1) + UP) : List.of(UP);
  }

  private static boolean isLetter(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static @Nullable Verdict content(Examination examination, Encoding encoding)
      throws WireException {
    Set<String> climbs = new LinkedHashSet<>(CLIMBS);
    climbs.addAll(before(examination.point().value()));
    for (String climb : climbs) {
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

  /**
   * What is there answers alike, and unlike what is not there under a name as long. Each text is
   * written in a way of its own, so that nothing stored by an earlier try answers for it; the decoy
   * tells a path from the words in it, which a search or a filter may know.
   */
  private static @Nullable Verdict there(
      Examination examination, String before, Entry entry, Encoding encoding) throws WireException {
    Baseline baseline = examination.baseline();
    Markers markers = examination.markers();
    String way = before + entry.folder();
    int length = entry.name().length();
    String detour = markers.detour();
    Sender.Seen none = send(examination, way + detour + markers.word(length), encoding);
    Sender.Seen one = send(examination, way + detour + entry.name(), encoding);
    if (baseline.alike(one.look(), none.look())) {
      return null;
    }
    detour = markers.detour();
    Sender.Seen again = send(examination, way + detour + entry.name(), encoding);
    Sender.Seen none2 = send(examination, way + detour + markers.word(length), encoding);
    detour = markers.detour();
    Sender.Seen other =
        send(examination, before + entry.otherFolder() + detour + entry.other(), encoding);
    Sender.Seen decoy = send(examination, way + detour + entry.decoy(), encoding);
    boolean holds =
        baseline.alike(one.look(), again.look())
            && baseline.alike(none.look(), none2.look())
            && !baseline.alike(again.look(), none2.look())
            && !baseline.alike(other.look(), none.look())
            && !baseline.alike(decoy.look(), one.look());
    return holds
        ? new Verdict.Found(
            Confidence.PROVED,
            "the answer tells which " + entry.words(),
            proof(examination, List.of(none, one, none2, again)))
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
    Payload payload = Payload.read(text);
    Exchange exchange =
        examination.sender().exchange(examination.point(), payload, Placement.REPLACE, encoding);
    return new Sender.Seen(exchange, Look.of(exchange, text, forms(text)));
  }

  /** A path as services write it back: with single slashes, without dots, made absolute. */
  private static List<String> forms(String path) {
    String single = path;
    while (single.contains("//")) {
      single = single.replace("//", "/");
    }
    String plain = single;
    while (plain.contains("/./")) {
      plain = plain.replace("/./", "/");
    }
    int end = plain.lastIndexOf("../");
    String below = end < 0 ? plain : plain.substring(end + 2);
    return List.of(single, plain, below);
  }
}
