package dev.brisach.core;

import java.util.List;

/**
 * The guidance card at a finding, filled with the developer's own line.
 *
 * @param happens what happens at this very line
 * @param payload an example of what an attacker would send; empty where none fits
 * @param replacement the exact change that mends it
 * @param question one question to check understanding
 * @param links CWE, ASVS and cheat sheet addresses
 */
public record Lesson(
    String happens, String payload, String replacement, String question, List<String> links) {
  public Lesson {
    links = List.copyOf(links);
  }
}
