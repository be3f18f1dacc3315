package dev.brisach.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.Asset;
import dev.brisach.core.AssetKind;
import dev.brisach.core.Binding;
import dev.brisach.core.BrisachException;
import dev.brisach.core.Model;
import dev.brisach.core.Story;
import dev.brisach.core.Threat;
import dev.brisach.core.json.JsonWriter;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.plan.rules.PlanRules;
import dev.brisach.plan.story.StoryWriter;
import dev.brisach.testkit.Trees;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTest {
  @TempDir Path root;

  @BeforeEach
  void aShop() {
    Trees.write(
        root,
        "security/threat-model.yaml",
        """
        title: Shop
        owner: team-shop
        data:
          cards: {sensitivity: strictly-confidential, personal: true, credentials: false}
        components:
          web:
            kind: web-app
            code: [src, nothing/here]
            packages: ["pkg:maven/g/a@1"]
            urls: ["http://127.0.0.1:8080"]
            logs: [shop.log]
            internetFacing: true
            authentication: [session]
            technology: [sql]
            processes: [cards]
          db: {kind: datastore, code: [src], stores: [cards], owner: team-data}
        flows:
          - {from: web, to: db, protocol: mysql, encrypted: false, data: [cards]}
          - {from: buyer, to: web, protocol: https, data: [cards]}
        actors: {buyer: {}}
        notShipped: [docs]
        """);
    Trees.write(root, "src/A.java", "class A {}");
  }

  @Test
  void aCommittedModelBecomesThreatsAndBindings() {
    Model model = plan().toCore();

    assertThat(model.draft()).isFalse();
    assertThat(model.notShipped()).containsExactly("docs");
    assertThat(model.elements()).containsKey(new Asset(AssetKind.FLOW, "web->db"));
    assertThat(model.threats())
        .extracting(Threat::id)
        .contains(
            "plan.sql-injection@web",
            "plan.foreign-objects@web",
            "plan.cleartext-transmission@web->db",
            "plan.unencrypted-storage@db");
    assertThat(model.bindings()).allMatch(each -> each.source() == Binding.Source.DECLARED);
    assertThat(model.bindings())
        .extracting(each -> each.element() + " " + each.kind().word() + " " + each.selector())
        .contains(
            "component:web file src",
            "component:web pkg maven/g/a@1",
            "component:web endpoint http://127.0.0.1:8080",
            "component:web logsource shop.log",
            "flow:web->db file src",
            "flow:buyer->web file src",
            "flow:buyer->web endpoint http://127.0.0.1:8080",
            "data:cards file src");
  }

  @Test
  void pathsThatAreMissingOrSharedAreWarnings() {
    assertThat(plan().warnings())
        .contains(
            "security/threat-model.yaml:6: component 'web' is bound to 'nothing/here', where there is"
                + " nothing",
            "security/threat-model.yaml:6: 'src' belongs to both 'db' and 'web'; what is found there"
                + " counts for both");
  }

  @Test
  void aFaultInTheModelIsAUsageErrorWithItsPlace() {
    Trees.write(root, "security/threat-model.yaml", "components:\n  a: {kin: api}\n");

    assertThatThrownBy(this::plan)
        .isInstanceOf(BrisachException.class)
        .hasMessage(
            "security/threat-model.yaml:2: unknown key 'kin' in component 'a', did you mean 'kind'?");
  }

  @Test
  void storiesAreWrittenOncePerRuleAndOwnerAndReadBackAsProposals() {
    List<StoryWriter.Draft> drafts = stories(plan());
    drafts.forEach(draft -> Trees.write(root, draft.path(), draft.text()));

    PlannedModel again = plan();

    assertThat(stories(again)).isEmpty();
    assertThat(again.stories()).hasSize(drafts.size()).noneMatch(Story::adopted);
    Story story = story(again, "unencrypted-storage-team-data");
    assertThat(story.owner()).isEqualTo("team-data");
    assertThat(story.threats()).containsExactly("plan.unencrypted-storage@db");
    assertThat(story.criteria())
        .containsExactly(
            "Confidential data is encrypted where it lies, with keys that lie elsewhere"
                + " (ASVS-5.0.0-14.2.4)");
  }

  @Test
  void storiesAreTheSameBytesEveryTime() {
    assertThat(stories(plan())).isNotEmpty().isEqualTo(stories(plan()));
  }

  @Test
  void aStoryThatATeamTookUpIsAdoptedAndNeverWrittenAgain() {
    Trees.write(
        root,
        "security/stories/ours.md",
        """
        ---
        id: ours
        threats: ["plan.sql-injection@web"]
        owner: anna
        status: in-progress
        ---

        # No SQL injection

        ## Acceptance criteria

        - [x] Parameters everywhere
        """);

    PlannedModel plan = plan();

    assertThat(story(plan, "ours"))
        .isEqualTo(
            new Story(
                "ours",
                "No SQL injection",
                List.of("plan.sql-injection@web"),
                "anna",
                List.of("Parameters everywhere"),
                true));
    assertThat(stories(plan)).noneMatch(draft -> draft.text().contains("plan.sql-injection@web"));
  }

  @Test
  void aStoryWithoutFrontMatterNamesItsFile() {
    Trees.write(root, "security/stories/x.md", "# Just text\n");

    assertThatThrownBy(this::plan)
        .hasMessage(
            "security/stories/x.md:1: a story begins with front matter between two lines of '---'");
  }

  @Test
  void aTreeWithoutAModelGetsADraft() {
    Path other = root.resolve("src");
    Trees.write(
        other,
        "package.json",
        "{\"name\": \"x\", \"bin\": \"x\", \"dependencies\": {\n\"pg\": \"8\"}}");

    PlannedModel plan = Plan.of(SourceTree.read(other));

    assertThat(plan.toCore().draft()).isTrue();
    assertThat(plan.threats())
        .extracting(Threat::id)
        .contains("plan.sql-injection@x", "plan.vulnerable-packages@x");
    assertThat(plan.bindings()).allMatch(each -> each.source() == Binding.Source.EXTRACTED);
  }

  @Test
  void machineOutputHoldsThreatsAndQuestions() {
    String json = JsonWriter.line(PlanOutput.threats(plan()));

    assertThat(json)
        .startsWith("{\"schema\":\"plan-threats/1\"")
        .contains("\"rule\":\"plan.sql-injection\"", "\"stride\":\"TI\"", "\"questions\":[");
  }

  private PlannedModel plan() {
    return Plan.of(SourceTree.read(root));
  }

  private static List<StoryWriter.Draft> stories(PlannedModel plan) {
    return StoryWriter.missing(plan.model(), plan.threats(), PlanRules.bundled(), plan.stories());
  }

  private static Story story(PlannedModel plan, String id) {
    return plan.stories().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }
}
