package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two ways in which most flaws are proved: a product that only somebody who computes can know,
 * and a pair of texts that differ in nothing but whether they are true.
 */
final class Pairs {
  private Pairs() {}

  /** A text made from two random numbers and a random word. */
  @FunctionalInterface
  interface Text {
    String of(int a, int b, String word);
  }

  /** What must come back where the text was computed. */
  record Echo(Placement placement, Text sent, Text back) {}

  /**
   * Two texts that ask the same, one truly and one falsely.
   *
   * @param turned the same in other words, asked in every other turn; a service that only reacts to
   *     a character of one text reacts to it there too, where it stands for the contrary
   */
  record Question(Placement placement, Text truly, Text falsely, @Nullable Question turned) {
    Question(Placement placement, Text truly, Text falsely) {
      this(placement, truly, falsely, null);
    }

    Question turn(int i) {
      return i % 2 == 1 && turned != null ? turned : this;
    }
  }

  /** Sends a text twice with other numbers; null where the product does not come back. */
  static @Nullable Verdict echoed(
      Examination examination, Echo echo, Encoding encoding, Confidence confidence, String message)
      throws WireException {
    List<Proof.Step> steps = new ArrayList<>();
    String before = examination.baseline().exchange().response().text();
    for (int i = 0; i < 2; i++) {
      int a = examination.markers().number(10_000, 99_999);
      int b = examination.markers().number(10_000, 99_999);
      String word = examination.markers().word(6);
      String back = echo.back().of(a, b, word);
      Sender.Seen seen =
          examination.send(Payload.read(echo.sent().of(a, b, word)), echo.placement(), encoding);
      if (before.contains(back) || !seen.exchange().response().text().contains(back)) {
        return null;
      }
      if (i == 0) {
        steps.add(
            Proofs.step(
                Proof.Role.CONTROL,
                examination.point(),
                examination.baseline().exchange(),
                Proofs.lacks(back)));
      }
      steps.add(
          Proofs.step(
              i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT,
              examination.point(),
              seen.exchange(),
              Proofs.has(back)));
    }
    return new Verdict.Found(
        confidence, message, new Proof("the answer holds what was never sent: the result", steps));
  }

  /**
   * Asks truly and falsely three times in turn with other numbers; null where the answers do not
   * tell true from false each time.
   *
   * @param likeSample the true text must be answered as the sample is
   */
  static @Nullable Verdict told(
      Examination examination,
      Question question,
      Encoding encoding,
      boolean likeSample,
      String message)
      throws WireException {
    List<Sender.Seen> yes = new ArrayList<>();
    List<Sender.Seen> no = new ArrayList<>();
    Baseline baseline = examination.baseline();
    if (baseline.broken()) {
      return null; // a service that fails at its own sample tells nothing by failing
    }
    for (int i = 0; i < 3; i++) {
      int a = examination.markers().number(1000, 9000);
      int b = examination.markers().number(1000, 9000);
      String word = examination.markers().word(6);
      String truly = question.turn(i).truly().of(a, b, word);
      String falsely = question.turn(i).falsely().of(a, b, word);
      if (i % 2 == 0) {
        no.add(send(examination, falsely, question, encoding));
        if (likeSample && i == 0 && baseline.alike(no.getFirst().look())) {
          return null;
        }
        yes.add(send(examination, truly, question, encoding));
      } else {
        yes.add(send(examination, truly, question, encoding));
        no.add(send(examination, falsely, question, encoding));
      }
      Look good = yes.getFirst().look();
      boolean holds =
          good.status() < 500
              && (!likeSample || baseline.alike(good))
              && baseline.alike(good, yes.getLast().look())
              && baseline.alike(no.getFirst().look(), no.getLast().look())
              && !baseline.alike(good, no.getLast().look());
      if (!holds) {
        return null;
      }
    }
    return new Verdict.Found(Confidence.PROVED, message, proof(examination, yes, no));
  }

  private static Sender.Seen send(
      Examination examination, String text, Question question, Encoding encoding)
      throws WireException {
    return examination.send(Payload.read(text), question.placement(), encoding);
  }

  private static Proof proof(Examination examination, List<Sender.Seen> yes, List<Sender.Seen> no) {
    List<Look> good = yes.stream().map(Sender.Seen::look).toList();
    List<Look> bad = no.stream().map(Sender.Seen::look).toList();
    boolean status = good.getFirst().status() != bad.getFirst().status();
    String shows = status ? "" : Baseline.telling(good, bad);
    String hides = status || !shows.isEmpty() ? "" : Baseline.telling(bad, good);
    List<Proof.Step> steps = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Proof.Role role = i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT;
      steps.add(step(examination, role, yes.get(i), shows, hides));
      steps.add(step(examination, Proof.Role.CONTROL, no.get(i), hides, shows));
    }
    return new Proof("what is true gets one answer and what is false another", steps);
  }

  private static Proof.Step step(
      Examination examination, Proof.Role role, Sender.Seen seen, String has, String lacks) {
    List<Proof.Expectation> expectations = new ArrayList<>();
    expectations.add(Proofs.status(seen.exchange()));
    if (!has.isEmpty()) {
      expectations.add(Proofs.has(has));
    }
    if (!lacks.isEmpty()) {
      expectations.add(Proofs.lacks(lacks));
    }
    return Proofs.step(
        role, examination.point(), seen.exchange(), expectations.toArray(new Proof.Expectation[0]));
  }
}
