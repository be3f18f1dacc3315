package dev.brisach.deploy.probe;

import dev.brisach.deploy.probe.Kind.Encoding;
import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.WireException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a harmless word does at a point: whether the answer repeats it, where, and which of the
 * characters that matter come through there. Decides which detectors are worth their requests.
 *
 * @param places where the answer repeats the word
 * @param survivors by encoding, the characters that came back as they were; empty where nothing
 *     came back
 * @param look what the answer to the plain word looked like
 */
record Canary(Set<Reflection.Place> places, Map<Encoding, String> survivors, Look look) {
  private static final String CHARACTERS = "<>\"'";

  Canary {
    places = Set.copyOf(places);
    survivors = Map.copyOf(survivors);
  }

  /** Tries a point: one request, and one more for each encoding where the word came back. */
  static Canary of(InsertionPoint point, Sender sender, Markers markers) throws WireException {
    String word = markers.word();
    Payload plain = Payload.pure(word + markers.word(2)); // a tail that may be cut off
    Exchange exchange = sender.send(point.with(plain));
    Set<Reflection.Place> places = Reflection.of(exchange, word);
    Map<Encoding, String> survivors = new TreeMap<>();
    if (!places.isEmpty()) {
      for (Encoding encoding : point.encodings()) {
        survivors.put(encoding, survivors(point, encoding, sender, markers));
      }
    }
    return new Canary(places, survivors, Look.of(exchange, point.seen(plain, Placement.APPEND)));
  }

  private static String survivors(
      InsertionPoint point, Encoding encoding, Sender sender, Markers markers)
      throws WireException {
    StringBuilder sent = new StringBuilder();
    String[] words = new String[CHARACTERS.length() + 1];
    words[0] = markers.word(5);
    sent.append(words[0]);
    for (int i = 0; i < CHARACTERS.length(); i++) {
      words[i + 1] = markers.word(5);
      sent.append(CHARACTERS.charAt(i)).append(words[i + 1]);
    }
    Exchange exchange =
        sender.send(point.with(Payload.pure(sent.toString()), Placement.APPEND, encoding));
    String text = exchange.response().text();
    if (!text.contains(words[0])) {
      return CHARACTERS; // a filter that refuses all of it may let some of it through
    }
    StringBuilder alive = new StringBuilder();
    for (int i = 0; i < CHARACTERS.length(); i++) {
      if (text.contains(words[i] + CHARACTERS.charAt(i) + words[i + 1].substring(0, 3))) {
        alive.append(CHARACTERS.charAt(i));
      }
    }
    return alive.toString();
  }

  /** True where the answer repeats what is sent. */
  boolean reflected() {
    return !places.isEmpty();
  }

  /** True where each of these characters may come back as it is. */
  boolean lets(String needs, Encoding encoding) {
    String alive = survivors.getOrDefault(encoding, "");
    return needs.chars().allMatch(c -> alive.indexOf(c) >= 0);
  }
}
