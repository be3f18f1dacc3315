package dev.brisach.pack.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.testkit.Corpus;
import dev.brisach.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "Maven, 1.0-rc1, <, 1.0",
    "Maven, 1.0.Final, =, 1",
    "Maven, 1.0-SNAPSHOT, <, 1.0",
    "Maven, 1.0.1, >, 1.0-1",
    "Maven, 2.0.0.RELEASE, <, 2.0.0.SP1",
    "Maven, 1.10, >, 1.9",
    "npm, 1.0.0-alpha.2, <, 1.0.0-alpha.10",
    "npm, 1.0.0-rc.1, <, 1.0.0",
    "npm, v1.2.3, =, 1.2.3+build.7",
    "Go, v0.0.0-20190101000000-abcdefabcdef, <, v0.0.0-20200101000000-abcdefabcdef",
    "crates.io, 0.10.0, >, 0.9.9",
    "PyPI, 1.0.dev1, <, 1.0a1",
    "PyPI, 1.0a1, <, 1.0rc1",
    "PyPI, 1.0, =, 1.0.0",
    "PyPI, 1.0.post1, >, 1.0",
    "PyPI, 1!0.1, >, 2.0",
    "PyPI, 1.0+local, >, 1.0",
    "Debian:12, 1:1.0, >, 2.0",
    "Debian, 1.0~rc1-1, <, 1.0-1",
    "AlmaLinux:9, 3.10.0-229.el7, <, 3.10.0-229.1.2.el7",
    "Alpine, 1.0_rc1, <, 1.0",
    "Alpine, 1.0-r2, <, 1.0-r10",
    "RubyGems, 1.0.a10, >, 1.0.a.9",
    "Packagist, v1.0-beta, <, 1.0",
    "NuGet, 1.0.0-BETA, =, 1.0-beta+x",
    "Pub, 1.0.0, <, 1.0.0+1"
  })
  void eachEcosystemHasItsOwnOrder(String ecosystem, String left, String sign, String right) {
    int order = Integer.signum(Versions.of(ecosystem).compare(left, right));
    int back = Integer.signum(Versions.of(ecosystem).compare(right, left));

    assertThat(order).isEqualTo(expected(sign));
    assertThat(back).isEqualTo(-order);
  }

  @ParameterizedTest
  @CsvSource({
    "maven-versions.txt, Maven",
    "maven-versions-generated.txt, Maven",
    "semver-versions.txt, npm",
    "semver-versions.txt, Go",
    "semver-versions.txt, crates.io",
    "pypi-versions.txt, PyPI",
    "pypi-versions-generated.txt, PyPI",
    "debian-versions.txt, Debian",
    "debian-versions-generated.txt, Debian",
    "redhat-versions.txt, Red Hat",
    "alpine-versions-generated.txt, Alpine",
    "rubygems-versions.txt, RubyGems",
    "rubygems-versions-generated.txt, RubyGems",
    "packagist-versions.txt, Packagist",
    "packagist-versions-generated.txt, Packagist",
    "nuget-versions.txt, NuGet",
    "pub-versions.txt, Pub",
    "cran-versions.txt, CRAN",
    "cran-versions-generated.txt, CRAN",
    "hackage-versions.txt, Hackage"
  })
  void theOrderOfNativeToolsIsMet(String file, String ecosystem) throws IOException {
    Path vectors = Corpus.path("package/versions/scalibr/" + file);
    int all = 0;
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(vectors)) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("//")) {
        String[] words = line.strip().split("\\s+", -1);
        all++;
        int order = Versions.of(ecosystem).compare(words[0], words[2]);
        if (Integer.signum(order) != expected(words[1])) {
          wrong.add(line);
        }
      }
    }
    System.out.println(file + " as " + ecosystem + ": " + (all - wrong.size()) + " of " + all);

    assertThat(all).isPositive();
    assertThat(wrong.size()).as("%s", wrong).isLessThanOrEqualTo(all / 100);
  }

  @Test
  void mavenVectorsOfVersAreMet() throws IOException {
    Path file = Corpus.path("package/versions/vers-spec/maven_version_cmp_test.json");
    int all = 0;
    int right = 0;
    for (Json item : JsonReader.readObject(Files.readAllBytes(file)).list("tests")) {
      if (item instanceof Json.Obj test
          && test.get("expected_output") instanceof Json.Arr(List<Json> sorted)
          && sorted.getFirst() instanceof Json.Text(String first)
          && sorted.getLast() instanceof Json.Text(String last)) {
        all++;
        right += Versions.of("Maven").compare(first, last) <= 0 ? 1 : 0;
      }
    }
    System.out.println("vers-spec Maven: " + right + " of " + all);

    assertThat(all).isPositive();
    assertThat(right).isGreaterThanOrEqualTo(all * 99 / 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maven",
        "npm",
        "PyPI",
        "Debian",
        "Red Hat",
        "Alpine",
        "RubyGems",
        "Packagist",
        "Pub",
        "Unheard"
      })
  void anyTextHasAPlaceAndTheOrderIsConsistent(String ecosystem) {
    Random random = Seeds.random();
    VersionScheme scheme = Versions.of(ecosystem);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append("0123ab.-+_v!é \0rc".charAt(random.nextInt(17)));
      }
      texts.add(text.toString());
    }
    for (String a : texts) {
      assertThat(scheme.compare(a, a)).isZero();
      for (String b : texts) {
        assertThat(Integer.signum(scheme.compare(a, b)))
            .as("'%s' and '%s'", a, b)
            .isEqualTo(-Integer.signum(scheme.compare(b, a)));
      }
    }
  }

  @Test
  void whatIsNoVersionIsSaid() {
    assertThat(Versions.of("npm").isVersion("latest")).isFalse();
    assertThat(Versions.of("npm").isVersion("git+https://example.com/a.git")).isFalse();
    assertThat(Versions.of("PyPI").isVersion("1.0-bulbasaur")).isFalse();
    assertThat(Versions.of("Maven").isVersion("${revision}")).isFalse();
    assertThat(Versions.of("Go").isVersion("v1.2.3-0.20230101000000-abcdefabcdef+incompatible"))
        .isTrue();
  }

  private static int expected(String sign) {
    return switch (sign) {
      case "<" -> -1;
      case "=" -> 0;
      case ">" -> 1;
      default -> throw new IllegalArgumentException(sign);
    };
  }
}
