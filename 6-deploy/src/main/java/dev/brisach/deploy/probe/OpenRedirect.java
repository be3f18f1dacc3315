package dev.brisach.deploy.probe;

import dev.brisach.core.Confidence;
import dev.brisach.core.Proof;
import dev.brisach.core.Severity;
import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Open redirect (CWE-601): the host of a redirect, read as a browser reads it, is the one that was
 * sent. A host beside the path, such as in a query of the target, counts for nothing.
 */
final class OpenRedirect implements Detector {
  private static final Card CARD =
      new Card(
          "open-redirect",
          List.of(601),
          Severity.MEDIUM,
          "A redirect does not lead where the caller says",
          "Open redirect",
          "Redirect only to paths of your own, or to hosts of a fixed list; compare the parsed host,"
              + " not the beginning of the text",
          "Which of your links carry an address to go on to, and who checks its host?",
          "https://cheatsheetseries.owasp.org/cheatsheets/"
              + "Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html");

  private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//.{1,500}|/[^/].{0,500}|/");

  /** A way to name another host. */
  private record Way(Placement placement, String before, String after) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(Placement.REPLACE, "https://", "/"),
          new Way(Placement.REPLACE, "//", "/"),
          new Way(Placement.REPLACE, "/\\", "/"),
          new Way(Placement.REPLACE, "https:", "/"),
          new Way(Placement.REPLACE, "@", "/"),
          new Way(Placement.REPLACE, ".", "/"),
          new Way(Placement.APPEND, "@", "/"),
          new Way(Placement.APPEND, ".", "/"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public boolean fits(Examination examination) {
    int status = examination.baseline().look().status();
    return examination.canary().places().contains(Reflection.Place.LOCATION)
        || ((status / 100 == 3 || examination.canary().look().status() / 100 == 3)
            && examination.point().kind() != Kind.HEADER)
        || ADDRESS.matcher(examination.point().value()).matches();
  }

  @Override
  public Verdict examine(Examination examination) throws WireException {
    for (Encoding encoding : examination.point().encodings()) {
      for (Way way : WAYS) {
        Verdict verdict = tried(examination, way, encoding);
        if (verdict != null) {
          return verdict;
        }
      }
    }
    return Verdict.CLEAN;
  }

  private static @Nullable Verdict tried(Examination examination, Way way, Encoding encoding)
      throws WireException {
    InsertionPoint point = examination.point();
    List<Proof.Step> steps = new ArrayList<>();
    Exchange sample = examination.baseline().exchange();
    steps.add(Proofs.step(Proof.Role.CONTROL, point, sample, Proofs.status(sample)));
    for (int i = 0; i < 2; i++) {
      String host = examination.markers().word() + ".example";
      Sender.Seen seen =
          examination.send(
              Payload.pure(way.before() + host + way.after()), way.placement(), encoding);
      if (!leadsTo(seen.exchange(), host)) {
        return null;
      }
      steps.add(
          Proofs.step(
              i == 0 ? Proof.Role.ATTACK : Proof.Role.REPEAT,
              point,
              seen.exchange(),
              seen.exchange().response().header("location") == null
                  ? Proofs.has(host)
                  : Proofs.header("location", host)));
    }
    return new Verdict.Found(
        Confidence.PROVED,
        "the answer leads a browser to the host that was sent",
        new Proof("the host of the redirect is the one in the request", steps));
  }

  private static boolean leadsTo(Exchange exchange, String host) {
    Exchange.Response response = exchange.response();
    String location = response.header("location");
    if (location != null && response.status() / 100 == 3) {
      return isHost(location, host);
    }
    String refresh = response.header("refresh");
    if (refresh != null && isHost(target(refresh), host)) {
      return true;
    }
    String text = response.text();
    if (!text.contains(host) || !text.toLowerCase(Locale.ROOT).contains("http-equiv")) {
      return false;
    }
    for (Element meta : Jsoup.parse(text).select("meta[http-equiv=refresh]")) {
      if (isHost(target(meta.attr("content")), host)) {
        return true;
      }
    }
    return false;
  }

  private static String target(String refresh) {
    int at = refresh.toLowerCase(Locale.ROOT).indexOf("url=");
    return at < 0 ? "" : refresh.substring(at + 4).replace("'", "").replace("\"", "");
  }

  /** As the URL standard reads it: back slashes are slashes, controls are dropped. */
  static boolean isHost(String address, String host) {
    StringBuilder plain = new StringBuilder();
    for (char c : address.strip().toCharArray()) {
      if (c > ' ') {
        plain.append(c == '\\' ? '/' : c);
      }
    }
    String text = plain.toString().toLowerCase(Locale.ROOT);
    String rest =
        text.startsWith("http:") || text.startsWith("https:")
            ? text.substring(text.indexOf(':') + 1)
            : text.startsWith("//") ? text : "";
    int at = 0;
    while (at < rest.length() && rest.charAt(at) == '/') {
      at++;
    }
    rest = rest.substring(at);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority = rest.substring(0, end);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    int port = authority.indexOf(':');
    String named = port < 0 ? authority : authority.substring(0, port);
    return named.equals(host) || named.endsWith("." + host);
  }
}
