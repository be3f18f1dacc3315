package dev.brisach.test.access;

import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Lesson;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.kit.live.Caller;
import dev.brisach.kit.openapi.ApiModel;
import dev.brisach.kit.replay.Steps;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.test.matrix.Team;
import dev.brisach.test.matrix.TestFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words and proof of an operation that does its work for who has not the role. */
record FunctionFinding(Ground ground, ApiModel.Operation operation, Caller low, Caller high) {

  /** Done, as it is for the user with the role. */
  Finding proved(Way way, @Nullable Exchange control, Exchange attack, @Nullable Exchange repeat) {
    List<Proof.Step> steps = new ArrayList<>();
    if (control != null && Ground.ok(control)) {
      steps.add(step(Proof.Role.CONTROL, high, control, "2xx"));
    }
    steps.add(step(Proof.Role.ATTACK, low, attack, "2xx"));
    if (repeat != null) {
      steps.add(step(Proof.Role.REPEAT, low, repeat, "2xx"));
    }
    return done(control == null ? Confidence.LIKELY : Confidence.PROVED, way, attack, steps);
  }

  /** Done to an object that was made for it, which nobody else may do it to once more. */
  Finding onOwn(Way way, Exchange nothing, Exchange attack) {
    String status = Integer.toString(nothing.response().status());
    return done(
        Confidence.PROVED,
        way,
        attack,
        List.of(
            step(Proof.Role.CONTROL, high, nothing, status),
            step(Proof.Role.ATTACK, low, attack, "2xx")));
  }

  private Finding done(Confidence confidence, Way way, Exchange attack, List<Proof.Step> steps) {
    return begin(confidence)
        .says(
            "Operation of another role is open",
            operation.call()
                + " answers "
                + attack.response().status()
                + " to "
                + low.name()
                + rightly())
        .proof(
            new Proof(low.name() + " may do what only others should", way.steps(operation, steps)))
        .build();
  }

  /** Why the user is not to do it. */
  private String rightly() {
    return ground.team().denied(operation, low)
        ? ", whom " + Team.FOLDER + "/" + TestFiles.MATRIX + " denies it"
        : ", who has none of the roles " + String.join(", ", operation.roles());
  }

  /** Not refused where other operations refuse, and not done for certain either. */
  Finding likely(Way way, Exchange control, Exchange attack) {
    String status = Integer.toString(attack.response().status());
    boolean same = control.response().status() == attack.response().status();
    List<Proof.Step> steps = new ArrayList<>();
    if (same) {
      steps.add(step(Proof.Role.CONTROL, high, control, status));
    }
    steps.add(step(Proof.Role.ATTACK, low, attack, status));
    return begin(Confidence.LIKELY)
        .says(
            "Nobody seems to ask for the role",
            operation.call()
                + " answers "
                + status
                + " to "
                + low.name()
                + (same
                    ? " as it does to " + high.name()
                    : " and " + control.response().status() + " to " + high.name())
                + ", where other operations refuse "
                + low.name())
        .proof(
            new Proof(
                same
                    ? "with and without the role the answer is the same, and it is no refusal"
                    : "it is done without the role",
                way.steps(operation, steps)))
        .build();
  }

  private Proof.Step step(Proof.Role role, Caller who, Exchange exchange, String status) {
    return Unique.renewed(
        ground, operation, Steps.step(role, who.name(), exchange, Steps.status(status)));
  }

  private Finding.Builder begin(Confidence confidence) {
    String call = operation.call();
    return Finding.of(ForeignFunctions.ID, Severity.HIGH, confidence)
        .cwe(862)
        .at(ground.endpoint(operation), ground.location(operation))
        .fix(
            "Ask for "
                + (operation.roles().contains(Team.NOBODY)
                    ? "a role that may"
                    : "the role " + String.join(" or ", operation.roles()))
                + " before any other work in the handler of "
                + call
                + ", and answer 403 without it")
        .detail("endpoint", call)
        .lesson(
            new Lesson(
                call + " does its work for users who do not have the role it is meant for.",
                "Log in as a user without the role and send the same request.",
                "Declare the role at the handler itself and refuse by default.",
                "Would a new handler of yours be open to every user unless somebody remembers?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/862.html",
                    "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/")))
        .identity(call);
  }
}
