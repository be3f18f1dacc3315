package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One look at a page in a tab. */
final class Look {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_NOTES = 300;
  private static final int MOST_DIALOGS = 5;
  private static final int MOST_PAUSES = 4;
  private static final String WORD = Script.beside(Look.class, "word.js");

  private final Pipe pipe;
  private final String session;
  private final Visit visit;
  private final Doorway doorway;
  private final Supply supply;
  private final BlockingQueue<Json.Obj> events = new LinkedBlockingQueue<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean shown;
  private boolean loaded;
  private boolean settled;
  private int acted;
  private int dialogs;
  private String problem = "";

  Look(Tab tab, Visit visit, Doorway doorway) {
    this.pipe = tab.pipe();
    this.session = tab.session();
    this.visit = visit;
    this.doorway = doorway;
    this.supply = new Supply(pipe, session, visit, doorway);
  }

  /** True where the page behaved so that its tab can be used again. */
  boolean clean() {
    return (loaded || !calls.isEmpty()) && dialogs == 0 && problem.isEmpty();
  }

  /** Opens the page and waits until the word is called, all is quiet, or time is up. */
  Seen see(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    String script = null;
    try {
      pipe.listen(session, this::hear);
      // answered when all before are done: what a page has not taken in yet is lost as it is left
      script =
          pipe.ask(
                  session,
                  "Page.addScriptToEvaluateOnNewDocument",
                  Json.object()
                      .put(
                          "source",
                          WORD.replace("$TELL$", Tab.BINDING)
                              .replace("$WORD$", visit.word())
                              .replace("$BEFORE$", visit.before())),
                  ANSWER)
              .need("identifier");
      show(end);
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    } finally {
      supply.close();
      if (script != null) {
        pipe.tell(
            session,
            "Page.removeScriptToEvaluateOnNewDocument",
            Json.object().put("identifier", script));
      }
    }
    return new Seen(calls, notes, supply.answered(), loaded, supply.refused(), problem);
  }

  private void hear(Json.Obj event) {
    if ("Fetch.requestPaused".equals(event.text("method"))) {
      supply.asked(event.object("params"));
    } else {
      events.add(event);
    }
  }

  private void show(long end) throws IOException {
    Json.Builder navigate = Json.object().put("url", supply.address());
    if (!visit.referrer().isEmpty()) {
      navigate.put("referrer", visit.referrer()).put("referrerPolicy", "unsafeUrl");
    }
    told("Page.navigate", navigate, "navigated");
    until(() -> loaded, end);
    settle(end);
    if (visit.after().isEmpty()) {
      return;
    }
    acted = -1;
    told(
        "Runtime.evaluate",
        Json.object().put("expression", visit.after()).put("userGesture", true),
        "acted");
    until(() -> acted >= 0, end);
    if (acted > 0) {
      settle(end);
    }
  }

  /** Lets the page go on for a while, by its own clock, and until it waits for no answer. */
  private void settle(long end) throws IOException {
    Json.Builder pause =
        Json.object()
            .put(
                "expression",
                "new Promise(done => setTimeout(done, " + visit.settle().toMillis() + "))")
            .put("awaitPromise", true);
    for (int i = 0; i < MOST_PAUSES; i++) {
      int before = supply.finished();
      settled = false;
      told("Runtime.evaluate", pause, "settled");
      until(() -> settled, end);
      if (supply.pending() == 0 && supply.finished() == before) {
        return;
      }
    }
  }

  /** Tells the page something, whose answer becomes an event of this name. */
  private void told(String method, Json.Builder params, String name) {
    pipe.tell(
        session,
        method,
        params,
        answer ->
            events.add(
                Json.object().put("method", name).put("params", answer.object("result")).build()));
  }

  /** Reads events until something is so, the word was called, or time is up. */
  private void until(BooleanSupplier so, long end) throws IOException {
    while (calls.isEmpty() && problem.isEmpty() && !so.getAsBoolean()) {
      doorway.check();
      if (pipe.ended()) {
        problem = "the browser ended";
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      Json.Obj event = next(Math.min(left, 50_000_000L));
      if (event != null) {
        heard(event);
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

  private void heard(Json.Obj event) {
    Json.Obj params = event.object("params");
    switch (String.valueOf(event.text("method"))) {
      case "navigated" -> {
        String fault = params.text("errorText");
        if (fault != null && !shown) {
          problem = "the page was not shown: " + fault;
        }
      }
      case "settled" -> settled = true;
      case "acted" -> acted = (int) params.object("result").number("value", 1);
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
        if (Tab.BINDING.equals(params.text("name"))) {
          called(String.valueOf(params.text("payload")));
        }
      }
      default -> {
        // nothing that matters here
      }
    }
  }

  private void called(String payload) {
    if (!(JsonReader.read(payload) instanceof Json.Obj said)
        || !visit.word().equals(said.text("word"))) {
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
}
