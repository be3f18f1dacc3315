package dev.brisach.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.assurance.CellState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTest {
  private static final Style PLAIN = new Style(false, true);

  @Test
  void fitsAHundredColumns() {
    for (Report report : List.of(Reports.shop(), Reports.large(60, 200))) {
      assertThat(print(report, PLAIN).lines())
          .allSatisfy(line -> assertThat(Columns.width(line)).as(line).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void columnsStandUnderEachOther() {
    List<String> lines = print(Reports.shop(), PLAIN).lines().toList();
    String head =
        lines.stream().filter(line -> line.contains("Plan Code Test")).findFirst().orElseThrow();
    String row =
        lines.stream().filter(line -> line.contains("SQL injection")).findFirst().orElseThrow();
    assertThat(row.indexOf("✖")).isEqualTo(head.indexOf("Code"));
    assertThat(row.indexOf("⊘")).isEqualTo(head.indexOf("Oper"));
  }

  @Test
  void saysWhichThreatTheGateMeansAndWhatToDoNext() {
    String text = print(Reports.shop(), PLAIN);
    String first = Reports.shop().assurance().findings().getFirst().id();
    assertThat(text)
        .contains("block  SQL injection in Orders (orders): code breached, likely")
        .contains("brisach explain " + first)
        .contains("brisach explain plan.sql-injection@orders")
        .contains("brisach run --effect traffic");
  }

  @Test
  void warningsThatSayTheSameArePutTogether() {
    assertThat(print(Reports.large(60, 200), PLAIN))
        .contains("30 threats: no story answers it; nothing looked in test; such as Threat number");
  }

  @Test
  void saysWhatWasNotExaminedAndWhy() {
    assertThat(print(Reports.shop(), PLAIN))
        .contains("Test     test.anonymous-access: needs --effect traffic")
        .contains("file:src/main/java/shop/Old.java: too large (code.java.sql-injection)");
    assertThat(print(Reports.large(60, 200), PLAIN))
        .contains("5000 places, such as vendor/0.bin: binary");
  }

  @Test
  void findingsUnderADecisionOrNotShippedAreCountedAndNotListed() {
    assertThat(print(Reports.shop(), PLAIN))
        .contains("Findings  5, 1 not shipped, 1 decided")
        .doesNotContain("mapper 2.9.8")
        .doesNotContain("A weak hash");
  }

  @Test
  void isAsciiWhereTheTerminalHasNoMore() {
    String text = print(Reports.large(60, 200), new Style(false, false));
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
    assertThat(Arrays.stream(CellState.values()).map(new Style(false, false)::sign))
        .doesNotHaveDuplicates();
  }

  @Test
  void coloursOnlyWhereAsked() {
    assertThat(print(Reports.shop(), PLAIN)).doesNotContain("\u001b");
    assertThat(print(Reports.shop(), new Style(true, true))).contains("\u001b[31;1m");
    assertThat(TerminalReport.plain(Reports.shop())).isEqualTo(print(Reports.shop(), PLAIN));
  }

  @Test
  void aStrangersNamesCannotSteerTheTerminal() {
    String text = print(Reports.hostile(), PLAIN);
    assertThat(text).doesNotContain("\u001b").doesNotContain("\u0007").doesNotContain("\u202e");
    StringWriter whole = new StringWriter();
    Reports.hostile()
        .assurance()
        .findings()
        .forEach(finding -> FindingList.explain(finding, new PrintWriter(whole), PLAIN));
    assertThat(whole.toString()).doesNotContain("\u001b").contains("What happens here");
  }

  @Test
  void aCommandIsQuotedForTheShell() {
    assertThat(print(Reports.hostile(), PLAIN)).contains("brisach explain 'plan.x<script>");
  }

  private static String print(Report report, Style style) {
    StringWriter text = new StringWriter();
    TerminalReport.print(report, new PrintWriter(text), style);
    return text.toString();
  }
}
