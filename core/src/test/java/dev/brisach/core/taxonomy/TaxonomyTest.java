package dev.brisach.core.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Weakness;
import org.junit.jupiter.api.Test;

class TaxonomyTest {
  private final Taxonomy taxonomy = Taxonomy.bundled();

  @Test
  void aWeaknessHasNameKindAndParents() {
    assertThat(taxonomy.name(Weakness.cwe(639)))
        .isEqualTo("Authorization Bypass Through User-Controlled Key");
    assertThat(taxonomy.kind(Weakness.cwe(639))).isEqualTo(Kind.BASE);
    assertThat(taxonomy.parents(Weakness.cwe(639))).containsExactly(Weakness.cwe(863));
    assertThat(taxonomy.kind(Weakness.cwe(693))).isEqualTo(Kind.PILLAR);
    assertThat(taxonomy.kind(Weakness.cwe(1008))).isEqualTo(Kind.VIEW);
    assertThat(taxonomy.kind(Weakness.cwe(19))).isEqualTo(Kind.CATEGORY);
  }

  @Test
  void theTreeOfCweIsFollowedToItsPillars() {
    assertThat(taxonomy.isOrDescends(Weakness.cwe(564), Weakness.cwe(89))).isTrue();
    assertThat(taxonomy.isOrDescends(Weakness.cwe(564), Weakness.cwe(707))).isTrue();
    assertThat(taxonomy.isOrDescends(Weakness.cwe(89), Weakness.cwe(564))).isFalse();
    assertThat(taxonomy.lineage(Weakness.cwe(639)))
        .containsExactly(
            Weakness.cwe(639), Weakness.cwe(863), Weakness.cwe(285), Weakness.cwe(284));
  }

  @Test
  void aSubTechniqueDescendsFromItsTechnique() {
    Weakness cron = new Weakness("T1053.003");
    Weakness task = new Weakness("T1053");

    assertThat(taxonomy.isOrDescends(cron, task)).isTrue();
    assertThat(taxonomy.isOrDescends(task, cron)).isFalse();
    assertThat(taxonomy.name(cron)).isEqualTo("Cron");
    assertThat(taxonomy.tactics(cron)).contains("persistence");
    assertThat(taxonomy.isActive(new Weakness("T1002"))).isFalse();
  }

  @Test
  void onlyBaseVariantAndListedClassesJoin() {
    assertThat(taxonomy.mayJoin(Weakness.cwe(639))).isTrue();
    assertThat(taxonomy.mayJoin(Weakness.cwe(564))).isTrue();
    assertThat(taxonomy.mayJoin(Weakness.cwe(862))).isTrue();
    assertThat(taxonomy.mayJoin(Weakness.cwe(1395))).isTrue();
    assertThat(taxonomy.mayJoin(Weakness.cwe(20))).isFalse();
    assertThat(taxonomy.mayJoin(Weakness.cwe(284))).isFalse();
    assertThat(taxonomy.mayJoin(Weakness.cwe(1008))).isFalse();
    assertThat(taxonomy.mayJoin(Weakness.cwe(19))).isFalse();
    assertThat(taxonomy.mayJoin(new Weakness("T1190"))).isFalse();
    assertThat(taxonomy.mayJoin(new Weakness("ASVS-5.0.0-1.2.4"))).isFalse();
    assertThat(taxonomy.mayJoin(new Weakness("CVE-2021-44228"))).isFalse();
  }

  @Test
  void aListedClassMatchesOnlyItself() {
    assertThat(taxonomy.matches(Weakness.cwe(863), Weakness.cwe(863))).isTrue();
    assertThat(taxonomy.matches(Weakness.cwe(639), Weakness.cwe(863))).isFalse();
    assertThat(taxonomy.matches(Weakness.cwe(564), Weakness.cwe(89))).isTrue();
    assertThat(taxonomy.matches(Weakness.cwe(89), Weakness.cwe(707))).isFalse();
  }

  @Test
  void everyListedClassIsAClass() {
    assertThat(Taxonomy.JOINING_CLASSES)
        .allSatisfy(weakness -> assertThat(taxonomy.kind(weakness)).isEqualTo(Kind.CLASS));
  }

  @Test
  void aRequirementHasLevelAndChapterAndNoText() {
    Weakness requirement = new Weakness("ASVS-5.0.0-6.3.1");

    assertThat(taxonomy.exists(requirement)).isTrue();
    assertThat(taxonomy.asvsLevel(requirement)).isEqualTo(1);
    assertThat(taxonomy.asvsChapter(requirement)).isEqualTo(6);
    assertThat(taxonomy.name(requirement)).isEqualTo("ASVS-5.0.0-6.3.1");
    assertThat(taxonomy.asvsLevel(Weakness.cwe(89))).isZero();
  }

  @Test
  void anUnknownIdIsNoError() {
    Weakness unknown = new Weakness("CVE-2021-44228");

    assertThat(taxonomy.exists(unknown)).isFalse();
    assertThat(taxonomy.kind(unknown)).isEqualTo(Kind.UNKNOWN);
    assertThat(taxonomy.name(unknown)).isEqualTo("CVE-2021-44228");
    assertThat(taxonomy.parents(unknown)).isEmpty();
  }
}
