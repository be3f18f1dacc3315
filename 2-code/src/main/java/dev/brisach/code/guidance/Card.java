package dev.brisach.code.guidance;

import dev.brisach.core.Lesson;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.yaml.Form;
import dev.brisach.kit.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The guidance of one check and the examples that are its test, as data: {@code cards/NAME.yaml}.
 *
 * <p>A card has one or more variants ({@code default} first) of four texts with placeholders {@code
 * ${word}}; a variant takes what it does not say from {@code default}. Read on first use, because
 * most runs find nothing of most kinds.
 */
public final class Card {
  private static final Set<String> KEYS = Set.of("variants", "links", "examples");
  private static final Set<String> TEXTS = Set.of("happens", "payload", "replacement", "question");
  private static final Set<String> EXAMPLE = Set.of("breaches", "path", "code");

  private final String name;
  private volatile @Nullable Content content;

  private record Content(
      Map<String, Map<String, String>> variants, List<String> links, List<Example> examples) {}

  private Card(String name) {
    this.name = name;
  }

  /** The card of this name, not yet read. */
  public static Card named(String name) {
    return new Card(name);
  }

  /**
   * The lesson at one finding.
   *
   * @param variant which of the card's variants
   * @param words what stands for each placeholder
   * @throws IllegalArgumentException where the card has no such variant, or a placeholder no word
   */
  public Lesson fill(String variant, Map<String, String> words) {
    Content card = content();
    Map<String, String> texts = card.variants.get(variant);
    if (texts == null) {
      throw new IllegalArgumentException("Card " + name + " has no variant " + variant);
    }
    return new Lesson(
        filled(texts.getOrDefault("happens", ""), words),
        filled(texts.getOrDefault("payload", ""), words),
        filled(texts.getOrDefault("replacement", ""), words),
        filled(texts.getOrDefault("question", ""), words),
        card.links);
  }

  /** The bad and good examples. */
  public List<Example> examples() {
    return content().examples;
  }

  private String filled(String text, Map<String, String> words) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      int close = text.indexOf('}', open);
      String word = close < 0 ? null : words.get(text.substring(open + 2, close));
      if (word == null) {
        throw new IllegalArgumentException(
            "Card " + name + " has a placeholder without a word: " + text.substring(open));
      }
      filled.append(text, at, open).append(word);
      at = close + 1;
    }
    return filled.append(text.substring(at)).toString().strip();
  }

  private Content content() {
    Content known = content;
    if (known == null) {
      known = read();
      content = known;
    }
    return known;
  }

  private Content read() {
    String file = "cards/" + name + ".yaml";
    String text;
    try (InputStream in = Card.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("There is no " + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Form form = Form.of(file, YamlReader.read(text), "a card", KEYS);
    Map<String, Map<String, String>> variants = new HashMap<>();
    Map<String, Form> written = form.named("variants", "variant", TEXTS);
    Map<String, String> base = texts(written.get("default"), Map.of());
    written.forEach((variant, texts) -> variants.put(variant, texts(texts, base)));
    List<Example> examples = new ArrayList<>();
    for (Form example : form.forms("examples", "an example", EXAMPLE)) {
      String path = example.text("path");
      examples.add(
          new Example(
              path == null ? "src/main/java/Example.java" : path,
              example.need("code"),
              example.texts("breaches").stream().map(Weakness::new).toList()));
    }
    return new Content(variants, form.texts("links"), List.copyOf(examples));
  }

  private static Map<String, String> texts(@Nullable Form form, Map<String, String> base) {
    Map<String, String> texts = new HashMap<>(base);
    if (form != null) {
      for (String key : TEXTS) {
        String text = form.text(key);
        if (text != null) {
          texts.put(key, text);
        }
      }
    }
    return texts;
  }
}
