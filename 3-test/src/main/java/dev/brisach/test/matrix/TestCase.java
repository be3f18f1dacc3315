package dev.brisach.test.matrix;

import dev.brisach.core.Effect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test: a check at an operation, and what it is for.
 *
 * @param id unique within its story
 * @param story id of the story, or {@link TestPlan#NO_STORY}
 * @param threats ids of the threats that it speaks to; may be empty
 * @param asvs requirements of ASVS 5.0.0 that it tests
 * @param operation method and path of the API file, or {@link TestPlan#SERVICE}
 * @param identities who calls: names of users, and {@link AccessMatrix#STRANGER}
 * @param effect the most it does
 * @param edits what the team added in the file
 */
public record TestCase(
    String id,
    String story,
    List<String> threats,
    List<String> asvs,
    String check,
    String operation,
    List<String> identities,
    Effect effect,
    Edits edits) {
  /**
   * What a team adds.
   *
   * @param skip why it is not carried out, or null
   * @param expect what ought to happen by the team's word, or null
   * @param seeds ids of objects that each user has, by the user's name
   * @param body a body to send, or null
   * @param gone why it is generated no more, or null
   */
  public record Edits(
      @Nullable String skip,
      @Nullable Expected expect,
      Map<String, List<String>> seeds,
      @Nullable String body,
      @Nullable String gone) {
    /** Nothing. */
    public static final Edits NONE = new Edits(null, null, Map.of(), null, null);

    public Edits {
      seeds = Map.copyOf(seeds);
    }
  }

  public TestCase {
    threats = List.copyOf(threats);
    asvs = List.copyOf(asvs);
    identities = List.copyOf(identities);
  }

  /** True where it is carried out. */
  public boolean active() {
    return edits.skip() == null && edits.gone() == null;
  }
}
