package dev.brisach.test.access;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Location;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.test.matrix.Expected;
import dev.brisach.test.matrix.Team;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words and proof of an operation that lets strangers in.
 *
 * @param way to the objects in its path
 * @param control what a user was answered, or null
 */
record OpenFinding(
    ApiModel api,
    Ground ground,
    ApiModel.Operation operation,
    Asset endpoint,
    Way way,
    @Nullable Exchange nowhere,
    @Nullable Exchange control,
    @Nullable Caller user) {
  private static final String RULE = "test.anonymous-access";

  /** It is open to who shows no credential at all. */
  Finding open(Exchange seen, Confidence confidence) {
    return common(seen, confidence)
        .says(
            "Operation open without login",
            operation.call() + answers(seen) + " to a caller without any credential; " + stated())
        .fix(
            "Refuse the request with 401 before any other work in the handler of "
                + operation.call()
                + "; the handlers beside it show how this service does it")
        .lesson(
            new Lesson(
                operation.call() + " is served to anybody who can reach the port.",
                "curl -i " + endpoint.name().substring(endpoint.name().indexOf(' ') + 1),
                "Check the session first, answer 401 without one, and only then read data.",
                "Which of your handlers decide who is asking, and would a new one be open by"
                    + " default?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/306.html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html")))
        .identity(operation.call())
        .build();
  }

  private String stated() {
    boolean own =
        ground.team().stranger(operation) == Expected.Access.DENY
            || ground.team().expects(RULE, operation.call()) == Expected.Access.DENY;
    return own
        ? Team.FOLDER + " denies it"
        : "the API file says it needs "
            + (api.schemes().isEmpty() ? "a login" : String.join(" or ", api.schemes()));
  }

  /** It refuses who shows nothing, and lets in who shows anything. */
  Finding rubbish(Exchange seen, Confidence confidence) {
    return common(seen, confidence)
        .says(
            "Operation accepts a worthless credential",
            operation.call()
                + answers(seen)
                + " to a credential that nobody was ever given; without one it refuses")
        .fix(
            "Verify the credential in the handler of "
                + operation.call()
                + " (signature, or look it up), not only that one is there")
        .lesson(
            new Lesson(
                "Any text in the place of a session or token opens " + operation.call() + ".",
                "Send the request with a made-up token.",
                "A credential counts once it is verified; its presence says nothing.",
                "Where does your service look a token up, and what happens if it is not found?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/306.html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html")))
        .identity(operation.call(), "worthless credential")
        .build();
  }

  private static String answers(Exchange seen) {
    return " answers "
        + seen.response().status()
        + " with "
        + seen.response().body().length
        + " bytes";
  }

  private Finding.Builder common(Exchange seen, Confidence confidence) {
    return Finding.of(RULE, Severity.HIGH, confidence)
        .cwe(306)
        .at(endpoint, Location.line(api.file(), operation.line()))
        .detail("endpoint", operation.call())
        .detail("request", seen.request().method() + " " + seen.request().target())
        .detail("response", Integer.toString(seen.response().status()))
        .detail(
            "control",
            nowhere == null
                ? "none"
                : nowhere.request().target() + " answers " + nowhere.response().status())
        .proof(proof(seen));
  }

  private Proof proof(Exchange seen) {
    List<Proof.Step> steps = new ArrayList<>();
    if (user != null && control != null && Answer.succeeded(control)) {
      steps.add(Steps.step(Proof.Role.CONTROL, user.name(), control, "", Steps.status("2xx")));
    }
    if (nowhere != null && !Answer.succeeded(nowhere)) {
      Proof.Expectation not = Steps.expect(Proof.Expectation.Kind.STATUS_NOT, "", "2xx");
      steps.add(Steps.step(Proof.Role.CONTROL, "", nowhere, "", not));
    }
    steps.add(Steps.step(Proof.Role.ATTACK, "", seen, "", Steps.status("2xx")));
    if (seen.request().method().equals("GET")) {
      steps.add(Steps.step(Proof.Role.REPEAT, "", seen, "", Steps.status("2xx")));
    }
    steps.replaceAll(step -> Unique.renewed(ground, operation, step));
    return new Proof("who proves no identity is served, as a user is", way.steps(operation, steps));
  }
}
