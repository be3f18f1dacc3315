package dev.brisach.deploy.probe;

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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Poisoned host (CWE-348): a random host in {@code Host}, or in a header that a proxy sets, becomes
 * the host of an absolute link, form, script or redirect of the answer. It is told once for each
 * header, at the first endpoint that shows it: the setting is the service's.
 */
public final class HostHeader implements Check<LiveService> {
  private static final int MOST = 60;
  private static final List<String> HEADERS =
      List.of("X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Host");
  private static final List<String> LINKS =
      List.of("href", "src", "action", "formaction", "content", "data");

  private static final CheckInfo INFO =
      new CheckInfo(
          "deploy.probe.host-header",
          1,
          "A caller does not choose the host of the service's own links",
          List.of(Stage.TEST, Stage.DEPLOY),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(348)),
          List.of(),
          List.of("running service"),
          Effect.TRAFFIC);

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
    Markers markers = new Markers(context.clock().millis() ^ INFO.id().hashCode());
    Set<String> told = new HashSet<>();
    int tried = 0;
    for (Surface.Operation operation : service.learnt(Surface.OF).operations()) {
      context.checkCancelled();
      recorder.discovered(operation.endpoint(), service.asset(), "");
      Surface.Sample sample = sample(operation);
      if (sample == null) {
        recorder.covered(operation.endpoint()); // no page of it holds links
      } else if (tried == MOST) {
        recorder.unexamined(operation.endpoint(), "the first " + MOST + " pages are tried");
      } else {
        tried++;
        try {
          page(service, operation, sample, markers, told, recorder);
        } catch (WireException e) {
          recorder.unexamined(operation.endpoint(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** A stranger's request for a page or a redirect. */
  private static Surface.@Nullable Sample sample(Surface.Operation operation) {
    for (Surface.Sample sample : operation.samples()) {
      Exchange seen = sample.seen();
      if (!operation.writes() && sample.caller().isEmpty() && seen != null && links(seen)) {
        return sample;
      }
    }
    return null;
  }

  private static boolean links(Exchange seen) {
    String type = String.valueOf(seen.response().header("content-type")).toLowerCase(Locale.ROOT);
    return seen.response().header("location") != null || Reflection.html(type, "");
  }

  private static void page(
      LiveService service,
      Surface.Operation operation,
      Surface.Sample sample,
      Markers markers,
      Set<String> told,
      Recorder recorder)
      throws WireException {
    recorder.covered(operation.endpoint());
    for (String header : HEADERS) {
      if (told.contains(header)) {
        continue;
      }
      List<Proof.Step> steps = new ArrayList<>();
      Exchange plain = service.stranger().send(sample.request());
      for (int i = 0; i < 2; i++) {
        String host = markers.word() + ".example";
        Exchange seen = service.stranger().send(with(sample.request(), header, host));
        String where = where(seen, host);
        if (where.isEmpty() || !where(plain, host).isEmpty()) {
          break;
        }
        boolean place = where.equals("location");
        if (i == 0) {
          Proof.Expectation without =
              place ? Proofs.noHeader("location", host) : Proofs.lacks(host);
          steps.add(step(Proof.Role.CONTROL, plain, without));
        }
        Proof.Expectation shows = place ? Proofs.header("location", host) : Proofs.has(host);
        steps.add(step(i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT, seen, shows));
      }
      if (steps.size() == 3 && told.add(header)) {
        recorder.finding(finding(operation, header, steps));
      }
    }
  }

  private static Exchange.Request with(Exchange.Request request, String header, String host) {
    List<Exchange.Field> fields = new ArrayList<>(request.fields());
    fields.removeIf(field -> field.name().equalsIgnoreCase(header));
    fields.add(new Exchange.Field(header, host));
    return Exchange.Request.of(request.method(), request.target(), fields, request.body());
  }

  /**
   * Where the answer leads to a host: location, or the attribute of a page; empty where nowhere.
   */
  private static String where(Exchange exchange, String host) {
    String location = exchange.response().header("location");
    if (location != null && OpenRedirect.isHost(location, host)) {
      return "location";
    }
    String text = exchange.response().text();
    String type = String.valueOf(exchange.response().header("content-type"));
    if (!text.contains(host) || !Reflection.html(type.toLowerCase(Locale.ROOT), text)) {
      return "";
    }
    Document page = Jsoup.parse(text);
    for (String key : LINKS) {
      for (Element element : page.select("[" + key + "]")) {
        if (OpenRedirect.isHost(element.attr(key), host)) {
          return key;
        }
      }
    }
    return "";
  }

  private static Proof.Step step(Proof.Role role, Exchange exchange, Proof.Expectation expected) {
    Exchange.Request request = exchange.request();
    return new Proof.Step(
        role,
        "",
        new Proof.Call(
            request.method(),
            request.target(),
            request.fields().stream()
                .map(field -> new Proof.Header(field.name(), field.value()))
                .toList(),
            null),
        List.of(),
        List.of(expected),
        exchange.response().status(),
        "");
  }

  private static Finding finding(
      Surface.Operation operation, String header, List<Proof.Step> steps) {
    return Finding.of(INFO.id(), Severity.MEDIUM, Confidence.PROVED)
        .cwe(348)
        .at(operation.endpoint(), null)
        .says(
            "Poisoned host",
            operation.call()
                + ", header "
                + header
                + ": the host that is sent becomes the host of a link or redirect of the answer")
        .fix(
            "Make absolute links from a configured address, and take forwarded hosts only from your"
                + " own proxy")
        .detail("endpoint", operation.call())
        .detail("parameter", header)
        .proof(new Proof("the answer leads to a random host that only a header named", steps))
        .lesson(
            new Lesson(
                "Whoever chooses the host chooses where links of mails and cached pages lead.",
                "Ask for a page with another Host and look at its links.",
                "Configure the public address once, and refuse requests for other hosts.",
                "Which of your mails and pages hold absolute links, and where does their host come"
                    + " from?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/348.html",
                    "https://owasp.org/www-project-web-security-testing-guide/latest/"
                        + "4-Web_Application_Security_Testing/07-Input_Validation_Testing/"
                        + "17-Testing_for_Host_Header_Injection")))
        .identity(header)
        .build();
  }
}
