package dev.brisach.code.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.core.Lesson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardTest {
  private static final Map<String, String> WORDS =
      Map.of("name", "resetToken", "source", "new Random()");

  @Test
  void putsTheDevelopersWordsIntoTheCard() {
    Lesson lesson = Card.named("predictable-random").fill("default", WORDS);

    assertThat(lesson.happens()).contains("`new Random()`").contains("`resetToken`");
    assertThat(lesson.replacement()).contains("String resetToken = Base64");
    assertThat(lesson.links()).first().asString().contains("cwe.mitre.org");
  }

  @Test
  void refusesAPlaceholderWithoutAWord() {
    Card card = Card.named("predictable-random");

    assertThatThrownBy(() -> card.fill("default", Map.of("name", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("placeholder");
    assertThatThrownBy(() -> card.fill("nothing", WORDS)).hasMessageContaining("no variant");
  }

  @Test
  void takesFromDefaultWhatAVariantDoesNotSay() {
    Map<String, String> words =
        Map.of("input", "in", "call", "parse(in)", "factory", "XMLInputFactory");
    Card card = Card.named("xml-external-entities");

    assertThat(card.fill("stax", words).payload()).isEqualTo(card.fill("default", words).payload());
    assertThat(card.fill("stax", words).replacement()).contains("SUPPORT_DTD");
  }
}
