package dev.brisach.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Effect;
import dev.brisach.core.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFilesTest {
  private static final Model MODEL = Town.model(Town.threat("objects", "post", 639));
  private static final String STORY = "story-objects.yaml";
  private static final String READ = "  test-foreign-objects-get-letters-id:";

  @TempDir Path folder;

  private List<Path> generate(String api) {
    return TestFiles.write(folder, Town.plan(api, MODEL), MODEL);
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void edit(String file, String from, String to) throws IOException {
    assertThat(text(file)).contains(from);
    Files.writeString(folder.resolve(file), text(file).replace(from, to));
  }

  @Test
  void writingAgainGivesTheSameBytes() throws IOException {
    List<Path> first = generate(Town.API);
    String matrix = text(TestFiles.MATRIX);
    String story = text(STORY);

    assertThat(first).hasSize(3);
    assertThat(generate(Town.API)).isEmpty();
    assertThat(text(TestFiles.MATRIX)).isEqualTo(matrix);
    assertThat(text(STORY)).isEqualTo(story);
  }

  @Test
  void whatIsReadIsWhatWasPlanned() {
    TestPlan plan = Town.plan(Town.API, MODEL);

    TestFiles.write(folder, plan, MODEL);

    TestFiles.Read read = TestFiles.read(folder);
    assertThat(read.matrix()).isEqualTo(plan.matrix());
    assertThat(read.cases()).containsExactlyInAnyOrderElementsOf(plan.cases());
  }

  @Test
  void editsAndCommentsStayAndAreRead() throws IOException {
    generate(Town.API);
    edit(STORY, READ, "  # ask Lou before you change this\n" + READ);
    edit(
        STORY,
        "    operation: GET /letters/{id}\n",
        "    operation: GET /letters/{id}\n"
            + "    # old letters only\n"
            + "    seeds: {kim: [7, '8']}\n"
            + "    expect: deny\n");
    edit(
        STORY,
        "    operation: DELETE /letters/{id}\n",
        "    operation: DELETE /letters/{id}\n    skip: letters are never burnt\n");
    edit(TestFiles.MATRIX, "citizen: {own: allow?, other: deny?}", "citizen: allow");
    String story = text(STORY);
    String matrix = text(TestFiles.MATRIX);

    assertThat(generate(Town.API)).isEmpty();

    assertThat(text(STORY)).isEqualTo(story);
    assertThat(text(TestFiles.MATRIX)).isEqualTo(matrix);
    TestFiles.Read read = TestFiles.read(folder);
    assertThat(read.of("test.foreign-objects", "GET /letters/{id}"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.edits().seeds()).containsEntry("kim", List.of("7", "8"));
          assertThat(one.edits().expect()).isEqualTo(Expected.of("deny"));
        });
    assertThat(read.of("test.foreign-objects", "DELETE /letters/{id}")).isEmpty();
    assertThat(
            new Team(read).leftOut("test.foreign-objects", "DELETE /letters/{id}", Effect.ATTACK))
        .contains(STORY)
        .endsWith(": letters are never burnt");
    AccessMatrix reviewed = read.matrix();
    assertThat(reviewed).isNotNull();
    assertThat(reviewed.of("GET /letters/{id}", "citizen", Ownership.OTHER).word())
        .isEqualTo("allow");
  }

  @Test
  void newOperationsJoinInTheirPlaceAndUntouchedOnesFollowTheApi() throws IOException {
    generate(Town.API.replace("    delete: {responses: {'204': {}}}\n", ""));
    edit(TestFiles.MATRIX, "  GET /news:", "  # the open part\n  GET /news:");

    generate(Town.API.replace("x-roles: [mayor]", "x-roles: [mayor, citizen]"));

    String matrix = text(TestFiles.MATRIX);
    assertThat(matrix).contains("  # the open part\n  GET /news:");
    assertThat(matrix.indexOf("DELETE /letters/{id}"))
        .isBetween(matrix.indexOf("GET /letters/{id}"), matrix.indexOf("GET /taxes"));
    assertThat(matrix.substring(matrix.indexOf("GET /taxes"))).contains("citizen: allow\n");
    assertThat(generate(Town.API.replace("x-roles: [mayor]", "x-roles: [mayor, citizen]")))
        .isEmpty();
  }

  @Test
  void whatVanishedIsMarkedOnceAndComesBackAsItWas() throws IOException {
    generate(Town.API);
    edit(
        STORY,
        "    operation: GET /letters/{id}\n",
        "    operation: GET /letters/{id}\n    body: none\n");
    String before = text(STORY);
    String without = Town.API.replace("/letters/{id}:", "/parcels/{id}:");

    generate(without);
    String marked = text(STORY);

    assertThat(marked).contains(READ).contains("    gone: ").contains("body: none");
    assertThat(generate(without)).isEmpty();
    assertThat(TestFiles.read(folder).of("test.foreign-objects", "GET /letters/{id}")).isEmpty();
    generate(Town.API);
    assertThat(text(STORY).replace("\n\n", "\n")).contains(before.substring(before.indexOf(READ)));
    assertThat(text(STORY)).doesNotContain("gone:");
  }

  @Test
  void aFileThatPeopleBrokeIsNamedAndNotTouched() throws IOException {
    generate(Town.API);
    edit(STORY, "    operation: GET", "    operation: [GET");
    String broken = text(STORY);

    assertThatThrownBy(() -> generate(Town.API))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining(STORY + ":");
    assertThat(text(STORY)).isEqualTo(broken);
  }

  @Test
  void wordsThatNobodyKnowsAreNamedWithTheirLine() throws IOException {
    generate(Town.API);
    edit(TestFiles.MATRIX, "stranger: allow", "stranger: perhaps");

    assertThatThrownBy(() -> TestFiles.read(folder))
        .isInstanceOf(BrisachException.class)
        .hasMessageContaining("matrix.yaml:")
        .hasMessageContaining("allow, deny or unstated");

    edit(TestFiles.MATRIX, "stranger: perhaps", "stranger: allow");
    edit(STORY, "    effect: change", "    effct: change");

    assertThatThrownBy(() -> TestFiles.read(folder)).hasMessageContaining("effct");
  }

  @Test
  void strangeTextsComeBackAsTheyWere() {
    for (String text :
        List.of(
            "no", "1", "a: b", "x # y", "\"q\"", "{a}", " s ", "é", "a\nb", "-", "it's", "[x")) {
      String yaml = Blocks.scalar(text) + ": [" + Blocks.item(text) + "]\n";

      assertThat(dev.brisach.kit.yaml.YamlReader.read(yaml))
          .isInstanceOfSatisfying(
              dev.brisach.kit.yaml.Yaml.Mapping.class,
              top -> assertThat(top.texts(text)).containsExactly(text));
    }
  }
}
