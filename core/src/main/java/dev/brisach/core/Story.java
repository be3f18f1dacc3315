package dev.brisach.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work that answers a group of threats.
 *
 * @param threats ids of the threats it answers
 * @param owner who does it; null while nobody adopted it
 * @param criteria acceptance criteria, each with the ASVS id it comes from where there is one
 * @param adopted true when a person committed it (with an owner) or a tracker holds it; Brisach's
 *     own proposal is never adopted
 */
public record Story(
    String id,
    String title,
    List<String> threats,
    @Nullable String owner,
    List<String> criteria,
    boolean adopted) {
  public Story {
    threats = threats.stream().sorted().distinct().toList();
    criteria = List.copyOf(criteria);
    if (adopted && owner == null) {
      throw new IllegalArgumentException("An adopted story has an owner: " + id);
    }
  }
}
