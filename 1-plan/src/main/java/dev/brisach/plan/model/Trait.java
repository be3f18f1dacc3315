package dev.brisach.plan.model;

import java.util.List;

/**
 * Something that may be known of an element.
 *
 * @param key its spelling in the model file and in rules
 * @param words the allowed words, in rising order where they have one; empty where any word goes
 * @param question what to ask while it is unknown; {@code {name}} stands for the element
 */
public record Trait(String key, Form form, List<String> words, String question) {
  /** The shape of a value. */
  public enum Form {
    /** {@code true} or {@code false}. */
    FLAG,
    /** One word. */
    WORD,
    /** Any number of words. */
    WORDS,
    /** Names of data. */
    DATA,
    /** True, false, or the word of a method, which means true. */
    METHOD
  }

  public Trait {
    words = List.copyOf(words);
  }

  /** The question about one element. */
  public String ask(String name) {
    return question.replace("{name}", name);
  }
}
