package dev.brisach.test.tls;

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
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.TlsDetails;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import dev.brisach.test.answers.Sampled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPS service agrees to no broken version, suite or key (CWE-327, CWE-326, CWE-324), and tells
 * browsers to stay with HTTPS (CWE-319).
 *
 * <p>Each weak offer goes out alone in a greeting of its own; only the ServerHello is read, then
 * the connection ends. Control: an ordinary greeting is agreed to. Breached: the service agrees to
 * the weak offer, twice. Held: it refuses every one, the certificate's key is long enough and not
 * past its end, and the start page sends Strict-Transport-Security.
 */
public final class TlsStrength implements Check<LiveService> {
  private static final String ID = "test.tls";
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 4096;

  /** Suites of TLS 1.2 that are still good, for the control. */
  private static final List<Integer> GOOD =
      List.of(0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca8, 0xcca9, 0x009c, 0x009d, 0x009e);

  /** Suites that old versions have, good and bad, so that only the version is the question. */
  private static final List<Integer> OLD =
      List.of(0xc013, 0xc014, 0xc009, 0xc00a, 0x002f, 0x0035, 0x0033, 0x0039, 0x000a, 0x0005);

  private static final CheckInfo INFO =
      new CheckInfo(
          ID,
          1,
          "TLS agrees to no broken version, suite or key",
          List.of(Stage.TEST),
          Phase.LIVE,
          SubjectKind.of(AssetKind.ENDPOINT),
          List.of(Weakness.cwe(319), Weakness.cwe(324), Weakness.cwe(326), Weakness.cwe(327)),
          List.of(ID),
          List.of("running service"),
          Effect.TRAFFIC);

  /** Something weak to offer. */
  private record Offer(String what, int cwe, Severity severity, Greeting greeting) {
    boolean agreed(Reply.Hello hello) {
      return hello.version() == greeting.version()
          && greeting.suites().contains(hello.suite())
          && (!greeting.compression() || hello.compression() != 0);
    }
  }

  private static final List<Offer> OFFERS =
      List.of(
          new Offer("SSL 3.0", 327, Severity.HIGH, new Greeting(0x0300, OLD, false)),
          new Offer("TLS 1.0", 327, Severity.MEDIUM, new Greeting(0x0301, OLD, false)),
          new Offer("TLS 1.1", 327, Severity.MEDIUM, new Greeting(0x0302, OLD, false)),
          suites("suites without encryption", 327, 0x0001, 0x0002, 0x003b, 0xc006, 0xc010),
          suites("export suites", 326, 0x0003, 0x0006, 0x0008, 0x0011, 0x0014),
          suites(
              "suites without authentication", 327, 0x0034, 0x003a, 0x006c, 0x00a6, 0xc018, 0xc019),
          suites("RC4", 327, 0x0004, 0x0005, 0xc007, 0xc011),
          suites("single DES", 326, 0x0009, 0x000c, 0x0015),
          suites("triple DES", 327, 0x000a, 0x0016, 0xc008, 0xc012),
          new Offer("TLS compression", 327, Severity.MEDIUM, new Greeting(0x0303, GOOD, true)));

  private static Offer suites(String what, int cwe, Integer... suites) {
    Severity severity = what.equals("triple DES") ? Severity.LOW : Severity.HIGH;
    return new Offer(what, cwe, severity, new Greeting(0x0303, List.of(suites), false));
  }

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
    if (!"https".equalsIgnoreCase(service.wire().base().getScheme())) {
      recorder.skip("no TLS here: the service speaks plain HTTP");
      return;
    }
    List<Sampled> all = Sampled.of(service);
    all.forEach(one -> recorder.discovered(one.endpoint(), one.container(), ""));
    if (all.isEmpty()) {
      recorder.skip("no endpoint is known");
      return;
    }
    List<Finding> findings = new ArrayList<>();
    String unclear = look(service, all.getFirst(), context, findings);
    findings.forEach(recorder::finding);
    for (Sampled one : all) {
      boolean bearer = one.endpoint().equals(all.getFirst().endpoint()) && !findings.isEmpty();
      if (bearer || (findings.isEmpty() && unclear == null)) {
        recorder.covered(one.endpoint());
      } else {
        recorder.unexamined(
            one.endpoint(),
            unclear == null ? "has the TLS of " + all.getFirst().endpoint().name() : unclear);
      }
    }
  }

  /** Tries every offer; the reason why something stays open, or null where nothing does. */
  private static @Nullable String look(
      LiveService service, Sampled at, Context context, List<Finding> findings) {
    Wire wire = service.wire();
    String unclear = null;
    try {
      Reply control = greet(wire, new Greeting(0x0303, GOOD, false));
      Exchange start = start(wire);
      TlsDetails details = start == null ? null : start.tls();
      if (!(control instanceof Reply.Hello) && details == null) {
        return "agrees to no ordinary TLS either: " + control;
      }
      for (Offer offer : OFFERS) {
        context.checkCancelled();
        Reply reply = greet(wire, offer.greeting());
        if (reply instanceof Reply.Unclear(String why)) {
          unclear = offer.what() + ": " + why;
        } else if (reply instanceof Reply.Hello first
            && offer.agreed(first)
            && greet(wire, offer.greeting()) instanceof Reply.Hello again
            && offer.agreed(again)) {
          findings.add(weakOffer(at, offer, first));
        }
      }
      if (start == null || details == null || details.chain().isEmpty()) {
        return "the certificate could not be read";
      }
      certificate(at, details.chain().getFirst(), context, findings);
      if (start.response().status() < 400 && !stays(start.response())) {
        findings.add(loose(at));
      }
    } catch (WireException e) {
      return e.getMessage();
    }
    return unclear;
  }

  private static Reply greet(Wire wire, Greeting greeting) throws WireException {
    Wire.Bytes answer =
        wire.tcp(greeting.bytes(wire.base().getHost()), MOST_BYTES, WITHIN, Reply::enough);
    return Reply.of(answer.bytes(), answer.ended());
  }

  private static @Nullable Exchange start(Wire wire) {
    try {
      return wire.send(Exchange.Request.of("GET", "/"));
    } catch (WireException e) {
      return null; // what the JDK refuses to speak with; the greetings tell of the rest
    }
  }

  /** True where browsers are told to stay with HTTPS (RFC 6797). */
  private static boolean stays(Exchange.Response response) {
    String value =
        String.valueOf(response.header("strict-transport-security")).toLowerCase(Locale.ROOT);
    int at = value.indexOf("max-age=");
    return at >= 0 && !value.startsWith("0", at + "max-age=".length());
  }

  private static Finding loose(Sampled at) {
    return finding(
        at,
        Severity.LOW,
        319,
        "HTTPS service without Strict-Transport-Security",
        "does not tell browsers to stay with HTTPS, so a first request over plain HTTP can be caught",
        "Send Strict-Transport-Security: max-age=31536000 with every answer over HTTPS",
        "transport");
  }

  private static Finding weakOffer(Sampled at, Offer offer, Reply.Hello hello) {
    return finding(
        at,
        offer.severity(),
        offer.cwe(),
        "TLS agrees to " + offer.what(),
        "agrees to "
            + offer.what()
            + " (version "
            + Integer.toHexString(hello.version())
            + ", suite "
            + Integer.toHexString(hello.suite())
            + ") when nothing better is offered",
        "Allow TLS 1.2 and 1.3 only, with suites of AES-GCM or ChaCha20 and forward secrecy",
        offer.what());
  }

  private static void certificate(
      Sampled at, TlsDetails.Certificate leaf, Context context, List<Finding> findings) {
    boolean rsa = leaf.keyAlgorithm().equals("RSA") || leaf.keyAlgorithm().equals("DSA");
    if (leaf.keyBits() > 0 && leaf.keyBits() < (rsa ? 2048 : 224)) {
      findings.add(
          finding(
              at,
              Severity.MEDIUM,
              326,
              "Certificate with a short key",
              "has a certificate with a "
                  + leaf.keyAlgorithm()
                  + " key of "
                  + leaf.keyBits()
                  + " bits",
              "Make a new key: RSA of 2048 bits or more, or P-256",
              "key"));
    }
    if (leaf.until().isBefore(context.clock().instant())) {
      findings.add(
          finding(
              at,
              Severity.MEDIUM,
              324,
              "Certificate past its end",
              "has a certificate that ended on " + leaf.until(),
              "Renew it, and let a machine renew it from now on",
              "end"));
    }
  }

  private static Finding finding(
      Sampled at, Severity severity, int cwe, String title, String what, String fix, String id) {
    return Finding.of(ID, severity, Confidence.PROVED)
        .cwe(cwe)
        .at(at.endpoint(), null)
        .says(title, "The service " + what)
        .fix(fix)
        .detail("endpoint", at.call())
        .lesson(
            new Lesson(
                "Somebody on the way can read or change what is said, or push both sides there.",
                "Offer only this in a greeting and see whether the service agrees",
                "The current settings of a maintained generator for your server.",
                "Which client of yours still needs it, if any?",
                List.of(
                    "https://cwe.mitre.org/data/definitions/" + cwe + ".html",
                    "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html")))
        .identity(id)
        .build();
  }
}
