package dev.brisach.deploy.probe;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Evidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Outcome;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.surface.Harmful;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs one {@link Detector} over all insertion points of a service. */
public final class DetectorCheck implements Check<LiveService> {
  private static final int ABREAST = 12;

  /** How long the last ones who follow a payload are waited for. */
  private static final Duration LATE = Duration.ofMillis(1_500);

  /** Something that our listener may still hear of. */
  private record Waiting(Survey.Target target, InsertionPoint point, Verdict.Later later) {}

  /** One run of the detector over a service. */
  private record Visit(
      Survey survey, Context context, Markers markers, Recorder recorder, Queue<Waiting> waiting) {}

  private static final String OUT_OF_REACH =
      "nothing called our listener, which a service in a container of its own cannot reach";

  private final Detector detector;
  private final CheckInfo info;

  DetectorCheck(Detector detector) {
    this.detector = detector;
    Detector.Card card = detector.card();
    this.info =
        new CheckInfo(
            "deploy.probe." + card.name(),
            1,
            card.title(),
            List.of(Stage.TEST, Stage.DEPLOY),
            Phase.LIVE,
            SubjectKind.of(AssetKind.ENDPOINT),
            card.cwe().stream().map(Weakness::cwe).toList(),
            List.of(),
            List.of("running service"),
            Effect.TRAFFIC);
  }

  @Override
  public CheckInfo info() {
    return info;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    Survey survey = service.learnt(Survey.OF);
    if (survey.targets().isEmpty()) {
      recorder.skip("no endpoint was found; name an OpenAPI file, a HAR file or a start page");
      return;
    }
    Markers markers = new Markers(context.clock().millis() ^ info.id().hashCode());
    List<Survey.Target> targets = ordered(survey.targets(), context);
    targets.forEach(
        target -> recorder.discovered(target.endpoint().endpoint(), service.asset(), ""));
    survey.tellCrawled(recorder);
    // what reads first: a write in between would change what the others compare with
    List<Survey.Target> reading =
        targets.stream().filter(target -> !target.endpoint().writes()).toList();
    List<Survey.Target> writing =
        targets.stream().filter(target -> target.endpoint().writes()).toList();
    Visit visit = new Visit(survey, context, markers, recorder, new ConcurrentLinkedQueue<>());
    try {
      both(visit, reading, writing);
    } finally {
      survey.execution().rest();
    }
  }

  private void both(Visit visit, List<Survey.Target> reading, List<Survey.Target> writing) {
    all(visit, reading);
    if (!writing.isEmpty() && visit.context().ceiling().compareTo(Effect.CHANGE) >= 0) {
      visit.survey().written();
    }
    all(visit, writing);
    harvest(visit);
  }

  /** Asks the listener who came; what came is tried again. */
  private void harvest(Visit visit) {
    if (visit.waiting().isEmpty()) {
      return;
    }
    try {
      Thread.sleep(LATE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    List<Waiting> silent = new ArrayList<>();
    for (Waiting one : visit.waiting()) {
      visit.context().checkCancelled();
      if (!visit.survey().heard(one.later().tokens())) {
        silent.add(one);
        continue;
      }
      Surface.Operation endpoint = one.target().endpoint();
      try {
        if (one.later().again().now() instanceof Verdict.Found found) {
          visit.recorder().finding(finding(endpoint, one.point(), found));
        }
      } catch (WireException e) {
        visit
            .recorder()
            .unexamined(endpoint.endpoint(), one.point().words() + ": " + e.getMessage());
      }
    }
    if (!visit.survey().inReach(visit.context())) {
      silent.stream()
          .filter(one -> one.later().vital())
          .map(one -> one.target().endpoint().endpoint())
          .distinct()
          .forEach(asset -> visit.recorder().unexamined(asset, OUT_OF_REACH));
    }
  }

  private void all(Visit visit, List<Survey.Target> targets) {
    Semaphore abreast = new Semaphore(ABREAST);
    List<Future<?>> running = new ArrayList<>();
    CancellationException cancelled = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Survey.Target target : targets) {
        abreast.acquireUninterruptibly();
        running.add(
            threads.submit(() -> {
              try {
                one(visit, target);
              } finally {
                abreast.release();
              }
            }));
        visit.context().checkCancelled();
      }
    } catch (CancellationException e) {
      cancelled = e;
    }
    finish(running, cancelled);
  }

  private static void finish(
      List<Future<?>> running, @org.jspecify.annotations.Nullable CancellationException cancelled) {
    CancellationException stop = cancelled;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof CancellationException c) {
          stop = c;
        } else if (cause instanceof RuntimeException broken) {
          throw broken;
        } else {
          throw new IllegalStateException(cause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
    if (stop != null) {
      throw stop;
    }
  }

  /** First what an earlier phase points at with a weakness of this detector. */
  private List<Survey.Target> ordered(List<Survey.Target> targets, Context context) {
    Set<String> words = new HashSet<>();
    for (Evidence evidence : context.earlier()) {
      if (evidence.outcome() instanceof Outcome.Examined(_, _, List<Finding> findings)) {
        for (Finding finding : findings) {
          if (finding.weaknesses().stream().anyMatch(info.weaknesses()::contains)) {
            words.add(finding.details().getOrDefault("endpoint", ""));
            words.add(finding.details().getOrDefault("route", ""));
          }
        }
      }
    }
    words.remove("");
    return targets.stream()
        .sorted(
            Comparator.comparingInt(target ->
                words.contains(target.endpoint().call())
                        || words.contains(target.endpoint().template())
                    ? 0
                    : 1))
        .toList();
  }

  private void one(Visit visit, Survey.Target target) {
    Survey survey = visit.survey();
    Context context = visit.context();
    Recorder recorder = visit.recorder();
    Asset asset = target.endpoint().endpoint();
    if (target.endpoint().writes() && context.ceiling().compareTo(Effect.CHANGE) < 0) {
      recorder.unexamined(asset, "needs --effect change");
      survey.tellNot(target.endpoint(), "needs --effect change", recorder);
      return;
    }
    if (target.points().stream().allMatch(point -> point.kind() == Kind.HEADER)
        && Harmful.endsSession(target.endpoint().template(), "")) {
      recorder.covered(asset); // it takes nothing of its own, and ends the session of all others
      return;
    }
    if (target.points().isEmpty()) {
      recorder.covered(asset);
      return;
    }
    String spared = Survey.spared(target.endpoint(), context);
    if (spared != null) {
      recorder.unexamined(asset, spared);
      survey.tellNot(target.endpoint(), spared, recorder);
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (InsertionPoint given : target.points()) {
      context.checkCancelled();
      try {
        Examination examination = survey.examination(given, context, visit.markers());
        InsertionPoint point = examination.point();
        Exchange seen = examination.baseline().exchange();
        survey.tell(target.endpoint(), point.sample().caller(), seen, recorder);
        if (examination.baseline().useless()) {
          reasons.add("its answers differ too much from each other");
        } else if (detector.fits(examination)) {
          switch (detector.examine(examination)) {
            case Verdict.Clean _ when examination.baseline().broken() ->
                reasons.add(
                    "it answers "
                        + examination.baseline().look().status()
                        + " to an ordinary request");
            case Verdict.Clean _ -> {}
            case Verdict.Later later -> visit.waiting().add(new Waiting(target, point, later));
            case Verdict.Unknown(String reason) -> reasons.add(point.words() + ": " + reason);
            case Verdict.Found found -> recorder.finding(finding(target.endpoint(), point, found));
          }
        }
      } catch (WireException e) {
        reasons.add(given.words() + ": " + e.getMessage());
      }
    }
    recorder.covered(asset);
    if (!reasons.isEmpty()) {
      recorder.unexamined(asset, reasons.getFirst() + more(reasons.size() - 1));
    }
  }

  private static String more(int count) {
    return count == 0 ? "" : "; and " + count + " more points";
  }

  private Finding finding(Surface.Operation endpoint, InsertionPoint point, Verdict.Found found) {
    Detector.Card card = detector.card();
    return Finding.of(info.id(), card.severity(), found.confidence())
        .weaknesses(
            (found.cwe().isEmpty() ? card.cwe().subList(0, 1) : found.cwe())
                .stream().map(Weakness::cwe).toList())
        .at(endpoint.endpoint(), null)
        .says(card.finding(), endpoint.call() + ", " + point.words() + ": " + found.message())
        .fix(card.fix())
        .detail("endpoint", endpoint.call())
        .detail("parameter", point.name())
        .detail("place", point.kind().words())
        .proof(found.proof())
        .lesson(
            new Lesson(
                "The " + point.words() + " of " + endpoint.call() + " " + found.message() + ".",
                "",
                card.fix(),
                card.question(),
                List.of(
                    "https://cwe.mitre.org/data/definitions/" + card.cwe().getFirst() + ".html",
                    card.sheet())))
        .identity(point.kind().name(), point.name())
        .build();
  }
}
