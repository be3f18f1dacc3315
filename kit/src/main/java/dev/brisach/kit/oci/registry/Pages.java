package dev.brisach.kit.oci.registry;

import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.wire.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists that come in pages, each naming the next in a {@code Link} header (RFC 8288). */
final class Pages {
  private static final int MOST_PAGES = 1_000;
  private static final int MOST_TAGS = 1_000_000;

  private final Session session;
  private final Access access;

  Pages(Session session, Access access) {
    this.session = session;
    this.access = access;
  }

  /** Takes one page. */
  interface Page {
    void take(Exchange.Response response) throws IOException;
  }

  /** Gives all pages on; false where the first is not there. */
  boolean each(String target, Exchange.Request first, Page page) throws IOException {
    Session.Place place = session.own(target);
    Exchange.Request request = first;
    Set<String> seen = new HashSet<>();
    for (int pages = 0; seen.add(place.target()); pages++) {
      if (pages == MOST_PAGES) {
        throw session.fault(target + ": more than " + MOST_PAGES + " pages");
      }
      Exchange.Response response = session.ask(place, request, access);
      if (response.status() == 404 && pages == 0) {
        return false;
      }
      if (response.status() != 200) {
        throw session.refusal("reading " + target, response);
      }
      if (response.cut()) {
        throw session.fault(target + ": " + response.cutBecause());
      }
      page.take(response);
      String next = next(response.all("link"));
      if (next == null) {
        return true;
      }
      Session.Place led = session.led(place, next);
      if (!led.wire().sameService(place.wire())) {
        throw session.fault(target + ": its next page is at another host: " + next);
      }
      place = led;
      request = Exchange.Request.of("GET", place.target(), first.fields(), null);
    }
    throw session.fault(target + ": its pages lead in a circle");
  }

  List<String> tags(String target) throws IOException {
    List<String> tags = new ArrayList<>();
    boolean there =
        each(target, Exchange.Request.of("GET", target), response -> take(response, tags));
    if (!there) {
      throw session.fault(target + ": there is no such repository");
    }
    return tags;
  }

  private void take(Exchange.Response response, List<String> tags) throws OciException {
    try {
      for (String tag : JsonReader.readObject(response.body()).texts("tags")) {
        if (!Reference.isTag(tag)) {
          throw session.fault("it lists what is no tag: " + tag);
        }
        if (tags.size() == MOST_TAGS) {
          throw session.fault("more than " + MOST_TAGS + " tags");
        }
        tags.add(tag);
      }
    } catch (JsonFault e) {
      throw session.fault("its list of tags is no JSON: " + e.getMessage());
    }
  }

  /** The target of the link whose relation is {@code next}, or null. */
  static @Nullable String next(List<String> headers) {
    for (String header : headers) {
      int at = 0;
      while (at < header.length()) {
        int open = header.indexOf('<', at);
        int close = open < 0 ? -1 : header.indexOf('>', open);
        if (close < 0) {
          break;
        }
        int end = header.indexOf('<', close);
        String parameters = header.substring(close + 1, end < 0 ? header.length() : end);
        if (relatesToNext(parameters)) {
          return header.substring(open + 1, close);
        }
        at = close + 1;
      }
    }
    return null;
  }

  private static boolean relatesToNext(String parameters) {
    for (String parameter : parameters.split("[;,]", -1)) {
      String plain = parameter.replace("\"", "").strip().toLowerCase(Locale.ROOT);
      if (plain.startsWith("rel=") && List.of(plain.substring(4).split(" ", -1)).contains("next")) {
        return true;
      }
    }
    return false;
  }
}
