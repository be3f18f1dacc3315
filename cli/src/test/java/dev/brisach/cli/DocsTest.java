package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the docs say can be typed can be typed, and what they link to is there. */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("brisach.root", ".."));

  /** A word that stands for what the reader puts there. */
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z0-9_]*+|.*…|\\$.+");

  private static final Pattern BENCHMARK = Pattern.compile("bench/run ([A-Z][A-Za-z]{1,40})");

  @TempDir private @Nullable Path folder;

  private static Map<String, Markdown> pages() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(top, below)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(files::add);
    }
    Map<String, Markdown> pages = new LinkedHashMap<>();
    for (Path file : files) {
      pages.put(ROOT.relativize(file).toString().replace('\\', '/'), Markdown.read(file));
    }
    return pages;
  }

  @Test
  void everyCommandInTheDocsIsOneThatThisProgramTakes() throws IOException {
    List<String> faults = new ArrayList<>();
    int commands = 0;
    for (Map.Entry<String, Markdown> page : pages().entrySet()) {
      for (Markdown.Command command : page.getValue().commands()) {
        commands++;
        String fault = fault(command.arguments());
        if (fault != null) {
          faults.add(page.getKey() + ":" + command.line() + ": " + fault);
        }
      }
    }

    assertThat(faults).isEmpty();
    assertThat(commands).as("commands in the docs").isGreaterThan(10);
  }

  /** What the command line says against these arguments, or null. */
  private static @Nullable String fault(List<String> arguments) {
    try {
      CommandLine.ParseResult parsed =
          Main.commandLine().parseArgs(arguments.toArray(String[]::new));
      return parsed.hasSubcommand()
              || parsed.isUsageHelpRequested()
              || parsed.isVersionHelpRequested()
          ? null
          : "no command in: " + arguments;
    } catch (CommandLine.UnmatchedArgumentException | CommandLine.MissingParameterException e) {
      return e.getMessage();
    } catch (CommandLine.ParameterException e) {
      String value = e.getValue();
      return value != null && PLACEHOLDER.matcher(value).matches() ? null : e.getMessage();
    }
  }

  @Test
  void aCommandOrOptionThatIsNotThereIsAFault() {
    assertThat(fault(List.of("run", "PATH"))).isNull();
    assertThat(fault(List.of("run", "--effect", "EFFECT", "."))).isNull();
    assertThat(fault(List.of("--version"))).isNull();
    assertThat(fault(List.of("walk", "PATH"))).contains("walk");
    assertThat(fault(List.of("run", "--fast", "."))).contains("--fast");
    assertThat(fault(List.of("run", "--effect", "none", "."))).contains("none");
    assertThat(fault(List.of())).contains("no command");
  }

  @Test
  void commandsAreFoundAsAShellWouldReadThem() {
    String page =
        """
        Try `./brisach init` and `brisach hub`.

        ```
        ./brisach run 'a b' --output "x y.json" . > log 2>&1 # all of it
        mvn package && ./brisach gate | tee out; brisach report \\
          --format html
        $ ./brisach --version
        brisach 0.1.0
        ```

            brisach update --from DIR
        """;

    assertThat(Markdown.of(page).commands().stream().map(Markdown.Command::arguments))
        .containsExactly(
            List.of("init"),
            List.of("run", "a b", "--output", "x y.json", "."),
            List.of("gate"),
            List.of("report", "--format", "html"),
            List.of("--version"),
            List.of("update", "--from", "DIR"));
  }

  @Test
  void everyRelativeLinkLeadsToAFileAndEveryAnchorToAHeading() throws IOException {
    Map<String, Markdown> pages = pages();
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Map.Entry<String, Markdown> page : pages.entrySet()) {
      for (Markdown.Link link : page.getValue().links()) {
        if (!link.target().contains("://") && !link.target().startsWith("mailto:")) {
          links++;
          if (!leads(pages, page.getKey(), link.target())) {
            broken.add(page.getKey() + ":" + link.line() + ": " + link.target());
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(links).as("relative links").isGreaterThan(10);
  }

  private static boolean leads(Map<String, Markdown> pages, String from, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path page = Path.of(from);
    Path to = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    if (!Files.exists(ROOT.resolve(to))) {
      return false;
    }
    Markdown linked = pages.get(to.toString().replace('\\', '/'));
    return hash < 0 || linked == null || linked.anchors().contains(target.substring(hash + 1));
  }

  @Test
  void everyDecisionHasItsOwnNumber() throws IOException {
    Map<String, List<String>> byNumber = new TreeMap<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/decisions"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md") && Character.isDigit(name.charAt(0)))
          .forEach(name ->
              byNumber.computeIfAbsent(name.substring(0, 4), _ -> new ArrayList<>()).add(name));
    }

    assertThat(byNumber).isNotEmpty();
    assertThat(byNumber.values()).allSatisfy(names -> assertThat(names).hasSize(1));
  }

  @Test
  void everyBenchmarkInTheDocsIsThereAndEachIsDescribed() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/guides/benchmarks.md"));
    Path sources = ROOT.resolve("bench/src/main/java/dev/brisach/bench");
    List<String> named = new ArrayList<>();
    for (Matcher found = BENCHMARK.matcher(guide); found.find(); ) {
      named.add(found.group(1) + "Bench.java");
    }

    try (Stream<Path> files = Files.list(sources)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith("Bench.java")))
          .allSatisfy(name -> assertThat(named).contains(name));
    }
    assertThat(named).allSatisfy(name -> assertThat(sources.resolve(name)).exists());
  }

  @Test
  void outputThatTheDocsShowIsWhatTheCommandPrints() throws IOException {
    copy(ROOT.resolve("examples"), folder.resolve("examples"));
    for (Map.Entry<String, Markdown> page : pages().entrySet()) {
      for (Markdown.Command command : page.getValue().commands()) {
        if (!command.expected().isEmpty()) {
          String place = page.getKey() + ":" + command.line();
          shows(place, command.expected(), replay(command.arguments()));
        }
      }
    }
  }

  @Test
  void shownOutputMayLeaveLinesOutButNotChangeThem() throws IOException {
    copy(ROOT.resolve("examples"), folder.resolve("examples"));
    List<String> out = replay(List.of("code", "secrets", "examples/shop", "--format", "json"));
    String first = out.getFirst();

    assertThat(replay(List.of("--version"))).containsExactly("brisach 0.1.0");
    shows("here", List.of(first, "…", out.getLast()), out);
    assertThat(catches(List.of(first, out.getLast()), out)).isTrue();
    assertThat(catches(List.of(first, "…", "other"), out)).isTrue();
  }

  private static boolean catches(List<String> expected, List<String> out) {
    try {
      shows("here", expected, out);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  /** Runs a command; what it names in {@code examples/} is a copy. */
  private List<String> replay(List<String> arguments) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    line.execute(
        arguments.stream()
            .map(word -> word.startsWith("examples/") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new));
    return out.toString().lines().map(String::stripTrailing).toList();
  }

  /** Each line in its order; a line {@code …} stands for any number of lines. */
  private static void shows(String place, List<String> expected, List<String> out) {
    int at = 0;
    boolean gap = false;
    for (String line : expected) {
      if (line.strip().equals("…")) {
        gap = true;
        continue;
      }
      int found = at;
      while (gap && found < out.size() && !out.get(found).equals(line.stripTrailing())) {
        found++;
      }
      assertThat(found < out.size() ? out.get(found) : "(the end)")
          .as(place)
          .isEqualTo(line.stripTrailing());
      at = found + 1;
      gap = false;
    }
    assertThat(gap || at == out.size()).as(place + ": no more is printed").isTrue();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.toString().contains("target") && !relative.toString().contains(".brisach")) {
          Path place = to.resolve(relative.toString());
          Files.createDirectories(place.getParent());
          Files.copy(file, place);
        }
      }
    }
  }
}
