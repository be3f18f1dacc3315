package dev.brisach.core.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {
  private static boolean selects(String selector, String path) {
    Paths paths = new Paths(new OwnerSets());
    paths.add(selector, 0);
    return paths.ownersOf(path) != OwnerSets.NONE;
  }

  @Test
  void aFolderMeansAllBelow() {
    assertThat(selects("src/a", "src/a/B.java")).isTrue();
    assertThat(selects("./src/a/", "src/a/b/C.java")).isTrue();
    assertThat(selects("src/a", "src/ab/C.java")).isFalse();
    assertThat(selects(".", "any/where")).isTrue();
    assertThat(selects("src/A.java", "src/A.java")).isTrue();
  }

  @Test
  void aStarStaysInItsSegmentAndTwoCrossAnyNumber() {
    assertThat(selects("src/*.java", "src/A.java")).isTrue();
    assertThat(selects("src/*.java", "src/a/A.java")).isFalse();
    assertThat(selects("**/test/**", "test/A.java")).isTrue();
    assertThat(selects("**/test/**", "x/y/test/z/A.java")).isTrue();
    assertThat(selects("**/test/**", "x/tests/A.java")).isFalse();
    assertThat(selects("src/**/*Test.java", "src/a/b/ATest.java")).isTrue();
    assertThat(selects("src/**/*Test.java", "src/ATest.java")).isTrue();
  }

  @Test
  void manyStarsOverALongPathTakeNoTime() {
    String glob = "**/a*a*a*a*b/".repeat(20) + "x";
    String path = "aaaaaaaaaaaaaaaaaaaa/".repeat(200) + "y";

    assertThat(Paths.matches(glob, path)).isFalse();
  }

  @Test
  void anEndpointSelectorEndsAtASegmentOrPort() {
    assertThat(Belonging.endpointBegins("GET http://h:80/api/x", "http://h:80/api")).isTrue();
    assertThat(Belonging.endpointBegins("GET http://h:8080/api", "http://h:80")).isFalse();
    assertThat(Belonging.endpointBegins("GET http://h/api/orders2", "/api/orders")).isFalse();
    assertThat(Belonging.endpointBegins("GET http://h/api/orders/{id}", "/api/orders")).isTrue();
    assertThat(Belonging.endpointBegins("GET http://h", "/")).isTrue();
  }
}
