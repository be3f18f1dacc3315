package dev.brisach.test.answers;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Phase;
import dev.brisach.core.Proof;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import java.util.List;
import java.util.stream.IntStream;

/** What the checks of this package have in common: a running service, its endpoints as subjects. */
abstract class LiveCheck implements Check<LiveService> {
  private final CheckInfo info;

  LiveCheck(String id, String title, int... cwes) {
    info =
        new CheckInfo(
            id,
            1,
            title,
            List.of(Stage.TEST, Stage.DEPLOY),
            Phase.LIVE,
            SubjectKind.of(AssetKind.ENDPOINT),
            IntStream.of(cwes).mapToObj(Weakness::cwe).toList(),
            List.of(id),
            List.of("running service"),
            Effect.TRAFFIC);
  }

  @Override
  public final CheckInfo info() {
    return info;
  }

  @Override
  public final Class<LiveService> subjectType() {
    return LiveService.class;
  }

  /** Tells the inventory of an endpoint and asks whether the run goes on. */
  static void meet(Sampled sampled, Context context, Recorder recorder) {
    context.checkCancelled();
    recorder.discovered(sampled.endpoint(), sampled.container(), "");
  }

  /** A finding at an endpoint. */
  Finding.Builder finding(
      Sampled sampled, Severity severity, Confidence confidence, Proof proof, int... cwes) {
    return Finding.of(info.id(), severity, confidence)
        .cwe(cwes)
        .at(sampled.endpoint(), sampled.location())
        .detail("endpoint", sampled.call())
        .proof(proof);
  }

  static Lesson lesson(String why, String how, String fix, String question, int cwe, String sheet) {
    return new Lesson(
        why,
        how,
        fix,
        question,
        List.of(
            "https://cwe.mitre.org/data/definitions/" + cwe + ".html",
            "https://cheatsheetseries.owasp.org/cheatsheets/" + sheet + ".html"));
  }
}
