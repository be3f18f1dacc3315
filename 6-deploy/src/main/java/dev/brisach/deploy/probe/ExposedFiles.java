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
import dev.brisach.kit.live.LiveService;
import dev.brisach.kit.surface.Surface;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files and pages that nobody means to serve (CWE-538): known by their content, never by a status,
 * and only where the service answers otherwise for paths that do not exist.
 */
public final class ExposedFiles implements Check<LiveService> {
  private static final CheckInfo INFO =
      new CheckInfo(
          "deploy.probe.exposed-files",
          1,
          "Nothing is served that is not meant to be",
          List.of(Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(538)),
          List.of(),
          List.of("running service"),
          Effect.TRAFFIC);

  /** A place and what its content looks like. */
  private record Place(String path, Pattern content, Severity severity, String what) {
    static Place of(String path, String content, Severity severity, String what) {
      return new Place(path, Pattern.compile(content), severity, what);
    }
  }

  private static final List<Place> PLACES =
      List.of(
          Place.of("/.git/HEAD", "^ref: refs/[a-z]+/", Severity.HIGH, "a git repository"),
          Place.of("/.git/config", "\\[core\\]\\s", Severity.HIGH, "a git repository"),
          Place.of("/.svn/wc.db", "^SQLite format 3", Severity.HIGH, "a Subversion checkout"),
          Place.of(
              "/.hg/requires", "(?m)^(?:revlogv1|store)$", Severity.HIGH, "a Mercurial checkout"),
          Place.of(
              "/.env",
              "(?m)^[A-Z][A-Z0-9_]{2,60}=\\S",
              Severity.HIGH,
              "settings with their secrets"),
          Place.of(
              "/.htpasswd", "(?m)^[^:\\s]{1,60}:\\$(?:apr1|2[aby])\\$", Severity.HIGH, "passwords"),
          Place.of("/.aws/credentials", "aws_access_key_id", Severity.CRITICAL, "keys of a cloud"),
          Place.of("/.ssh/id_rsa", "PRIVATE KEY-----", Severity.CRITICAL, "a private key"),
          Place.of("/WEB-INF/web.xml", "<web-app\\b", Severity.HIGH, "the inside of a web archive"),
          Place.of(
              "/actuator/env", "\"propertySources\"", Severity.HIGH, "settings of the service"),
          Place.of("/actuator/heapdump/..;/env", "\"propertySources\"", Severity.HIGH, "settings"),
          Place.of("/server-status", "<title>Apache Status", Severity.MEDIUM, "a status page"),
          Place.of("/phpinfo.php", "<title>phpinfo\\(\\)", Severity.MEDIUM, "phpinfo"),
          Place.of("/config.php.bak", "<\\?php", Severity.HIGH, "source code"),
          Place.of(
              "/backup.sql",
              "(?m)^(?:CREATE TABLE|INSERT INTO|-- MySQL dump)",
              Severity.HIGH,
              "a dump"),
          Place.of(
              "/dump.sql",
              "(?m)^(?:CREATE TABLE|INSERT INTO|-- MySQL dump)",
              Severity.HIGH,
              "a dump"),
          Place.of("/composer.lock", "\"packages\":\\s*\\[", Severity.LOW, "a list of packages"),
          Place.of("/.DS_Store", "^\\x00\\x00\\x00\\x01Bud1", Severity.LOW, "names of files"),
          Place.of("/debug/pprof/", "Types of profiles available", Severity.MEDIUM, "a profiler"),
          Place.of("/h2-console/login.jsp", "H2 Console", Severity.HIGH, "a database console"));

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
    Surface surface = service.learnt(Surface.OF);
    for (Surface.Operation operation : surface.operations()) {
      recorder.discovered(operation.endpoint(), service.asset(), "");
      recorder.covered(operation.endpoint());
    }
    List<String> silent = new ArrayList<>();
    for (Place place : PLACES) {
      context.checkCancelled();
      Asset endpoint = service.endpoint("GET", place.path());
      try {
        Exchange seen = service.stranger().send(Exchange.Request.of("GET", place.path()));
        boolean served = seen.response().status() == 200 && !surface.notFound().is(seen);
        if (served && place.content().matcher(seen.response().text()).find()) {
          recorder.discovered(endpoint, service.asset(), "");
          recorder.covered(endpoint);
          recorder.finding(finding(endpoint, place, seen));
        }
      } catch (WireException e) {
        silent.add(e.getMessage());
      }
    }
    if (silent.size() == PLACES.size()) {
      recorder.skip(silent.getFirst());
    }
  }

  /** A word of the content that tells no secret, where there is one. */
  private static List<Proof.Expectation> shown(Place place, Exchange seen) {
    List<Proof.Expectation> shown = new ArrayList<>();
    shown.add(new Proof.Expectation(Proof.Expectation.Kind.STATUS, "", "200"));
    for (String word :
        List.of("ref: refs/", "[core]", "<web-app", "propertySources", "phpinfo()")) {
      if (seen.response().text().contains(word) && place.content().matcher(word).find()) {
        shown.add(new Proof.Expectation(Proof.Expectation.Kind.BODY_HAS, "", word));
      }
    }
    return shown;
  }

  private static Finding finding(Asset endpoint, Place place, Exchange seen) {
    return Finding.of(INFO.id(), place.severity(), Confidence.PROVED)
        .cwe(538)
        .at(endpoint, null)
        .says("Served by accident", place.path() + " is served: " + place.what())
        .fix("Keep it out of the folder that is served, and refuse names that begin with a dot")
        .detail("endpoint", "GET " + place.path())
        .proof(
            new Proof(
                "the answer has the content of such a file",
                List.of(
                    new Proof.Step(
                        Proof.Role.ATTACK,
                        "",
                        new Proof.Call("GET", place.path(), List.of(), null),
                        List.of(),
                        shown(place, seen),
                        seen.response().status(),
                        "(" + seen.response().body().length + " bytes, not shown)"))))
        .lesson(
            new Lesson(
                "The web server hands out a file that was only meant to lie beside the others.",
                "Ask for its well-known name.",
                "Serve from a folder that holds nothing else, built for it.",
                "Do you know every file below the folder that your server serves?",
                List.of("https://cwe.mitre.org/data/definitions/538.html")))
        .identity(place.path())
        .build();
  }
}
