package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.kit.sandbox.Box;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The example shop and its twin, against the tables that lie beside them. */
@Tag("sandbox")
class ExampleShopTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("brisach.root", "..")).resolve("examples");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final List<String> STAGES =
      List.of("plan", "code", "test", "package", "release", "deploy", "operate", "monitor");

  private record Flaw(String number, List<String> files, List<String> checks) {}

  private record Seen(String rule, String file) {}

  @BeforeAll
  static void aBoxAndTheBuiltShopsAreThere() {
    assumeTrue(Box.look() instanceof Box.Availability.Ready, () -> Box.look().toString());
    assertThat(EXAMPLES.resolve("shop/target/shop.jar")).isRegularFile();
    assertThat(EXAMPLES.resolve("shop-clean/target/shop.jar")).isRegularFile();
  }

  private static Json.Obj run(String shop, int exit) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    int code =
        line.execute(
            "run",
            "--no-ledger",
            "--effect",
            "change",
            "--format",
            "json",
            EXAMPLES.resolve(shop).toString());
    assertThat(code).isEqualTo(exit);
    return JsonReader.readObject(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFlawedShopIsSeenExactlyAsItsTablesSay() throws IOException {
    Json.Obj run = run("shop", 1);

    assertThat(cells(run)).isEqualTo(truth("shop"));
    assertThat(run.object("gate").text("verdict")).isEqualTo("block");
    flaws(run);
  }

  @Test
  void theMendedShopHasNoFindingAndNoSkipWithoutReason() throws IOException {
    Json.Obj run = run("shop-clean", 0);

    assertThat(run.list("findings")).isEmpty();
    assertThat(cells(run)).isEqualTo(truth("shop-clean"));
    for (Json one : run.list("notExamined")) {
      assertThat(((Json.Obj) one).need("reason")).isNotBlank();
    }
    assertThat(run.texts("policyNotes")).anyMatch(note -> note.contains("package: none"));
  }

  /** Every check named in FLAWS.md finds its flaw, and nothing else is found than is written. */
  private static void flaws(Json.Obj run) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (Json one : run.list("findings")) {
      Json.Obj finding = (Json.Obj) one;
      String file = finding.text("file"); // what was crawled stands in no file
      seen.add(new Seen(finding.need("rule"), file == null ? finding.need("endpoint") : file));
    }
    List<Seen> explained = new ArrayList<>();
    List<Flaw> found = new ArrayList<>();
    for (Flaw flaw : flaws()) {
      for (String check : flaw.checks()) {
        List<Seen> here = seen.stream().filter(one -> speaksOf(one, check, flaw)).toList();
        assertThat(here).as("flaw %s by %s", flaw.number(), check).isNotEmpty();
        explained.addAll(here);
      }
      if (!flaw.checks().isEmpty()) {
        found.add(flaw);
      }
    }
    TreeSet<String> rest = new TreeSet<>();
    for (Seen one : seen) {
      if (!explained.contains(one)) {
        rest.add(one.rule() + " " + one.file());
      }
    }
    assertThat(rest).isEqualTo(comingAlong());
    assertThat(found).hasSizeGreaterThanOrEqualTo(30);
  }

  private static boolean speaksOf(Seen one, String check, Flaw flaw) {
    return one.rule().equals(check)
        && (check.startsWith("test.")
            || check.startsWith("deploy.probe.")
            || flaw.files().stream().anyMatch(one.file()::endsWith));
  }

  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("| ") && line.endsWith("|")) {
        List<String> columns = new ArrayList<>();
        for (String column : line.substring(1, line.length() - 1).split("\\|", -1)) {
          columns.add(column.strip());
        }
        rows.add(columns);
      }
    }
    return rows;
  }

  private static List<Flaw> flaws() throws IOException {
    List<Flaw> flaws = new ArrayList<>();
    for (List<String> row : rows(EXAMPLES.resolve("shop/FLAWS.md"))) {
      if (row.size() == 7 && Character.isDigit(row.getFirst().charAt(0))) {
        flaws.add(new Flaw(row.getFirst(), code(row.get(2)), checks(row.get(6))));
      }
    }
    return flaws;
  }

  private static TreeSet<String> comingAlong() throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (List<String> row : rows(EXAMPLES.resolve("shop/FLAWS.md"))) {
      if (row.size() == 2 && !code(row.getFirst()).isEmpty()) {
        all.add(code(row.getFirst()).getFirst() + " " + code(row.get(1)).getFirst());
      }
    }
    return all;
  }

  /** {@code .x} after {@code a.b.c} is short for {@code a.b.x}. */
  private static List<String> checks(String column) {
    List<String> checks = new ArrayList<>();
    for (String word : code(column)) {
      String first = checks.isEmpty() ? "" : checks.getFirst();
      checks.add(word.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + word : word);
    }
    return checks;
  }

  private static List<String> code(String column) {
    List<String> words = new ArrayList<>();
    Matcher matcher = CODE.matcher(column);
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }

  private static SortedMap<String, List<String>> truth(String shop) throws IOException {
    SortedMap<String, List<String>> truth = new TreeMap<>();
    for (List<String> row : rows(EXAMPLES.resolve(shop).resolve("TRUTH.md"))) {
      if (row.getFirst().startsWith("`")) {
        truth.put("plan." + code(row.getFirst()).getFirst(), row.subList(1, row.size()));
      }
    }
    return truth;
  }

  private static SortedMap<String, List<String>> cells(Json.Obj run) {
    SortedMap<String, List<String>> all = new TreeMap<>();
    for (Json one : run.list("threats")) {
      Json.Obj threat = (Json.Obj) one;
      List<String> row = new ArrayList<>();
      for (String stage : STAGES) {
        List<String> words = new ArrayList<>();
        for (Json cell : threat.object("cells").list(stage)) {
          String state = ((Json.Obj) cell).need("state");
          String place = ((Json.Obj) cell).need("environment");
          if (!state.equals("none")) {
            words.add(place.equals("source") ? state : state + " (" + place + ")");
          }
        }
        row.add(String.join(", ", words));
      }
      all.put(threat.need("id"), row);
    }
    return all;
  }
}
