package dev.brisach.code.java;

import com.sun.source.tree.Tree;
import dev.brisach.code.guidance.Card;
import dev.brisach.code.java.flow.FlowFront;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.core.Check;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Confidence;
import dev.brisach.core.Context;
import dev.brisach.core.Finding;
import dev.brisach.core.Fingerprint;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.core.Stage;
import dev.brisach.core.SubjectKind;
import dev.brisach.core.Weakness;
import dev.brisach.kit.java.JavaFront;
import dev.brisach.kit.java.JavaUnit;
import dev.brisach.kit.rules.Example;
import dev.brisach.kit.rules.Exemplified;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.util.Arrays;
import java.util.List;

/**
 * A check of one Java file. Subclasses say what they look for and {@link #look} at the values that
 * reach calls; what all share (parsing, test sources, identity, guidance) is here.
 */
public abstract class JavaCheck implements Check<SourceFile>, Exemplified {
  private final CheckInfo info;
  private final Card card;
  private final List<List<String>> words;

  /**
   * A check {@code code.java.NAME} with the card {@code cards/NAME.yaml}.
   *
   * @param words a file that holds none of them has nothing for this check and is not even parsed;
   *     {@code a & b} asks for both
   * @param cwe what it looks for
   */
  protected JavaCheck(String name, int version, String title, List<String> words, int... cwe) {
    List<Weakness> weaknesses = Arrays.stream(cwe).mapToObj(Weakness::cwe).toList();
    SubjectKind subject = SubjectKind.file(FileTypes.JAVA);
    this.info =
        CheckInfo.reading("code.java." + name, version, title, Stage.CODE, subject, weaknesses);
    this.card = Card.named(name);
    this.words = words.stream().map(word -> List.of(word.split(" & "))).toList();
  }

  @Override
  public final CheckInfo info() {
    return info;
  }

  @Override
  public final Class<SourceFile> subjectType() {
    return SourceFile.class;
  }

  @Override
  public final List<Example> examples() {
    return card.examples();
  }

  @Override
  public final void examine(SourceFile file, Context context, Recorder recorder) {
    if (TestSources.contain(file.path())) {
      return;
    }
    String text = file.text();
    if (words.stream().noneMatch(all -> all.stream().allMatch(text::contains))) {
      return;
    }
    file.parse(JavaFront.JAVA);
    context.checkCancelled();
    JavaFlow flow = file.parse(FlowFront.FLOW);
    try {
      look(flow, recorder);
    } catch (StackOverflowError e) {
      throw new Unreadable(0, "nested too deeply to be examined");
    }
    if (!flow.complete()) {
      recorder.unexamined(file.asset(), "too much code in one file to follow all of its values");
    }
  }

  /** Looks at one file that holds one of the words. */
  protected abstract void look(JavaFlow flow, Recorder recorder);

  /** The guidance of this check. */
  protected final Card card() {
    return card;
  }

  /**
   * Starts a finding at a node; lesson, fix and weaknesses are the caller's.
   *
   * @param symbol class and method around it, part of the finding's identity
   */
  protected final Finding.Builder finding(
      JavaUnit unit,
      Tree at,
      String symbol,
      Severity severity,
      Confidence confidence,
      String message) {
    return Finding.of(info.id(), severity, confidence)
        .at(unit.file().asset(), unit.location(at))
        .says(info.title(), message)
        .identity(symbol, Fingerprint.normalise(unit.code(at)));
  }
}
