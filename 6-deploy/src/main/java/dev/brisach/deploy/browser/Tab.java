package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A tab with a context of its own, in which one page after another is looked at. */
final class Tab {
  /** Name of the binding by which scripts of ours tell; taken away before others run. */
  static final String BINDING = "brisachTells";

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Pipe pipe;
  private final String context;
  private final String session;

  private Tab(Pipe pipe, String context, String session) {
    this.pipe = pipe;
    this.context = context;
    this.session = session;
  }

  /** A new tab in a context of its own. */
  static Tab open(Pipe pipe) throws IOException {
    String context =
        pipe.ask(
                null,
                "Target.createBrowserContext",
                Json.object().put("disposeOnDetach", true),
                ANSWER)
            .need("browserContextId");
    String target =
        pipe.ask(
                null,
                "Target.createTarget",
                Json.object().put("url", "about:blank").put("browserContextId", context),
                ANSWER)
            .need("targetId");
    String session =
        pipe.ask(
                null,
                "Target.attachToTarget",
                Json.object().put("targetId", target).put("flatten", true),
                ANSWER)
            .need("sessionId");
    for (String domain : List.of("Page", "Runtime", "Inspector", "DOMStorage")) {
      pipe.tell(session, domain + ".enable", Json.object());
    }
    pipe.tell(session, "Runtime.addBinding", Json.object().put("name", BINDING));
    Json pattern = Json.object().put("urlPattern", "*").build();
    pipe.tell(
        session, "Fetch.enable", Json.object().put("patterns", new Json.Arr(List.of(pattern))));
    return new Tab(pipe, context, session);
  }

  Pipe pipe() {
    return pipe;
  }

  String session() {
    return session;
  }

  /**
   * Leaves a page and forgets all that it kept.
   *
   * @return false where that cannot be, and the tab must be closed
   */
  boolean clear(String origin) {
    try {
      pipe.ask(session, "Page.navigate", Json.object().put("url", "about:blank"), ANSWER);
      for (boolean local : List.of(true, false)) {
        Json id = Json.object().put("securityOrigin", origin).put("isLocalStorage", local).build();
        pipe.tell(session, "DOMStorage.clear", Json.object().put("storageId", id));
      }
      pipe.tell(
          session,
          "Storage.clearDataForOrigin",
          Json.object().put("origin", origin).put("storageTypes", "all"));
      pipe.ask(
          null, "Storage.clearCookies", Json.object().put("browserContextId", context), ANSWER);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Throws it away with all that it opened. */
  void close() {
    pipe.forget(session);
    pipe.tell(session, "Runtime.terminateExecution", Json.object());
    pipe.tell(null, "Target.disposeBrowserContext", Json.object().put("browserContextId", context));
  }
}
