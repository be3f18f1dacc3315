package dev.brisach.code.java;

import com.sun.source.tree.Tree;
import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Scope;
import dev.brisach.code.java.flow.Store;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of a predictable generator that become something nobody may guess (CWE-338). What they
 * become is read from the name of the variable, field, setter or method that receives them.
 */
final class PredictableRandom extends JavaCheck {
  private static final Set<String> SECRET =
      Set.of(
          "token",
          "session",
          "password",
          "passwd",
          "pwd",
          "secret",
          "salt",
          "nonce",
          "otp",
          "csrf",
          "xsrf",
          "passcode",
          "credential",
          "credentials",
          "apikey",
          "passphrase",
          "captcha",
          "totp");
  private static final Set<String> WITH_KEY =
      Set.of(
          "secret",
          "private",
          "api",
          "crypt",
          "encryption",
          "remember",
          "me",
          "access",
          "auth",
          "sign",
          "signing",
          "license",
          "activation",
          "reset");
  private static final Set<String> NOT_SECRET =
      Set.of(
          "count",
          "index",
          "length",
          "size",
          "timeout",
          "delay",
          "jitter",
          "interval",
          "expiry",
          "expires",
          "ttl",
          "sleep",
          "backoff",
          "retry",
          "ms",
          "millis",
          "seconds");

  PredictableRandom() {
    super(
        "predictable-random",
        1,
        "Secret made by a predictable generator",
        List.of("Random", "Math.random"),
        338);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    Set<Tree> told = new HashSet<>();
    for (Store store : flow.stores()) {
      if (isSecret(store.name())) {
        tell(flow, store.value(), store.name(), store.tree(), store.scope(), told, recorder);
      }
    }
    for (Call call : flow.calls()) {
      boolean cookie = call.name().equals("new") && call.type().equals("Cookie");
      if (cookie || (isSecret(call.name()) && call.name().startsWith("set"))) {
        Value value =
            cookie ? call.arg(1) : call.args().isEmpty() ? call.receiver() : call.args().getLast();
        String name = cookie ? "cookie" : call.name();
        tell(flow, value, name, call.tree(), call.scope(), told, recorder);
      }
    }
  }

  private static boolean isSecret(String name) {
    List<String> words = Names.words(name);
    if (words.stream().anyMatch(NOT_SECRET::contains)) {
      return false;
    }
    return words.stream().anyMatch(SECRET::contains)
        || (words.contains("key") && words.stream().anyMatch(WITH_KEY::contains));
  }

  private void tell(
      JavaFlow flow,
      Value value,
      String name,
      Tree at,
      Scope scope,
      Set<Tree> told,
      Recorder recorder) {
    Taint random = value.random();
    boolean generator = value.type().endsWith("Random") || value.type().equals("boolean");
    if (random == null || generator || !told.add(random.source())) {
      return;
    }
    boolean commons = random.name().startsWith("Random") && !random.name().startsWith("Random(");
    String note = commons ? " Commons Lang before 3.16 draws it from `java.util.Random`." : "";
    Map<String, String> words = Map.of("name", name, "source", random.name());
    Finding.Builder finding =
        finding(
                flow.unit(),
                at,
                scope.symbol(),
                Severity.MEDIUM,
                commons ? Confidence.HEURISTIC : Confidence.LIKELY,
                "`" + name + "` is made by `" + random.name() + "`." + note)
            .cwe(338)
            .lesson(card().fill("default", words))
            .fix(card().fill("default", words).replacement());
    recorder.finding(Tainted.path(finding, flow.unit(), random, at).build());
  }
}
