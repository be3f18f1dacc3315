package dev.brisach.cli.report;

import dev.brisach.core.Stage;
import dev.brisach.core.assurance.CellState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the eight-sided fortress as SVG, after Vauban's plan of Neuf-Brisach: glacis, moat,
 * ravelins, the curtain wall with a bastion at each corner, the grid of streets and the square in
 * its middle. One bastion per stage, coloured by its state and marked with the state's sign, so
 * that colour alone never carries the meaning.
 */
final class StarFort {
  private static final double CENTRE_X = 390;
  private static final double CENTRE_Y = 325;

  private StarFort() {}

  /**
   * The drawing.
   *
   * @param states the state of each stage
   * @param counts a short line for each stage, such as {@code 3 of 7 held}
   * @param share held share, 0 to 1
   */
  static String svg(Map<Stage, CellState> states, Map<Stage, String> counts, double share) {
    Markup svg = new Markup();
    svg.raw("<svg class=\"fort\" viewBox=\"0 0 780 650\" role=\"group\" aria-label=\"")
        .raw("The eight bastions, one per stage\">");
    svg.raw("<path class=\"glacis\" d=\"").raw(star(282, 250)).raw("\"/>");
    svg.raw("<path class=\"way\" d=\"").raw(star(262, 232)).raw("\"/>");
    svg.raw("<path class=\"moat\" d=\"").raw(star(254, 224)).raw("\"/>");
    for (Stage stage : Stage.values()) {
      ravelin(svg, angle(stage) + 22.5);
    }
    svg.raw("<polygon class=\"rampart\" points=\"").raw(octagon(158)).raw("\"/>");
    svg.raw("<polygon class=\"town\" points=\"").raw(octagon(138)).raw("\"/>");
    streets(svg);
    for (Stage stage : Stage.values()) {
      bastion(
          svg, stage, states.getOrDefault(stage, CellState.NONE), counts.getOrDefault(stage, ""));
    }
    svg.raw(
        String.format(
            Locale.ROOT,
            "<circle class=\"place\" cx=\"%.0f\" cy=\"%.0f\" r=\"54\"/>",
            CENTRE_X,
            CENTRE_Y));
    svg.raw(label("share", "middle", CENTRE_X, CENTRE_Y + 6, Math.round(share * 100) + " %"));
    svg.raw(label("share-word", "middle", CENTRE_X, CENTRE_Y + 27, "held"));
    return svg.raw("</svg>").toString();
  }

  private static void bastion(Markup svg, Stage stage, CellState state, String counts) {
    double at = angle(stage);
    String name = TerminalReport.title(stage);
    svg.raw("<a href=\"#stage-" + stage.word() + "\" class=\"bastion s-" + state.word() + "\"")
        .raw(" aria-label=\"" + name + ": " + words(state) + ", ")
        .text(counts)
        .raw("\"><polygon points=\"")
        .raw(
            String.join(
                " ",
                point(142, at - 11),
                point(176, at - 11.5),
                point(186, at - 18.5),
                point(246, at),
                point(186, at + 18.5),
                point(176, at + 11.5),
                point(142, at + 11)))
        .raw("\"/>");
    svg.raw(label("sign", "middle", x(194, at), y(194, at) + 8, sign(state)));
    double side = Math.cos(Math.toRadians(at));
    String anchor = side > 0.1 ? "start" : side < -0.1 ? "end" : "middle";
    double labelX = x(292, at);
    double labelY = y(292, at) + (stage == Stage.PLAN ? -20 : stage == Stage.RELEASE ? 16 : 0);
    svg.raw(label("stage", anchor, labelX, labelY, name));
    List<String> lines = lines(counts);
    for (int i = 0; i < lines.size(); i++) {
      svg.raw(label("counts", anchor, labelX, labelY + 17 * (i + 1), lines.get(i)));
    }
    svg.raw("</a>");
  }

  /** Short lines: what is held, and below it what is breached. */
  private static List<String> lines(String counts) {
    int comma = counts.indexOf(", ");
    return comma < 0
        ? List.of(counts)
        : List.of(counts.substring(0, comma), counts.substring(comma + 2));
  }

  /** The ravelin in the moat before a curtain, with its redoubt. */
  private static void ravelin(Markup svg, double at) {
    svg.raw("<polygon class=\"ravelin\" points=\"")
        .raw(
            String.join(
                " ", point(172, at), point(180, at - 8.5), point(219, at), point(180, at + 8.5)))
        .raw("\"/><polygon class=\"redoubt\" points=\"")
        .raw(String.join(" ", point(182, at - 3.2), point(197, at), point(182, at + 3.2)))
        .raw("\"/>");
  }

  /** The blocks of houses between the streets, one drill ground free in their middle. */
  private static void streets(Markup svg) {
    svg.raw("<g class=\"blocks\">");
    for (int row = -3; row <= 2; row++) {
      for (int column = -3; column <= 2; column++) {
        double middleX = column * 33 + 16.5;
        double middleY = row * 33 + 16.5;
        double far = Math.hypot(Math.abs(middleX) + 13, Math.abs(middleY) + 13);
        if (far < 128 && Math.hypot(middleX, middleY) > 50) {
          svg.raw(
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"26\" height=\"26\" rx=\"2\"/>",
                  CENTRE_X + middleX - 13,
                  CENTRE_Y + middleY - 13));
        }
      }
    }
    svg.raw("</g>");
  }

  private static String star(double salient, double reentrant) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      double at = -90 + i * 11.25;
      double radius = i % 4 == 0 ? salient : i % 2 == 0 ? salient - 14 : reentrant;
      path.append(i == 0 ? "M" : "L").append(point(radius, at));
    }
    return path.append("Z").toString();
  }

  private static String octagon(double radius) {
    StringBuilder points = new StringBuilder();
    for (Stage stage : Stage.values()) {
      points.append(point(radius, angle(stage))).append(' ');
    }
    return points.toString().strip();
  }

  static String sign(CellState state) {
    return new Style(false, true).sign(state);
  }

  /** The state in words, for ears. */
  static String words(CellState state) {
    return state == CellState.NONE ? "not expected" : state.word();
  }

  private static double angle(Stage stage) {
    return -90 + stage.ordinal() * 45.0;
  }

  private static double x(double radius, double degrees) {
    return CENTRE_X + radius * Math.cos(Math.toRadians(degrees));
  }

  private static double y(double radius, double degrees) {
    return CENTRE_Y + radius * Math.sin(Math.toRadians(degrees));
  }

  private static String point(double radius, double degrees) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(radius, degrees), y(radius, degrees));
  }

  private static String label(String kind, String anchor, double x, double y, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        kind,
        x,
        y,
        anchor,
        Markup.escape(text));
  }
}
