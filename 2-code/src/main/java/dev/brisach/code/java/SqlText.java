package dev.brisach.code.java;

import dev.brisach.code.java.flow.Part;
import dev.brisach.code.java.flow.Taint;
import dev.brisach.code.java.flow.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A statement put together from fixed words and expressions, and how to write it with bound values.
 *
 * @param fixed the fixed words, with {@code ?} for each expression
 * @param parameterised a Java expression for the statement with {@code ?} in place of the values
 * @param values the expressions to bind, in order
 * @param names true for expressions that stand where only a name (table, column) may stand
 */
record SqlText(String fixed, String parameterised, List<String> values, boolean names) {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\A[\\s({\"]{0,20}(?:select|insert|update|delete|merge|replace|create|alter|drop|call|"
              + "exec|execute|with|from|truncate|grant|show)\\s",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BEFORE_NAME =
      Pattern.compile(
          "(?:\\b(?:from|into|update|table|join|by|schema|database|index|view|sequence|select|"
              + "column|use|exists|distinct|as|on|set|user|role|limit|offset)\\s{1,8}"
              + "|[.,(]\\s{0,3})[\"`\\[]?\\z",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BEFORE_VALUE =
      Pattern.compile(
          "(?:[=<>]\\s{0,5}'?%?|\\blike\\s{1,5}'?%?|'%?|\\bin\\s{0,3}\\(\\s{0,3}'?)\\z",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> FRAGMENTS =
      Set.of(
          "where",
          "clause",
          "condition",
          "conditions",
          "sql",
          "query",
          "filter",
          "order",
          "sort",
          "table",
          "tables",
          "column",
          "columns",
          "field",
          "fields",
          "select",
          "hql",
          "jpql",
          "schema",
          "criteria",
          "statement",
          "suffix",
          "prefix",
          "ddl",
          "alias",
          "expression");

  /** True where the fixed words begin like a statement. */
  static boolean isStatement(Value value) {
    return !value.parts().isEmpty()
        && value.parts().getFirst().fixed()
        && STATEMENT.matcher(value.parts().getFirst().text()).find();
  }

  /** Reads the pieces of a statement. */
  static SqlText of(Value value) {
    List<Part> parts = value.parts();
    StringBuilder fixed = new StringBuilder();
    StringBuilder code = new StringBuilder("\"");
    List<String> values = new ArrayList<>();
    boolean names = true;
    boolean dropQuote = false;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.fixed()) {
        String words = part.text();
        String before = i + 1 < parts.size() && bound(parts.get(i + 1)) ? unquoted(words) : words;
        String shown = dropQuote ? withoutLeadingQuote(before) : before;
        dropQuote = before.length() < words.length();
        fixed.append(words);
        code.append(escape(shown));
      } else if (bound(part)) {
        names &= isName(fixed);
        fixed.append('?');
        code.append('?');
        values.add(part.text());
      } else {
        fixed.append('?');
        code.append("\" + ").append(part.text()).append(" + \"");
      }
    }
    return new SqlText(
        fixed.toString(), code.append('"').toString(), values, names && !values.isEmpty());
  }

  private static boolean bound(Part part) {
    return !part.fixed() && part.taint() != null && !part.taint().safeFor(Taint.Use.SQL);
  }

  private static boolean isName(CharSequence before) {
    return BEFORE_NAME.matcher(before).find() && !BEFORE_VALUE.matcher(before).find();
  }

  /** True where the value is a piece of statement by its name, which its caller writes. */
  boolean fragments() {
    return values.stream().allMatch(v -> Names.any(v, FRAGMENTS));
  }

  private static String unquoted(String words) {
    int end = words.length();
    if (words.endsWith("'%") || words.endsWith("\"%")) {
      end -= 2;
    } else if (words.endsWith("'")) {
      end -= 1;
    }
    return words.substring(0, end);
  }

  private static String withoutLeadingQuote(String words) {
    String rest = words.startsWith("%") ? words.substring(1) : words;
    return rest.startsWith("'") ? rest.substring(1) : rest;
  }

  private static String escape(String words) {
    return words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
