package dev.brisach.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * A report as one self-contained page: no script, no request to anywhere, light and dark, reachable
 * by keyboard, and small enough to open however large the project is.
 */
public final class HtmlReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Report report;
  private final Markup page = new Markup();

  private HtmlReport(Report report) {
    this.report = report;
  }

  /** The page. */
  public static String of(Report report) {
    HtmlReport html = new HtmlReport(report);
    Crossings crossings = new Crossings(report);
    html.head();
    new HtmlOverview(report, crossings, html.page).write();
    new HtmlMatrix(report, crossings, html.page).write();
    new HtmlFindings(report, crossings, html.page).write();
    new HtmlThreats(report, crossings, html.page).write();
    new HtmlRest(report, html.page).write();
    html.foot();
    return html.page.toString();
  }

  private void head() {
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .element("title", "Brisach · " + report.project())
        .raw("<style>")
        .raw(resource("report.css"))
        .raw("</style></head><body>")
        .raw("<a class=\"skip\" href=\"#matrix\">To the matrix</a><header class=\"top\">")
        .raw("<p class=\"brand\">Brisach</p>")
        .element("h1", report.project())
        .raw("<p class=\"facts\">");
    if (report.branch() != null) {
      page.text("branch ").element("code", report.branch()).raw("<span>·</span>");
    }
    if (report.revision() != null) {
      String revision = report.revision();
      page.text("revision ")
          .element("code", revision.substring(0, Math.min(10, revision.length())))
          .raw("<span>·</span>");
    }
    page.raw("<time datetime=\"" + report.now() + "\">" + TIME.format(report.now()) + "</time></p>")
        .raw("<nav aria-label=\"Parts of this page\">")
        .raw("<a href=\"#overview\">Overview</a> <a href=\"#stages\">Stages</a> ")
        .raw("<a href=\"#matrix\">Matrix</a> <a href=\"#findings\">Findings</a> ")
        .raw("<a href=\"#threats\">Threats</a> <a href=\"#not-examined\">Not examined</a> ")
        .raw("<a href=\"#decisions\">Decisions</a></nav></header><main>");
  }

  private void foot() {
    page.raw("</main><footer><p>")
        .text("A cell says what was looked at, by which check and when; it is no proof that ")
        .text("weaknesses of other kinds are absent.")
        .raw("</p>");
    if (report.ledgerHead() != null) {
      page.raw("<p>").text("Ledger head ").element("code", report.ledgerHead()).raw("</p>");
    }
    page.raw("</footer></body></html>\n");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
