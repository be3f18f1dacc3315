package dev.brisach.code.java;

import dev.brisach.code.java.flow.Box;
import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Part;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that is sent without {@code Secure} (CWE-614) or can be read by script (CWE-1004). A
 * cookie that is being deleted is left alone, and so is a flag whose value the code computes.
 */
final class CookieFlags extends JavaCheck {
  private static final Set<String> SENSITIVE =
      Set.of(
          "session",
          "sessionid",
          "jsessionid",
          "sess",
          "sid",
          "token",
          "auth",
          "jwt",
          "remember",
          "rememberme",
          "login",
          "user",
          "userid",
          "credential",
          "sso",
          "ticket",
          "access",
          "refresh",
          "identity");

  /** What a page's scripts may well read, and nobody gains from. */
  private static final Set<String> PREFERENCES =
      Set.of("locale", "lang", "language", "theme", "timezone", "consent");

  CookieFlags() {
    super("cookie-flags", 1, "Cookie without Secure or HttpOnly", List.of("Cookie"), 614, 1004);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      if (call.name().equals("addCookie") && call.args().size() == 1) {
        servlet(flow, call, recorder);
      } else if (call.name().equals("build") && call.args().isEmpty()) {
        spring(flow, call, recorder);
      } else if (call.args().size() == 2 && "Set-Cookie".equalsIgnoreCase(call.arg(0).text())) {
        header(flow, call, recorder);
      }
    }
  }

  private void servlet(JavaFlow flow, Call call, Recorder recorder) {
    Box cookie = call.contents().getFirst();
    boolean known =
        cookie != null
            && cookie.kind() == Box.Kind.OBJECT
            && call.arg(0).type().equals("Cookie")
            && cookie.has("argument0");
    if (!known || cookie == null || deletes(cookie) || handedOn(cookie)) {
      return;
    }
    boolean secure = cookie.has("setSecure") && !cookie.setting("setSecure").is(false);
    boolean httpOnly = cookie.has("setHttpOnly") && !cookie.setting("setHttpOnly").is(false);
    boolean attribute =
        cookie.entries().keySet().stream().anyMatch(k -> k.startsWith("setAttribute"));
    if (!attribute) {
      String name = cookie.setting("argument0").text();
      String code = flow.unit().code(call.argTrees().getFirst(), 60);
      report(flow, call, name == null ? code : name, code, secure, httpOnly, recorder);
    }
  }

  private static boolean deletes(Box cookie) {
    String value = cookie.setting("argument1").text();
    return Long.valueOf(0).equals(cookie.setting("setMaxAge").constant())
        || "".equals(value)
        || Value.NULL.equals(cookie.setting("argument1").constant());
  }

  private static boolean handedOn(Box cookie) {
    return cookie.entries().keySet().stream()
        .anyMatch(k -> k.startsWith("passed:") && !k.equals("passed:addCookie"));
  }

  private void spring(JavaFlow flow, Call call, Recorder recorder) {
    String chain = flow.unit().code(call.tree(), 2000);
    if (!chain.startsWith("ResponseCookie.from")) {
      return;
    }
    boolean deleting = chain.contains(".maxAge(0)") || chain.contains(".maxAge(Duration.ZERO)");
    if (!deleting) {
      boolean secure = chain.contains(".secure(") && !chain.contains(".secure(false)");
      boolean httpOnly = chain.contains(".httpOnly(") && !chain.contains(".httpOnly(false)");
      int quote = chain.indexOf("(\"");
      int end = chain.indexOf('"', quote + 2);
      boolean literal = quote == chain.indexOf('(') && end > quote;
      String name = literal ? chain.substring(quote + 2, end) : "cookie";
      report(flow, call, name, "cookie", secure, httpOnly, recorder);
    }
  }

  private void header(JavaFlow flow, Call call, Recorder recorder) {
    List<Part> parts = call.arg(1).parts();
    if (parts.isEmpty() || parts.stream().noneMatch(p -> p.fixed() && p.text().contains("="))) {
      return;
    }
    String text =
        parts.stream()
            .map(p -> p.fixed() ? p.text() : "?")
            .collect(Collectors.joining())
            .toLowerCase(Locale.ROOT);
    boolean computed = parts.size() > 1 && !parts.getLast().fixed() && text.endsWith("; ?");
    if (!text.contains("max-age=0") && !computed) {
      String first = parts.getFirst().fixed() ? parts.getFirst().text() : "";
      int equals = first.indexOf('=');
      String name = equals > 0 ? first.substring(0, equals) : "cookie";
      boolean secure = text.contains("secure");
      report(flow, call, name, "cookie", secure, text.contains("httponly"), recorder);
    }
  }

  private void report(
      JavaFlow flow,
      Call call,
      String name,
      String code,
      boolean secure,
      boolean httpOnly,
      Recorder recorder) {
    String missing = missing(secure, httpOnly);
    if (missing == null) {
      return;
    }
    boolean sensitive = Names.any(name, SENSITIVE);
    if (!sensitive && Names.any(name + " " + call.scope().type(), PREFERENCES)) {
      return;
    }
    String variable = code.contains("(") || code.contains("\"") ? "cookie" : code;
    Map<String, String> words =
        Map.of(
            "name",
            name,
            "missing",
            missing,
            "variable",
            variable,
            "lines",
            (secure ? "" : variable + ".setSecure(true);\n")
                + (httpOnly ? "" : variable + ".setHttpOnly(true);\n"));
    String variant = secure ? "script" : "default";
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                sensitive ? Severity.MEDIUM : Severity.LOW,
                sensitive ? Confidence.LIKELY : Confidence.HEURISTIC,
                "The cookie `" + name + "` is sent without " + missing + ".")
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    if (!secure) {
      finding.cwe(614);
    }
    if (!httpOnly) {
      finding.cwe(1004);
    }
    recorder.finding(finding.build());
  }

  private static @Nullable String missing(boolean secure, boolean httpOnly) {
    return secure ? httpOnly ? null : "HttpOnly" : httpOnly ? "Secure" : "Secure and HttpOnly";
  }
}
