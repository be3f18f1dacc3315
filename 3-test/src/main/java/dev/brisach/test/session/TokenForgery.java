package dev.brisach.test.session;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Effect;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Phase;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.login.LoggedIn;
import dev.brisach.kit.login.Recipe;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the probe of a user whose credential is a signed token with forged tokens (CWE-347).
 *
 * <p>Control: the token itself lets the user in alone. Second control: what only looks like a token
 * does not; where it does, nobody looks at tokens at all (CWE-287), and no forgery says more.
 * Breached: a forged token is taken for the user, twice. An expired token and one for another
 * audience need the service's key to be made, and are not tried.
 */
public final class TokenForgery implements Check<LiveService> {
  private static final String ID = "test.token-forgery";
  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "A forged token lets nobody in",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(287), Weakness.cwe(347)),
          List.of(ID),
          List.of("running service", "users"),
          Effect.TRAFFIC);

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Class<LiveService> subjectType() {
    return LiveService.class;
  }

  /** A token and the header that carries it, with what stands before it. */
  private record Carried(Jwt token, String text, String header, String before) {
    Exchange.Request in(LoggedIn user, String other) {
      return Account.probe(user).with(header, before + other);
    }
  }

  @Override
  public void examine(LiveService service, Context context, Recorder recorder) {
    List<LoggedIn> users = Account.of(service);
    if (users.isEmpty()) {
      recorder.skip(Words.NO_USERS);
      return;
    }
    Endpoints endpoints = Endpoints.of(service, recorder);
    List<String> reasons = new ArrayList<>();
    for (LoggedIn user : users) {
      context.checkCancelled();
      if (user.recipe().way() instanceof Recipe.Basic) {
        continue; // no token at all
      }
      String unknown = user.unknown();
      if (unknown != null) {
        reasons.add(unknown);
        continue;
      }
      try {
        Carried carried = carried(service, user);
        if (carried == null) {
          continue;
        }
        Finding finding = forged(service, endpoints, user, carried, context);
        if (finding != null) {
          recorder.finding(finding);
        }
        endpoints.covered(recorder);
        return;
      } catch (WireException e) {
        reasons.add(e.getMessage());
      }
    }
    if (reasons.isEmpty()) {
      endpoints.covered(recorder); // no credential is such a token
    } else {
      endpoints.unexamined(recorder, one -> !one.open(), reasons.getFirst());
    }
  }

  /** The signed token that lets the user in by itself, or null where there is none. */
  private static @Nullable Carried carried(LiveService service, LoggedIn user)
      throws WireException {
    for (Exchange.Field field : user.dressed(Account.probe(user)).fields()) {
      List<Carried> found = new ArrayList<>();
      if (field.name().equalsIgnoreCase("Cookie")) {
        for (String pair : field.value().split(";")) {
          int equals = pair.indexOf('=');
          String before = pair.substring(0, equals + 1).strip();
          add(found, pair.substring(equals + 1).strip(), "Cookie", before);
        }
      } else {
        int space = field.value().indexOf(' ');
        add(
            found,
            field.value().substring(space + 1),
            field.name(),
            field.value().substring(0, space + 1));
      }
      for (Carried one : found) {
        if (user.shows(service.wire().send(one.in(user, one.text())))) {
          return one;
        }
      }
    }
    return null;
  }

  private static void add(List<Carried> found, String text, String header, String before) {
    Jwt token = Jwt.read(text);
    if (token != null) {
      found.add(new Carried(token, text, header, before));
    }
  }

  private static @Nullable Finding forged(
      LiveService service, Endpoints endpoints, LoggedIn user, Carried carried, Context context)
      throws WireException {
    String garbage = Forgeries.garbage(new SecureRandom());
    if (accepted(service, user, carried, garbage)) {
      return finding(endpoints, user, carried, "that is no token at all", 287);
    }
    boolean asymmetric = !carried.token().algorithm().startsWith("HS");
    for (Forgeries.Forgery forgery :
        Forgeries.of(carried.token(), asymmetric ? PublicKeys.of(service.wire()) : List.of())) {
      context.checkCancelled();
      if (accepted(service, user, carried, forgery.token())) {
        return finding(endpoints, user, carried, forgery.kind(), 347);
      }
    }
    if (!user.shows(service.wire().send(carried.in(user, carried.text())))) {
      throw new WireException(
          "the token of " + user.name() + " itself was no longer accepted at the end");
    }
    return null;
  }

  private static boolean accepted(LiveService service, LoggedIn user, Carried carried, String token)
      throws WireException {
    Exchange answer = service.wire().send(carried.in(user, token));
    if (Account.unclear(answer) != null && answer.response().status() == 429) {
      throw new WireException(String.valueOf(Account.unclear(answer)));
    }
    return user.shows(answer) && user.shows(service.wire().send(carried.in(user, token)));
  }

  private static Finding finding(
      Endpoints endpoints, LoggedIn user, Carried carried, String kind, int weakness) {
    String target = Account.probe(user).target();
    Endpoints.One probe =
        endpoints.all().stream()
            .filter(one -> one.method().equals("GET") && target.startsWith(one.path()))
            .filter(one -> one.path().equals(target) || target.startsWith(one.path() + "?"))
            .findFirst()
            .orElseThrow();
    return Finding.of(ID, Severity.CRITICAL, Confidence.PROVED)
        .cwe(weakness)
        .at(probe.asset(), endpoints.location(probe))
        .says(
            weakness == 287 ? "Tokens are not looked at" : "Forged token accepted",
            "GET "
                + target
                + " takes the sender of a token "
                + kind
                + " for "
                + user.name()
                + (weakness == 287 ? "" : "; a text that is no token at all it refuses"))
        .fix(
            "Verify the signature with one key and one algorithm that the service itself has"
                + " chosen, before anything in the token is believed")
        .detail("algorithm", carried.token().algorithm())
        .detail("control", "the user's own token: the user; no token: nobody")
        .detail("attack", "a token " + kind + ": the user, twice")
        .lesson(
            new Lesson(
                "Anybody can write a token for anybody.",
                "Take a token apart at its dots, change it as said above, and send it.",
                "Let a library verify tokens, and tell it the only algorithm that you use.",
                "Which of your services believe what a token says of itself?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/" + weakness + ".html",
                    "https://www.rfc-editor.org/rfc/rfc8725")))
        .identity("GET " + probe.path(), kind)
        .build();
  }
}
