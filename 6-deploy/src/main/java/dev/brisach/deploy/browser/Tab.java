package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One page, from opening it to throwing its context away. */
final class Tab {
  /** For all that a page does. */
  private static final Duration LONGEST = Duration.ofSeconds(6);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_NOTES = 300;
  private static final int MOST_DIALOGS = 5;

  private final Pipe pipe;
  private final Visit visit;
  private final Doorway doorway;
  private final BlockingQueue<Json.Obj> events = new LinkedBlockingQueue<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean shown;
  private boolean loaded;
  private int dialogs;
  private String problem = "";

  Tab(Pipe pipe, Visit visit, Doorway doorway) {
    this.pipe = pipe;
    this.visit = visit;
    this.doorway = doorway;
  }

  /** Opens the page and waits until the word is called, all is quiet, or time is up. */
  Seen look() {
    long end = System.nanoTime() + LONGEST.toNanos();
    String context = null;
    Supply supply = null;
    try {
      context =
          pipe.ask(
                  null,
                  "Target.createBrowserContext",
                  Json.object().put("disposeOnDetach", true),
                  ANSWER)
              .need("browserContextId");
      String session = session(context);
      supply = new Supply(pipe, session, visit, doorway);
      show(session, supply, end);
    } catch (IOException | RuntimeException e) {
      if (e instanceof java.util.concurrent.CancellationException stop) {
        throw stop;
      }
      problem = String.valueOf(e.getMessage());
    } finally {
      if (supply != null) {
        supply.close();
        pipe.forget(supply.session());
        if (!loaded) {
          pipe.tell(supply.session(), "Runtime.terminateExecution", Json.object());
        }
      }
      if (context != null) {
        pipe.tell(
            null, "Target.disposeBrowserContext", Json.object().put("browserContextId", context));
      }
    }
    return supply == null
        ? new Seen(calls, notes, List.of(), false, List.of(), problem)
        : new Seen(calls, notes, supply.answered(), loaded, supply.refused(), problem);
  }

  private String session(String context) throws IOException {
    String target =
        pipe.ask(
                null,
                "Target.createTarget",
                Json.object().put("url", "about:blank").put("browserContextId", context),
                ANSWER)
            .need("targetId");
    return pipe.ask(
            null,
            "Target.attachToTarget",
            Json.object().put("targetId", target).put("flatten", true),
            ANSWER)
        .need("sessionId");
  }

  private void show(String session, Supply supply, long end) throws IOException {
    pipe.listen(
        session,
        event -> {
          if ("Fetch.requestPaused".equals(event.text("method"))) {
            supply.asked(event.object("params"));
          } else {
            events.add(event);
          }
        });
    for (String domain : List.of("Page", "Runtime", "Inspector")) {
      pipe.tell(session, domain + ".enable", Json.object());
    }
    pipe.tell(session, "Runtime.addBinding", Json.object().put("name", visit.word() + "x"));
    // answered when all before are done: what a page has not taken in yet is lost as it is left
    pipe.ask(
        session,
        "Page.addScriptToEvaluateOnNewDocument",
        Json.object()
            .put(
                "source",
                Script.beside(Tab.class, "word.js")
                    .replace("$WORD$", visit.word())
                    .replace("$BEFORE$", visit.before())),
        ANSWER);
    pipe.tell(
        session,
        "Fetch.enable",
        Json.object()
            .put("patterns", new Json.Arr(List.of(Json.object().put("urlPattern", "*").build()))));
    Json.Builder navigate = Json.object().put("url", supply.address());
    if (!visit.referrer().isEmpty()) {
      navigate.put("referrer", visit.referrer()).put("referrerPolicy", "unsafeUrl");
    }
    pipe.tell(
        session,
        "Page.navigate",
        navigate,
        answer ->
            events.add(
                Json.object()
                    .put("method", "navigated")
                    .put("params", answer.object("result"))
                    .build()));
    settle(session, end, true);
    if (calls.isEmpty() && problem.isEmpty() && !visit.after().isEmpty()) {
      pipe.tell(
          session,
          "Runtime.evaluate",
          Json.object().put("expression", visit.after()).put("userGesture", true));
      settle(session, end, false);
    }
  }

  /** Reads events until nothing more is to be expected. */
  private void settle(String session, long end, boolean load) throws IOException {
    long quiet = load ? end : Math.min(end, System.nanoTime() + visit.settle().toNanos());
    boolean began = !load;
    while (calls.isEmpty() && problem.isEmpty()) {
      doorway.check();
      if (pipe.ended()) {
        problem = "the browser ended";
        return;
      }
      long now = System.nanoTime();
      if (now >= quiet) {
        return;
      }
      Json.Obj event = next(Math.min(quiet - now, 50_000_000L));
      if (event != null) {
        heard(session, event);
      }
      if (!began && loaded) {
        began = true;
        quiet = Math.min(end, System.nanoTime() + visit.settle().toNanos());
      }
    }
  }

  private Json.@org.jspecify.annotations.Nullable Obj next(long nanos) throws IOException {
    try {
      return events.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void heard(String session, Json.Obj event) {
    Json.Obj params = event.object("params");
    switch (String.valueOf(event.text("method"))) {
      case "navigated" -> {
        String fault = params.text("errorText");
        if (fault != null) {
          problem = "the page was not shown: " + fault;
        }
      }
      case "Page.frameNavigated" -> {
        Json.Obj frame = params.object("frame");
        shown |= frame.get("parentId") == null && !"about:blank".equals(frame.text("url"));
      }
      case "Page.loadEventFired" -> loaded |= shown;
      case "Inspector.targetCrashed" -> problem = "the page crashed";
      case "Page.javascriptDialogOpening" -> {
        if (++dialogs > MOST_DIALOGS) {
          problem = "the page does not stop asking";
        }
        pipe.tell(session, "Page.handleJavaScriptDialog", Json.object().put("accept", false));
      }
      case "Runtime.bindingCalled" -> {
        if ((visit.word() + "x").equals(params.text("name"))) {
          called(String.valueOf(params.text("payload")));
        }
      }
      default -> {
        // nothing that matters here
      }
    }
  }

  private void called(String payload) {
    if (!(JsonReader.read(payload) instanceof Json.Obj said)) {
      return;
    }
    String value = String.valueOf(said.text("value"));
    if ("note".equals(said.text("kind"))) {
      if (notes.size() < MOST_NOTES) {
        notes.add(value);
      }
    } else if (Supply.origin(doorway.base()).equals(said.text("origin"))) {
      calls.add(value);
    }
  }

  /** A text as a JavaScript string. */
  static String quoted(String text) {
    return JsonWriter.line(new Json.Text(text)).replace("<", "\\u003c");
  }
}
