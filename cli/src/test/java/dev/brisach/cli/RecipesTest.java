package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.kit.sandbox.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The recipes of {@code docs/guides/ci.md}: their scripts are run as they stand there. */
class RecipesTest {
  private static final Path GUIDE =
      Path.of(System.getProperty("brisach.root", "..")).resolve("docs/guides/ci.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(sh|yaml|groovy)\n(.{1,20000}?)^```$");
  private static final Pattern JENKINS_SCRIPT =
      Pattern.compile("(?s)sh '''\n(.{1,2000}?)\n {0,40}'''");

  private static final String SETTINGS =
      """
      project:
        id: recipes
      environments:
        box:
          start: java -m jdk.httpserver -b 127.0.0.1 -p 8080 -d /app/pages
          url: http://127.0.0.1:8080
      """;

  @TempDir private Path folder;

  /** The scripts of each recipe, by the language of its block, in their order. */
  private static Map<String, List<String>> recipes() throws IOException {
    Map<String, List<String>> recipes = new LinkedHashMap<>();
    for (Matcher block = BLOCK.matcher(Files.readString(GUIDE)); block.find(); ) {
      switch (block.group(1)) {
        case "sh" ->
            recipes.computeIfAbsent("a plain shell", _ -> new ArrayList<>()).add(block.group(2));
        case "groovy" -> recipes.put("Jenkins", jenkins(block.group(2)));
        default -> {
          List<String> scripts = new ArrayList<>();
          scripts(new Load(LoadSettings.builder().build()).loadFromString(block.group(2)), scripts);
          recipes.put("YAML " + recipes.size(), scripts);
        }
      }
    }
    return recipes;
  }

  /** Every text below a key {@code run} or {@code script}. */
  private static void scripts(Object node, List<String> into) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (key.equals("run") || key.equals("script")) {
          List<?> parts = value instanceof List<?> list ? list : List.of(value);
          into.add(String.join("\n", parts.stream().map(Object::toString).toList()));
        } else {
          scripts(value, into);
        }
      });
    } else if (node instanceof List<?> list) {
      list.forEach(one -> scripts(one, into));
    }
  }

  private static List<String> jenkins(String pipeline) {
    List<String> scripts = new ArrayList<>();
    for (Matcher script = JENKINS_SCRIPT.matcher(pipeline); script.find(); ) {
      scripts.add(script.group(1).stripIndent());
    }
    return scripts;
  }

  @Test
  void everySystemRunsTheSameScripts() throws IOException {
    Map<String, List<String>> recipes = recipes();
    Set<String> shell = new LinkedHashSet<>();
    recipes.get("a plain shell").forEach(script -> shell.add(script.strip()));

    assertThat(recipes).hasSize(4);
    assertThat(shell).hasSize(4);
    assertThat(recipes.values())
        .allSatisfy(scripts ->
            assertThat(
                    scripts.stream()
                        .map(String::strip)
                        .filter(script -> !script.startsWith("sudo sysctl")))
                .containsExactlyElementsOf(shell));
  }

  @Test
  @Tag("sandbox")
  void theScriptsExamineAProjectAndBringItsEvidenceTogether() throws Exception {
    assumeTrue(Box.look() instanceof Box.Availability.Ready, () -> Box.look().toString());
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve("pages"));
    Files.writeString(project.resolve("pages/index.html"), "<title>Recipes</title>");
    Files.writeString(project.resolve("brisach.yaml"), SETTINGS);
    Path gathered = Files.createDirectories(folder.resolve("gathered"));
    Files.copy(project.resolve("brisach.yaml"), gathered.resolve("brisach.yaml"));
    List<String> scripts = recipes().get("a plain shell");

    for (String script : scripts.subList(0, 3)) {
      assertThat(shell(script, project)).as(script).isZero();
    }
    for (String job : List.of("change", "preview", "nightly")) {
      Path evidence = project.resolve(job + ".ndjson");
      assertThat(evidence).isNotEmptyFile();
      Files.copy(evidence, gathered.resolve(job + ".ndjson"));
    }

    assertThat(Files.readString(project.resolve("preview.ndjson")))
        .contains("endpoint:GET http://127.0.0.1:8080/");
    assertThat(project.resolve("brisach.sarif")).isNotEmptyFile();
    assertThat(project.resolve("nightly.html")).isNotEmptyFile();
    assertThat(shell(scripts.getLast(), gathered)).isZero();
    assertThat(Files.readString(folder.resolve("log"))).contains("pass");

    Files.delete(project.resolve("pages/index.html"));
    Files.delete(project.resolve("pages"));
    assertThat(shell(scripts.get(1), project)).as("a service that does not come up").isEqualTo(3);
    edit(gathered.resolve("preview.ndjson"));
    assertThat(shell(scripts.getLast(), gathered)).as("edited evidence").isNotZero();
  }

  private static void edit(Path evidence) throws IOException {
    String text = Files.readString(evidence);
    Files.writeString(evidence, text.replaceFirst("\"examined\"", "\"skipped\""));
  }

  /** Runs a script as a runner would, with this program as the command {@code brisach}. */
  private int shell(String script, Path where) throws Exception {
    Path commands = Files.createDirectories(folder.resolve("commands"));
    Path brisach = commands.resolve("brisach");
    Files.writeString(
        brisach,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin/java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertThat(brisach.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-eu", "-c", script)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("PATH", commands + ":" + System.getenv("PATH"));
    return builder.start().waitFor();
  }
}
