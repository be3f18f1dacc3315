package dev.brisach.deploy.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question to a fact, as rule files write it. Several values at a path: one is enough. */
public sealed interface Condition {
  /** Longest text that a pattern is tried on. */
  int MAX_TEXT = 20_000;

  /** The answer for this fact. */
  Verdict ask(Fact fact);

  /** All of them; an empty list holds. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public Verdict ask(Fact fact) {
      int line = 0;
      Verdict.Open open = null;
      for (Condition part : parts) {
        switch (part.ask(fact)) {
          case Verdict.Fails fails -> {
            return fails;
          }
          case Verdict.Open unknown -> open = open == null ? unknown : open;
          case Verdict.Holds holds -> line = line == 0 ? holds.line() : line;
        }
      }
      return open == null ? new Verdict.Holds(line) : open;
    }
  }

  /** At least one of them. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public Verdict ask(Fact fact) {
      Verdict.Open open = null;
      for (Condition part : parts) {
        switch (part.ask(fact)) {
          case Verdict.Holds holds -> {
            return holds;
          }
          case Verdict.Open unknown -> open = open == null ? unknown : open;
          case Verdict.Fails _ -> {}
        }
      }
      return open == null ? Verdict.fails() : open;
    }
  }

  /** The opposite. */
  record Not(Condition part) implements Condition {
    @Override
    public Verdict ask(Fact fact) {
      return part.ask(fact).negated();
    }
  }

  /** Something at the path for which the condition holds. */
  record Exists(FactPath at, Condition where) implements Condition {
    @Override
    public Verdict ask(Fact fact) {
      Verdict.Open open = null;
      for (Fact each : at.select(fact)) {
        Verdict verdict =
            each instanceof Fact.Unknown unknown
                ? new Verdict.Open(unknown.reason())
                : where.ask(each);
        switch (verdict) {
          case Verdict.Holds holds -> {
            return holds.line() > 0 ? holds : new Verdict.Holds(each.line());
          }
          case Verdict.Open unknown -> open = open == null ? unknown : open;
          case Verdict.Fails _ -> {}
        }
      }
      return open == null ? Verdict.fails() : open;
    }
  }

  /** Nothing at the path, or only empty values. */
  record Missing(FactPath at) implements Condition {
    @Override
    public Verdict ask(Fact fact) {
      Verdict verdict = new Verdict.Holds(0);
      for (Fact each : at.select(fact)) {
        switch (each) {
          case Fact.Unknown unknown -> verdict = new Verdict.Open(unknown.reason());
          case Fact.Word word -> {
            if (!word.isNull()) {
              return Verdict.fails();
            }
          }
          case Fact.Group _, Fact.Items _ -> {
            return Verdict.fails();
          }
        }
      }
      return verdict;
    }
  }

  /** A text at the path that passes the test; {@code otherwise} stands in where there is none. */
  record Text(FactPath at, WordTest test, @Nullable String otherwise) implements Condition {
    @Override
    public Verdict ask(Fact fact) {
      Verdict.Open open = null;
      boolean any = false;
      for (Fact each : at.select(fact)) {
        switch (each) {
          case Fact.Unknown unknown -> open = new Verdict.Open(unknown.reason());
          case Fact.Word word -> {
            if (!word.isNull()) {
              any = true;
              if (test.passes(word.text())) {
                return new Verdict.Holds(word.line());
              }
            }
          }
          case Fact.Group _, Fact.Items _ -> any = true;
        }
      }
      if (open != null) {
        return open;
      }
      return !any && otherwise != null && test.passes(otherwise)
          ? new Verdict.Holds(0)
          : Verdict.fails();
    }
  }

  /** A test of one text. */
  sealed interface WordTest {
    /** True where the text passes. */
    boolean passes(String text);
  }

  /** One of these words; truth values in any case. */
  record In(List<String> words) implements WordTest {
    public In {
      words = List.copyOf(words);
    }

    @Override
    public boolean passes(String text) {
      for (String word : words) {
        boolean truth = word.equals("true") || word.equals("false");
        if (truth ? word.equalsIgnoreCase(text) : word.equals(text)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The pattern occurs in it. */
  record Matches(Pattern pattern) implements WordTest {
    @Override
    public boolean passes(String text) {
      CharSequence some = text.length() > MAX_TEXT ? text.subSequence(0, MAX_TEXT) : text;
      return pattern.matcher(some).find();
    }
  }

  /** It begins with one of these. */
  record StartsWith(List<String> starts) implements WordTest {
    public StartsWith {
      starts = List.copyOf(starts);
    }

    @Override
    public boolean passes(String text) {
      return starts.stream().anyMatch(text::startsWith);
    }
  }

  /** It is a whole number within these bounds, both included. */
  record Between(long least, long most) implements WordTest {
    @Override
    public boolean passes(String text) {
      try {
        long number = Long.parseLong(text.strip());
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}
