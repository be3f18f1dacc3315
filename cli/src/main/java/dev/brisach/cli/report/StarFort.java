package dev.brisach.cli.report;

import dev.brisach.core.Stage;
import dev.brisach.core.assurance.CellState;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the eight-sided fortress as SVG: one bastion per stage, coloured by its state, with the
 * state's sign, so that colour alone never carries the meaning.
 */
final class StarFort {
  private static final double CENTRE_X = 340;
  private static final double CENTRE_Y = 290;

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
    svg.raw("<svg class=\"fort\" viewBox=\"0 0 680 580\" role=\"group\" aria-label=\"")
        .raw("The eight bastions, one per stage\">");
    svg.raw("<path class=\"moat\" d=\"").raw(outline(236, 204)).raw("\"/>");
    svg.raw("<path class=\"glacis\" d=\"").raw(outline(222, 190)).raw("\"/>");
    for (Stage stage : Stage.values()) {
      ravelin(svg, angle(stage) + 22.5);
    }
    svg.raw("<polygon class=\"curtain\" points=\"");
    for (Stage stage : Stage.values()) {
      svg.raw(point(128, angle(stage) - 11)).raw(" ").raw(point(128, angle(stage) + 11)).raw(" ");
    }
    svg.raw("\"/>");
    for (Stage stage : Stage.values()) {
      bastion(
          svg, stage, states.getOrDefault(stage, CellState.NONE), counts.getOrDefault(stage, ""));
    }
    streets(svg);
    svg.raw(
        String.format(
            Locale.ROOT,
            "<circle class=\"place\" cx=\"%.0f\" cy=\"%.0f\" r=\"52\"/>",
            CENTRE_X,
            CENTRE_Y));
    svg.raw(label("share", CENTRE_X, CENTRE_Y + 4, Math.round(share * 100) + " %"));
    svg.raw(label("share-word", CENTRE_X, CENTRE_Y + 24, "held"));
    return svg.raw("</svg>").toString();
  }

  private static void bastion(Markup svg, Stage stage, CellState state, String counts) {
    double at = angle(stage);
    String name = TerminalReport.title(stage);
    svg.raw("<a href=\"#stage-" + stage.word() + "\" class=\"bastion s-" + state.word() + "\"")
        .raw(" aria-label=\"" + name + ": " + state.word() + ", ")
        .text(counts)
        .raw("\"><polygon points=\"")
        .raw(
            String.join(
                " ",
                point(122, at - 12),
                point(160, at - 15.5),
                point(218, at),
                point(160, at + 15.5),
                point(122, at + 12)))
        .raw("\"/>");
    svg.raw(label("sign", x(163, at), y(163, at) + 7, sign(state)));
    double labelX = x(258, at);
    double labelY = y(252, at);
    svg.raw(label("stage", labelX, labelY, name));
    svg.raw(label("counts", labelX, labelY + 16, counts));
    svg.raw("</a>");
  }

  /** The ravelin before a curtain. */
  private static void ravelin(Markup svg, double at) {
    svg.raw("<polygon class=\"ravelin\" points=\"")
        .raw(point(150, at - 7) + " " + point(186, at) + " " + point(150, at + 7))
        .raw("\"/>");
  }

  /** The grid of streets inside the walls. */
  private static void streets(Markup svg) {
    svg.raw("<g class=\"streets\">");
    for (int i = -2; i <= 2; i++) {
      double shift = i * 34;
      double half = 96 - Math.abs(i) * 8;
      svg.raw(line(CENTRE_X + shift, CENTRE_Y - half, CENTRE_X + shift, CENTRE_Y + half));
      svg.raw(line(CENTRE_X - half, CENTRE_Y + shift, CENTRE_X + half, CENTRE_Y + shift));
    }
    svg.raw("</g>");
  }

  private static String outline(double salient, double reentrant) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      double at = -90 + i * 22.5;
      path.append(i == 0 ? "M" : "L").append(point(i % 2 == 0 ? salient : reentrant, at));
    }
    return path.append("Z").toString();
  }

  static String sign(CellState state) {
    return new Style(false, true).sign(state);
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

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
  }

  private static String label(String kind, double x, double y, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
        kind,
        x,
        y,
        Markup.escape(text));
  }
}
