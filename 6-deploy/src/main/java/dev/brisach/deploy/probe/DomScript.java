package dev.brisach.deploy.probe;

import dev.brisach.core.Asset;
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
import dev.brisach.deploy.browser.Seen;
import dev.brisach.deploy.browser.Visit;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.surface.Templates;
import dev.brisach.kit.wire.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Cross-site scripting by a page's own scripts (CWE-79): each page is opened with a harmless word
 * in all that others may choose (fragment, query, window name, referrer, messages, storage), and
 * where a word reaches a place at which text becomes markup, code or an address, script of ours is
 * sent the same way. Found is only what ran, twice.
 */
public final class DomScript implements Check<LiveService> {
  private static final int MOST_PAGES = 300;
  private static final CheckInfo INFO =
      new CheckInfo(
          "deploy.probe.dom-script",
          1,
          "A page's own scripts make no script of what others choose",
          List.of(Stage.TEST, Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(79)),
          List.of(),
          List.of("running service"),
          Effect.TRAFFIC);

  private static final List<String> MARKUP =
      List.of(
          "<img src=x onerror=CALL>",
          "\"'><img src=x onerror=CALL>",
          "</script></title></textarea></style>--><img src=x onerror=CALL>");
  private static final List<String> CODE =
      List.of("CALL", "'-CALL-'", "\"-CALL-\"", ";CALL//", "\nCALL//", ")-CALL//");
  private static final List<String> ADDRESS =
      List.of("javascript:CALL", "//HOST/", "https://HOST/", "data:,CALL", "CALL");

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
    if (survey.targets().isEmpty()) {
      recorder.skip("no endpoint was found; name an OpenAPI file, a HAR file or a start page");
      return;
    }
    if (!survey.execution().missing().isEmpty()) {
      recorder.skip(survey.execution().missing() + ", so that pages cannot be run");
      return;
    }
    Map<String, Exchange> pages = pages(survey);
    for (Survey.Target target : survey.targets()) {
      Asset asset = target.endpoint().endpoint();
      recorder.discovered(asset, service.asset(), "");
      if (!pages.containsKey(target.endpoint().template())) {
        recorder.covered(asset); // nothing in its answers runs
      }
    }
    Markers markers = new Markers(context.clock().millis() ^ INFO.id().hashCode());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      pages.forEach((path, page) ->
          all.add(
              threads.submit(() ->
                  new OnePage(service, survey, context, markers, recorder, page).examine(path))));
      finish(all);
    } finally {
      survey.execution().rest();
    }
  }

  private static void finish(List<Future<?>> all) {
    RuntimeException problem = null;
    for (Future<?> one : all) {
      try {
        one.get();
      } catch (ExecutionException e) {
        problem =
            e.getCause() instanceof RuntimeException broken
                ? broken
                : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.util.concurrent.CancellationException("interrupted");
      }
    }
    if (problem != null) {
      throw problem;
    }
  }

  /** One page of each path or path template, with something in it that runs. */
  private static Map<String, Exchange> pages(Survey survey) {
    Map<String, String> templates = new HashMap<>();
    for (Survey.Target target : survey.targets()) {
      for (Surface.Sample sample : target.endpoint().samples()) {
        templates.put(Templates.path(sample.request().target()), target.endpoint().template());
      }
    }
    Map<String, Exchange> pages = new LinkedHashMap<>();
    for (Exchange page : survey.surface().pages()) {
      String type = String.valueOf(page.response().header("content-type")).toLowerCase(Locale.ROOT);
      String text = page.response().text();
      boolean scripted =
          text.contains("<script") || text.contains(" on") || text.contains("<SCRIPT");
      if (page.request().method().equals("GET")
          && Reflection.html(type, text)
          && scripted
          && pages.size() < MOST_PAGES) {
        String path = Templates.path(page.request().target());
        String template = templates.get(path);
        pages.putIfAbsent(template == null ? standing(survey, path) : template, page);
      }
    }
    return pages;
  }

  /** The template of a known operation that a page is one of; its own path where there is none. */
  private static String standing(Survey survey, String path) {
    return survey.targets().stream()
        .map(target -> target.endpoint().template())
        .filter(template -> Templates.stands(template, path))
        .max(Comparator.comparing(template -> template.equals(path)))
        .orElse(path);
  }

  /** The examination of one page. */
  private record OnePage(
      LiveService service,
      Survey survey,
      Context context,
      Markers markers,
      Recorder recorder,
      Exchange page) {
    void examine(String path) {
      context.checkCancelled();
      Asset asset = service.endpoint("GET", path);
      recorder.discovered(asset, service.asset(), "");
      String target = page.request().target();
      Map<PageSource, String> marks = new EnumMap<>(PageSource.class);
      Seen seen = open(PageWatch.visit(target, markers.word(), markers, marks));
      if (!seen.problem().isEmpty()) {
        recorder.unexamined(asset, seen.problem());
        return;
      }
      recorder.covered(asset);
      PageWatch watch = PageWatch.of(seen, target, marks);
      Set<PageSource> found = new HashSet<>();
      for (PageWatch.Flow flow : flows(watch)) {
        context.checkCancelled();
        if (!found.contains(flow.source())) {
          Proof proof = proof(flow, watch, target);
          if (proof != null && found.add(flow.source())) {
            recorder.finding(finding(asset, path, flow, proof));
          }
        }
      }
    }

    /** What was seen, and what only names can tell: the plain word came under none of them. */
    private static List<PageWatch.Flow> flows(PageWatch watch) {
      Set<PageWatch.Flow> flows = new java.util.LinkedHashSet<>(watch.flows());
      for (PageSource source : List.of(PageSource.QUERY, PageSource.FRAGMENT)) {
        if (watch.names().containsKey(source)) {
          for (PageWatch.Becomes becomes : PageWatch.Becomes.values()) {
            flows.add(new PageWatch.Flow(source, becomes, "a script"));
          }
        }
      }
      return List.copyOf(flows);
    }

    private @Nullable Proof proof(PageWatch.Flow flow, PageWatch watch, String target) {
      List<String> texts =
          switch (flow.becomes()) {
            case MARKUP -> MARKUP;
            case CODE -> CODE;
            case ADDRESS -> ADDRESS;
          };
      List<String> names = watch.names().getOrDefault(flow.source(), List.of());
      List<List<String>> ways = names.isEmpty() ? List.of(names) : List.of(names, List.of());
      boolean stored =
          flow.source() == PageSource.LOCAL_STORAGE || flow.source() == PageSource.SESSION_STORAGE;
      for (String text : texts) {
        for (List<String> keys : stored ? List.of(names) : ways) {
          String first = ran(flow.source(), text, keys, target);
          String second = first == null ? null : ran(flow.source(), text, keys, target);
          if (first != null && second != null) {
            return new Proof(
                "the page was opened in "
                    + survey.execution().words()
                    + " with this in "
                    + flow.source().words()
                    + ", and it ran as script, twice: "
                    + first
                    + " and "
                    + second,
                List.of(step(Proof.Role.CONTROL), step(Proof.Role.ATTACK)));
          }
        }
      }
      return null;
    }

    /** The text that ran, or null where it did not. */
    private @Nullable String ran(PageSource source, String text, List<String> keys, String target) {
      context.checkCancelled();
      String word = markers.word();
      int number = markers.number(1000, 9999);
      String call = word + "(" + number + ")";
      String sent = text.replace("CALL", call).replace("HOST", word + ".invalid");
      Visit visit =
          Visit.of(target, null, word).then(Execution.TOUCH.replace("$WORD$", word)).besides(call);
      return open(source.with(visit, Payload.pure(sent).text(), keys)).ran(number) ? sent : null;
    }

    private Seen open(Visit visit) {
      return survey.execution().open(visit, service.stranger(), context);
    }

    /** What the service sends is the same with and without the attack: it happens in the page. */
    private Proof.Step step(Proof.Role role) {
      return new Proof.Step(
          role,
          "",
          new Proof.Call("GET", page.request().target(), List.of(), null),
          List.of(),
          List.of(Proofs.status(page)),
          page.response().status(),
          "");
    }

    private static Finding finding(Asset asset, String path, PageWatch.Flow flow, Proof proof) {
      String fix =
          "Write text with textContent, never as markup or code; let only http and https addresses"
              + " in; forbid the rest by a content security policy with Trusted Types";
      String message = flow.source().words() + " becomes script by " + flow.sink();
      return Finding.of(INFO.id(), Severity.HIGH, Confidence.PROVED)
          .cwe(79)
          .at(asset, null)
          .says("Cross-site scripting in the page itself", "GET " + path + ": " + message)
          .fix(fix)
          .detail("endpoint", "GET " + path)
          .detail("parameter", flow.source().words())
          .detail("place", "page")
          .proof(proof)
          .lesson(
              new Lesson(
                  "A script of GET " + path + " takes " + message + ".",
                  "",
                  fix,
                  "Which of your scripts take text from the address, a message or storage?",
                  List.of(
                      "https://cwe.mitre.org/data/definitions/79.html",
                      "https://cheatsheetseries.owasp.org/cheatsheets/"
                          + "DOM_based_XSS_Prevention_Cheat_Sheet.html")))
          .identity("dom", flow.source().name())
          .build();
    }
  }
}
