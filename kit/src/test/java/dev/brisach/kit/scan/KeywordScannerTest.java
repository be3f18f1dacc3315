package dev.brisach.kit.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordScannerTest {
  @Test
  void findsKeywordsThatEndInEachOther() {
    List<String> hits = scan("ushers", List.of("he", "she", "his", "hers"));

    assertThat(hits).containsExactlyInAnyOrder("he@2", "she@1", "hers@2");
  }

  @Test
  void findsAsciiLettersInEitherCaseAndOtherBytesExactly() {
    List<String> hits = scan("x-Api-KEY grüße GRÜßE", List.of("api-key", "grüße"));

    assertThat(hits).containsExactlyInAnyOrder("api-key@2", "grüße@10");
  }

  @Test
  void refusesAnEmptyKeyword() {
    assertThatThrownBy(() -> KeywordScanner.of(List.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void agreesWithPlainSearchOverRandomTexts() {
    Random random = Seeds.random();
    for (int round = 0; round < 300; round++) {
      List<String> keywords = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        keywords.add(word(random, 1 + random.nextInt(5)));
      }
      String text = word(random, 200);

      assertThat(scan(text, keywords))
          .containsExactlyInAnyOrderElementsOf(plainSearch(text, keywords));
    }
  }

  private static List<String> plainSearch(String text, List<String> keywords) {
    List<String> found = new ArrayList<>();
    String folded = text.toLowerCase(Locale.ROOT);
    for (String keyword : keywords) {
      String wanted = keyword.toLowerCase(Locale.ROOT);
      for (int at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
        found.add(keyword + "@" + at);
      }
    }
    return found;
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("abAB_".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private static List<String> scan(String text, List<String> keywords) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> hits = new ArrayList<>();
    KeywordScanner.of(keywords)
        .scan(
            bytes,
            0,
            bytes.length,
            (keyword, start, _) -> hits.add(keywords.get(keyword) + "@" + start));
    return hits;
  }
}
