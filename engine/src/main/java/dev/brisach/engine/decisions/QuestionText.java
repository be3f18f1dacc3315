package dev.brisach.engine.decisions;

import dev.brisach.core.BrisachException;
import dev.brisach.kit.yaml.Form;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads and writes questions; every fault is a usage error with file and line. */
public final class QuestionText {
  static final Set<String> KEYS = Set.of("schema", "target", "asked", "answers");
  private static final Set<String> SAID = Set.of("by", "on", "text");

  private QuestionText() {}

  /** Reads the text of the question of this name. */
  public static Question read(String name, String text) {
    String file = Question.path(name);
    Form form = DecisionReader.form(file, text, "the question", KEYS);
    Form asked = form.form("asked", "asked", SAID);
    if (asked == null) {
      throw BrisachException.usage(file, form.line("asked"), "the question needs 'asked'");
    }
    List<Question.Said> answers = new ArrayList<>();
    for (Form answer : form.forms("answers", "an answer", SAID)) {
      answers.add(said(answer));
    }
    return new Question(name, DecisionReader.filled(form, "target"), said(asked), answers);
  }

  private static Question.Said said(Form form) {
    return new Question.Said(
        DecisionReader.filled(form, "by"),
        DecisionReader.day(form, "on"),
        DecisionReader.filled(form, "text"));
  }

  /** Writes a question as {@link #read} reads it. */
  public static String write(Question question) {
    StringBuilder text = new StringBuilder("schema: question/1\n");
    text.append("target: ").append(YamlText.of(question.target())).append('\n');
    text.append("asked:\n");
    said(question.asked(), "  ", "  ", text);
    if (!question.answers().isEmpty()) {
      text.append("answers:\n");
      question.answers().forEach(answer -> said(answer, "  - ", "    ", text));
    }
    return text.toString();
  }

  private static void said(Question.Said said, String first, String rest, StringBuilder text) {
    text.append(first).append("by: ").append(YamlText.of(said.by())).append('\n');
    text.append(rest)
        .append("on: ")
        .append(said.on().atOffset(ZoneOffset.UTC).toLocalDate())
        .append('\n');
    text.append(rest).append("text: ").append(YamlText.of(said.text())).append('\n');
  }
}
