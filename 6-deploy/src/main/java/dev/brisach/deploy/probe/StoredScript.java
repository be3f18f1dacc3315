package dev.brisach.deploy.probe;

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
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * Stored cross-site scripting (CWE-79): an element with a random name is stored through each field
 * that writes, then all pages are read again; the flaw is likely where the page's tree holds that
 * very element, and proved where script stored in the same way then runs in a browser.
 */
public final class StoredScript implements Check<LiveService> {
  private static final int MOST_PAGES = 80;
  private static final List<String> SCRIPTS =
      List.of("<svg/onload=CALL>", "<img src=x onerror=CALL>", "<script>CALL</script>");
  private static final CheckInfo INFO =
      new CheckInfo(
          "deploy.probe.stored-script",
          1,
          "What one user stores does not become script for another",
          List.of(Stage.TEST, Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(79)),
          List.of(),
          List.of("running service"),
          Effect.CHANGE);

  /** A field that was written, and the element that was put there. */
  private record Stored(
      Survey.Target target, InsertionPoint point, String element, Exchange sent) {}

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    Survey survey = service.learnt(Survey.OF);
    Markers markers = new Markers(context.clock().millis() ^ INFO.id().hashCode());
    Map<String, Exchange.Request> pages = pages(survey);
    if (pages.isEmpty()) {
      recorder.skip("no page was seen where stored text could show");
      return;
    }
    List<Stored> stored = new ArrayList<>();
    for (Survey.Target target : survey.targets()) {
      context.checkCancelled();
      recorder.discovered(target.endpoint().endpoint(), service.asset(), "");
      recorder.covered(target.endpoint().endpoint());
      String spared = Survey.spared(target.endpoint(), context);
      if (target.endpoint().writes() && spared != null) {
        recorder.unexamined(target.endpoint().endpoint(), spared);
      } else if (target.endpoint().writes()) {
        store(survey, target, context, markers, stored, recorder);
      }
    }
    if (stored.isEmpty()) {
      return;
    }
    List<Exchange> seen = new ArrayList<>();
    for (Exchange.Request page : pages.values()) {
      context.checkCancelled();
      try {
        seen.add(service.stranger().send(page));
      } catch (WireException e) {
        // a page that does not answer shows nothing
      }
    }
    for (Stored one : stored) {
      seen.stream()
          .filter(page -> shows(page, one.element()))
          .findFirst()
          .ifPresent(page ->
              recorder.finding(finding(one, page, ran(survey, context, markers, one, page))));
    }
    survey.execution().rest();
  }

  private static Map<String, Exchange.Request> pages(Survey survey) {
    Map<String, Exchange.Request> pages = new LinkedHashMap<>();
    for (Exchange page : survey.surface().pages()) {
      String type = String.valueOf(page.response().header("content-type"));
      if (type.toLowerCase(Locale.ROOT).contains("html") && pages.size() < MOST_PAGES) {
        pages.putIfAbsent(page.request().target(), page.request());
      }
    }
    return pages;
  }

  private static void store(
      Survey survey,
      Survey.Target target,
      Context context,
      Markers markers,
      List<Stored> stored,
      Recorder recorder) {
    for (InsertionPoint point : target.points()) {
      if (point.kind() != Kind.JSON && point.kind() != Kind.FORM && point.kind() != Kind.XML) {
        continue;
      }
      String element = "bx-" + markers.word();
      try {
        Sender.Seen seen =
            survey
                .sender(point, context)
                .send(
                    point,
                    new Payload("<" + element + ">", Payload.Worst.WRITE),
                    Placement.APPEND,
                    Encoding.USUAL);
        if (seen.look().status() < 400) {
          stored.add(new Stored(target, point, element, seen.exchange()));
        }
      } catch (WireException e) {
        recorder.unexamined(target.endpoint().endpoint(), point.words() + ": " + e.getMessage());
      }
    }
  }

  private static boolean shows(@Nullable Exchange page, String element) {
    return page != null
        && page.response().text().contains("<" + element)
        && !Jsoup.parse(page.response().text()).select(element).isEmpty();
  }

  /** Stores script twice and sees whether the page runs it; null where none of it ran. */
  private static @Nullable Proof ran(
      Survey survey, Context context, Markers markers, Stored one, Exchange page) {
    if (!survey.execution().missing().isEmpty()) {
      return null;
    }
    for (String text : SCRIPTS) {
      List<Proof.Step> steps = new ArrayList<>();
      try {
        if (once(survey, context, markers, one, page, text, Proof.Role.ATTACK, steps)
            && once(survey, context, markers, one, page, text, Proof.Role.REPEAT, steps)) {
          return new Proof(
              "what is stored ran as script in "
                  + survey.execution().words()
                  + " that opened the page, each time with a name of its own",
              steps);
        }
      } catch (WireException e) {
        return null; // what was seen before stands
      }
    }
    return null;
  }

  private static boolean once(
      Survey survey,
      Context context,
      Markers markers,
      Stored one,
      Exchange page,
      String text,
      Proof.Role role,
      List<Proof.Step> steps)
      throws WireException {
    String word = markers.word();
    int number = markers.number(1000, 9999);
    String script = text.replace("CALL", word + "(" + number + ")");
    Sender sender = survey.sender(one.point(), context);
    Sender.Seen sent =
        sender.send(
            one.point(),
            new Payload(script, Payload.Worst.WRITE),
            Placement.APPEND,
            Encoding.USUAL);
    Exchange after = survey.stranger().send(page.request());
    steps.add(
        Proofs.step(
            Proof.Role.PREPARE, one.point(), sent.exchange(), Proofs.status(sent.exchange())));
    steps.add(read(role, after, script, word));
    return after.response().text().contains(word)
        && !survey.execution().show(page, word, number, survey.stranger(), context).ran(number)
        && survey.execution().show(after, word, number, survey.stranger(), context).ran(number);
  }

  private static Proof.Step read(Proof.Role role, Exchange page, String whole, String word) {
    String text = page.response().text();
    return new Proof.Step(
        role,
        "",
        new Proof.Call("GET", page.request().target(), List.of(), null),
        List.of(),
        List.of(Proofs.has(text.contains(whole) ? whole : word)),
        page.response().status(),
        around(text, word));
  }

  private static Finding finding(Stored one, Exchange page, @Nullable Proof ran) {
    String call = one.target().endpoint().call();
    String shown = page.request().target();
    return Finding.of(INFO.id(), Severity.HIGH, ran != null ? Confidence.PROVED : Confidence.LIKELY)
        .cwe(79)
        .at(one.target().endpoint().endpoint(), null)
        .says(
            "Stored cross-site scripting",
            call
                + ", "
                + one.point().words()
                + (ran != null
                    ? ": script put there runs in the page "
                    : ": an element put there is an element of the page ")
                + shown)
        .fix("Escape the text where the page is made, by the context it stands in")
        .detail("endpoint", call)
        .detail("parameter", one.point().name())
        .detail("page", shown)
        .proof(ran != null ? ran : markup(one, page))
        .lesson(
            new Lesson(
                "Text that one user stores runs as script in the browser of every reader.",
                "Store a script element and open the page.",
                "Let the template engine escape everything unless it is told otherwise.",
                "Which of your pages join stored text and markup by hand?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/79.html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html")))
        .identity(call, one.point().name())
        .build();
  }

  private static Proof markup(Stored one, Exchange page) {
    return new Proof(
        "what is stored through one request is markup in the page of everybody",
        List.of(
            Proofs.step(Proof.Role.PREPARE, one.point(), one.sent(), Proofs.status(one.sent())),
            read(Proof.Role.ATTACK, page, "<" + one.element(), one.element())));
  }

  private static String around(String text, String word) {
    int at = text.indexOf(word);
    return at < 0 ? "" : text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80));
  }
}
