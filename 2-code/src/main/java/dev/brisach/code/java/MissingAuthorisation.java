package dev.brisach.code.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import dev.brisach.code.java.Handlers.Handler;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request handler that asks nobody who is calling, while most of its neighbours do (CWE-862).
 *
 * <p>At least two handlers of the class and at least half (two thirds of a large class) of them
 * must be guarded by an annotation or by a call in their first statements; the one reported changes
 * something or reads by id. Filters and URL rules elsewhere are not seen, so it is heuristic unless
 * nearly all others ask.
 */
final class MissingAuthorisation extends JavaCheck {
  private static final Set<String> OPEN =
      Set.of(
          "login",
          "logout",
          "signin",
          "signup",
          "signout",
          "register",
          "registration",
          "health",
          "healthz",
          "ping",
          "status",
          "public",
          "static",
          "asset",
          "assets",
          "index",
          "home",
          "favicon",
          "error",
          "docs",
          "version",
          "robots",
          "callback",
          "forgot",
          "forgotten",
          "reset",
          "recover",
          "recovery",
          "activate",
          "confirm",
          "verify",
          "css",
          "js",
          "ready",
          "readiness",
          "liveness",
          "metrics",
          "captcha",
          "token",
          "oauth",
          "webhook",
          "root",
          "about",
          "anonymous",
          "noauth",
          "anon",
          "unauthenticated",
          "captchas",
          "options");
  private static final Set<String> READING =
      Set.of(
          "check",
          "is",
          "get",
          "select",
          "list",
          "query",
          "find",
          "count",
          "tree",
          "search",
          "validate",
          "verify",
          "show",
          "view",
          "page",
          "to",
          "preview",
          "exists",
          "has",
          "load");
  private static final Set<String> CHANGING =
      Set.of(
          "create",
          "update",
          "delete",
          "save",
          "remove",
          "add",
          "set",
          "reset",
          "put",
          "post",
          "insert",
          "edit",
          "change",
          "cancel",
          "approve",
          "reject",
          "transfer",
          "pay",
          "refund",
          "upload",
          "import",
          "move",
          "rename",
          "grant",
          "revoke",
          "enable",
          "disable",
          "clear",
          "purge",
          "assign",
          "close",
          "submit",
          "checkout",
          "patch",
          "modify",
          "store");

  MissingAuthorisation() {
    super(
        "missing-authorisation",
        1,
        "Request handler without the authorisation of its neighbours",
        List.of(
            "Mapping", "javax.ws.rs", "jakarta.ws.rs", "HttpExchange", "HttpHandler", ":: & \"/"),
        862);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void p) {
        judge(flow.unit(), tree, recorder);
        return super.visitClass(tree, null);
      }
    }.scan(flow.unit().tree(), null);
  }

  private void judge(JavaUnit unit, ClassTree type, Recorder recorder) {
    List<Handler> handlers = new ArrayList<>(new Handlers(unit, type).all());
    List<Handler> guarded = handlers.stream().filter(h -> h.guard() != null).toList();
    List<Handler> judged =
        handlers.stream().filter(h -> h.guard() != null || (!isOpen(h) && !h.identity())).toList();
    if (guarded.size() < 2 || !areMost(guarded, judged.size())) {
      return;
    }
    for (Handler handler : judged) {
      if (handler.guard() == null && (changes(handler) || readsById(unit, handler))) {
        recorder.finding(report(unit, type, handler, guarded, judged.size()));
      }
    }
  }

  /**
   * Half of a small class, two thirds of a large one, which may well hold open and guarded parts;
   * and three quarters where the others only ask who the user is.
   */
  private static boolean areMost(List<Handler> guarded, int all) {
    boolean onlyAsk =
        guarded.stream().allMatch(h -> Names.any(String.valueOf(h.guard()), Set.of("current")));
    return onlyAsk
        ? guarded.size() * 4 >= all * 3
        : all > 6 ? guarded.size() * 3 >= all * 2 : guarded.size() * 2 >= all;
  }

  private static boolean isOpen(Handler handler) {
    return Names.any(handler.method().getName().toString(), OPEN)
        || Names.any(handler.mapping(), OPEN);
  }

  private static boolean changes(Handler handler) {
    String mapping = handler.mapping().toUpperCase(Locale.ROOT);
    boolean get = mapping.startsWith("@GET") || mapping.startsWith("GET ");
    boolean byVerb =
        mapping.startsWith("@POST")
            || mapping.startsWith("@PUT")
            || mapping.startsWith("@DELETE")
            || mapping.startsWith("@PATCH")
            || mapping.startsWith("POST ")
            || mapping.startsWith("PUT ")
            || mapping.startsWith("DELETE ")
            || mapping.startsWith("PATCH ")
            || mapping.contains("REQUESTMETHOD.POST")
            || mapping.contains("REQUESTMETHOD.DELETE")
            || mapping.contains("REQUESTMETHOD.PUT");
    String name = handler.method().getName().toString();
    boolean reads = READING.contains(Names.words(name).getFirst());
    return !reads && (byVerb || (!get && Names.any(name, CHANGING)));
  }

  private static boolean readsById(JavaUnit unit, Handler handler) {
    MethodTree method = handler.method();
    if (handler.mapping().contains("{")) {
      return true;
    }
    String body = unit.code(method.getBody());
    return !handler.mapping().startsWith("@")
        && (body.contains("getRequestURI()") || body.contains("pathParam") || body.contains("Id("));
  }

  private Finding report(
      JavaUnit unit, ClassTree type, Handler handler, List<Handler> guarded, int all) {
    String name = handler.method().getName().toString();
    Handler example = guarded.getFirst();
    String guard = String.valueOf(example.guard());
    boolean nearlyAll = guarded.size() >= 3 && guarded.size() * 4 >= all * 3;
    Map<String, String> words =
        Map.of(
            "handler",
            name,
            "guard",
            guard,
            "neighbour",
            example.method().getName().toString(),
            "mapping",
            handler.mapping(),
            "count",
            guarded.size() + " of " + all);
    return finding(
            unit,
            handler.method(),
            type.getSimpleName() + "." + name,
            Severity.HIGH,
            nearlyAll ? Confidence.LIKELY : Confidence.HEURISTIC,
            guarded.size()
                + " of "
                + all
                + " handlers of `"
                + type.getSimpleName()
                + "` ask who is calling (`"
                + guard
                + "`), `"
                + name
                + "` does not. Filters and URL rules in other files are not followed.")
        .cwe(862)
        .lesson(card().fill("default", words))
        .fix(card().fill("default", words).replacement())
        .step(unit.step("flow", example.method()))
        .step(unit.step("sink", handler.method()))
        .build();
  }
}
