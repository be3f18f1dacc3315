package dev.brisach.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Effect;
import dev.brisach.core.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestPlanTest {
  private static String word(String operation, String role, Ownership ownership) {
    return MatrixGuess.of(Town.api(Town.API), Town.USERS).of(operation, role, ownership).word();
  }

  @Test
  void whatTheFileStatesIsStatedAndTheRestIsGuessed() {
    assertThat(word("GET /news", "stranger", Ownership.NONE)).isEqualTo("allow");
    assertThat(word("GET /letters/{id}", "stranger", Ownership.NONE)).isEqualTo("deny");
    assertThat(word("GET /taxes", "citizen", Ownership.NONE)).isEqualTo("deny");
    assertThat(word("GET /taxes", "mayor", Ownership.NONE)).isEqualTo("allow");
    assertThat(word("GET /letters/{id}", "citizen", Ownership.OWN)).isEqualTo("allow?");
    assertThat(word("GET /letters/{id}", "citizen", Ownership.OTHER)).isEqualTo("deny?");
    assertThat(word("DELETE /letters/{id}", "citizen", Ownership.OTHER)).isEqualTo("deny?");
    assertThat(word("GET /letters/{id}", "mayor", Ownership.OTHER)).isEqualTo("unstated");
    assertThat(word("GET /letters", "citizen", Ownership.NONE)).isEqualTo("allow?");
  }

  @Test
  void objectsThatStrangersMayReadBelongToEverybody() {
    String open =
        Town.API.replace(
            "    get:\n      responses:\n        '200':\n          content",
            "    get:\n      security: []\n      responses:\n        '200':\n          content");

    AccessMatrix matrix = MatrixGuess.of(Town.api(open), Town.USERS);

    assertThat(open).isNotEqualTo(Town.API);
    assertThat(matrix.of("DELETE /letters/{id}", "citizen", Ownership.OTHER).word())
        .isEqualTo("unstated");
  }

  @Test
  void oneRoleThatMayIsEnough() {
    AccessMatrix matrix = MatrixGuess.of(Town.api(Town.API), Town.USERS);

    assertThat(matrix.of("GET /taxes", List.of("citizen", "mayor"), Ownership.NONE).word())
        .isEqualTo("allow");
    assertThat(matrix.of("GET /taxes", List.of("citizen"), Ownership.NONE).word())
        .isEqualTo("deny");
    assertThat(matrix.of("GET /nothing", List.of("citizen"), Ownership.NONE))
        .isEqualTo(Expected.UNSTATED);
  }

  @Test
  void aStoryGetsTheTestsOfItsThreatsAtTheOperationsBoundToThem() {
    Model model =
        Town.model(
            Town.threat("objects", "post", 639),
            Town.threat("far", "elsewhere", 639),
            Town.threat("fire", "post", 999));

    TestPlan plan = Town.plan(Town.API, model);

    List<TestCase> mine =
        plan.cases().stream().filter(one -> one.story().equals("story-objects")).toList();
    assertThat(mine)
        .extracting(TestCase::operation)
        .containsExactly("GET /letters/{id}", "DELETE /letters/{id}");
    assertThat(mine.getFirst().identities()).containsExactly("kim", "lou", "stranger");
    assertThat(mine.getFirst().asvs()).containsExactly("ASVS-5.0.0-8.2.2");
    assertThat(mine.getFirst().threats()).containsExactly("objects@post");
    assertThat(mine.getLast().effect()).isEqualTo(Effect.CHANGE);
    assertThat(plan.unlinked())
        .containsEntry(
            "story-far", "no operation of the API file belongs to what its threats" + " stand at")
        .containsEntry("story-fire", "no test looks for what its threats expect");
  }

  @Test
  void whatNoStoryAsksForIsTestedToo() {
    TestPlan plan = Town.plan(Town.API, Model.empty());

    assertThat(plan.cases()).allMatch(one -> one.story().equals(TestPlan.NO_STORY));
    assertThat(plan.cases())
        .filteredOn(one -> one.check().equals("test.foreign-functions"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.operation()).isEqualTo("GET /taxes");
          assertThat(one.identities()).containsExactly("kim", "max");
        });
    assertThat(plan.cases())
        .extracting(TestCase::check, TestCase::operation)
        .contains(org.assertj.core.groups.Tuple.tuple("test.session-end", TestPlan.SERVICE));
    assertThat(plan.cases()).extracting(TestCase::id).doesNotHaveDuplicates();
  }

  @Test
  void pathsThatDifferInSignsOnlyKeepTestsApart() {
    TestPlan plan =
        Town.plan(
            Town.API + "  /taxes/:\n    get: {x-roles: [mayor], responses: {'200': {}}}\n",
            Model.empty());

    assertThat(plan.cases()).extracting(TestCase::id).doesNotHaveDuplicates();
  }
}
