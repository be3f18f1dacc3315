package dev.brisach.kit.expr;

import java.util.List;
import java.util.SortedMap;

/**
 * Turns text into checked programs. Kit has none: a pack with libraries of its own brings it, and
 * is opened when an expression has to be compiled.
 */
public interface ExpressionCompiler {
  /** Name and version of the language; programs of another version are made anew. */
  String LANGUAGE = "cel 0.14.0/1";

  /** What became of an expression. */
  sealed interface Compiled {
    /** It is right. */
    record Right(Program program) implements Compiled {}

    /** It is wrong, in order of place. */
    record Wrong(List<Issue> issues) implements Compiled {
      public Wrong {
        issues = List.copyOf(issues);
      }
    }
  }

  /** One thing that is wrong; line and column count from 1 within the expression. */
  record Issue(int line, int column, String message) {}

  /** Compiles expressions over the same variables; not safe for several threads. */
  @FunctionalInterface
  interface Session {
    /** Compiles an expression whose result is a truth value. */
    Compiled compile(String source);
  }

  /** Begins to compile expressions over these variables. */
  Session over(SortedMap<String, Type> variables);
}
