package dev.brisach.engine.decisions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A question about a finding or threat with its answers: a file below {@value #FOLDER}, as {@code
 * docs/schemas/question-1.json} describes it. It covers nothing and colours nothing.
 *
 * @param name the file's name without {@code .yaml}
 * @param target a finding's id, or a threat's
 */
public record Question(String name, String target, Said asked, List<Said> answers) {
  /** Where questions lie. */
  public static final String FOLDER = "security/questions";

  /** What somebody said. */
  public record Said(String by, Instant on, String text) {}

  public Question {
    answers = List.copyOf(answers);
  }

  /** The path of the question of a name. */
  public static String path(String name) {
    return FOLDER + "/" + name + DecisionFile.ENDING;
  }

  /** True until somebody has answered. */
  public boolean isOpen() {
    return answers.isEmpty();
  }

  /** The same with another answer. */
  public Question with(Said answer) {
    List<Said> more = new ArrayList<>(answers);
    more.add(answer);
    return new Question(name, target, asked, more);
  }
}
