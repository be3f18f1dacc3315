package dev.brisach.kit.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import dev.brisach.kit.tree.Front;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.Unreadable;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Parses Java with the parser of the JDK we run on, at its own language level with preview
 * features. A file with a syntax error is {@link Unreadable} at its line: after a recovery the tree
 * may lack code, and what was not seen must not count as examined.
 */
public final class JavaFront implements Front<JavaUnit> {
  /** The one instance. */
  public static final JavaFront JAVA = new JavaFront();

  private static final int MAX_CHARS = 4 << 20;
  private static final List<String> OPTIONS =
      List.of(
          "-proc:none",
          "--enable-preview",
          "--source",
          Integer.toString(Runtime.version().feature()));

  private final AtomicReference<SourcePositions> positions = new AtomicReference<>();

  private JavaFront() {}

  @Override
  public JavaUnit parse(SourceFile file) {
    String text = file.text();
    if (text.length() > MAX_CHARS) {
      throw new Unreadable(0, "Java source longer than " + (MAX_CHARS >> 20) + " M characters");
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new Unreadable(0, "this Java runtime has no compiler; run on a full JDK");
    }
    FirstError error = new FirstError();
    try {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  new NoFiles(),
                  error,
                  OPTIONS,
                  null,
                  List.of(new InMemory(file.path(), text)));
      CompilationUnitTree tree = task.parse().iterator().next();
      if (error.reason != null) {
        throw new Unreadable(error.line, error.reason);
      }
      return new JavaUnit(file, tree, positions(task));
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new Unreadable(0, "the Java parser gave up: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new Unreadable(0, "Java nested too deeply");
    }
  }

  /**
   * Reads places from the nodes themselves, so that one serves all trees; making one for each file
   * would set up the whole of javac each time.
   */
  private SourcePositions positions(JavacTask task) {
    SourcePositions known = positions.get();
    if (known == null) {
      known = Trees.instance(task).getSourcePositions();
      positions.set(known);
    }
    return known;
  }

  /** Keeps the first syntax error. */
  private static final class FirstError implements DiagnosticListener<JavaFileObject> {
    private int line;
    private @Nullable String reason;

    @Override
    public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && reason == null) {
        line = (int) Math.max(0, diagnostic.getLineNumber());
        String message = diagnostic.getMessage(Locale.ROOT);
        reason = "not valid Java: " + message.lines().findFirst().orElse("syntax error");
      }
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String text;

    InMemory(String path, String text) {
      super(
          URI.create(
              path.endsWith("module-info.java") ? "mem:///module-info.java" : "mem:///Unit.java"),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
