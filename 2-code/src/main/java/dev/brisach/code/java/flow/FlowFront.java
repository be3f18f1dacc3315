package dev.brisach.code.java.flow;

import dev.brisach.kit.java.JavaFront;
import dev.brisach.kit.java.JavaUnit;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;

/** Follows the values of a Java file once, for all checks that ask. */
public final class FlowFront implements Front<JavaFlow> {
  /** The one instance. */
  public static final FlowFront FLOW = new FlowFront();

  private FlowFront() {}

  @Override
  public JavaFlow parse(SourceFile file) {
    JavaUnit unit = file.parse(JavaFront.JAVA);
    try {
      return new Interpreter(unit).run();
    } catch (StackOverflowError e) {
      throw new Unreadable(0, "expressions nested too deeply to be followed");
    }
  }
}
