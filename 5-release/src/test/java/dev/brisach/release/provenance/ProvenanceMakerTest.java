package dev.brisach.release.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.JsonWriter;
import dev.brisach.release.Given;
import dev.brisach.release.statement.Predicate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceMakerTest {
  private static final Checkout CLEAN =
      new Checkout("c0ffee", "refs/heads/main", "https://example.org/shop.git", List.of());

  private static Predicate.Provenance made(Checkout checkout, Builder builder, boolean twice) {
    return (Predicate.Provenance)
        ProvenanceMaker.of(
            checkout,
            builder,
            ProvenanceMaker.BUILD_TYPE,
            List.of(
                new Material("pkg:maven/g/b@1", null),
                new Material("pkg:maven/g/a@1", null),
                new Material("pkg:maven/g/a@1", null),
                new Material("file:pom.xml", "ab")),
            twice,
            Given.NOW);
  }

  @Test
  void itSaysFromWhereByWhomAndOfWhatItWasBuilt() {
    Predicate.Provenance said = made(CLEAN, Builder.of(Map.of()), true);

    assertThat(said.builder()).isEqualTo(Builder.LOCAL);
    assertThat(said.revisions()).containsExactly("c0ffee");
    assertThat(said.at()).isEqualTo(Given.NOW);
    assertThat(said.sources())
        .containsExactly(
            "git+https://example.org/shop.git@refs/heads/main",
            "file:pom.xml",
            "pkg:maven/g/a@1",
            "pkg:maven/g/b@1");
    assertThat(JsonWriter.line(said.content()))
        .contains("\"reproduced\":true")
        .doesNotContain("dirty");
  }

  @Test
  void aDirtyCheckoutIsMarked() {
    Checkout dirty = new Checkout("c0ffee", null, null, List.of("a"));

    assertThat(JsonWriter.line(made(dirty, Builder.of(Map.of()), false).content()))
        .contains("\"dirty\":true,\"changed\":[\"a\"]")
        .contains("git+file:.");
  }

  @Test
  void pipelinesAreKnownByTheirVariables() {
    Builder github =
        Builder.of(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SERVER_URL", "https://github.example",
                "GITHUB_REPOSITORY", "team/shop",
                "GITHUB_WORKFLOW_REF", "team/shop/.github/workflows/ci.yml@refs/heads/main",
                "GITHUB_RUN_ID", "42",
                "GITHUB_ACTOR", "ann"));
    Builder gitlab =
        Builder.of(
            Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_URL", "https://gitlab.example/team/shop",
                "CI_RUNNER_ID", "7",
                "CI_JOB_URL", "https://gitlab.example/team/shop/-/jobs/1",
                "GITLAB_USER_LOGIN", "ann"));
    Builder jenkins =
        Builder.of(Map.of("JENKINS_URL", "https://j.example/", "JOB_URL", "https://j.example/a"));

    assertThat(github.id())
        .isEqualTo("https://github.example/team/shop/.github/workflows/ci.yml@refs/heads/main");
    assertThat(github.invocation())
        .isEqualTo("https://github.example/team/shop/actions/runs/42/attempts/1");
    assertThat(github.actor()).isEqualTo("ann");
    assertThat(gitlab.id()).isEqualTo("https://gitlab.example/team/shop/-/runners/7");
    assertThat(jenkins.id()).isEqualTo("https://j.example/a");
  }
}
