package dev.brisach.code.java.flow;

import com.sun.source.tree.ExpressionTree;
import dev.brisach.code.java.flow.Invocations.Site;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls that put texts together, with their pieces kept apart, and methods of constant texts. */
final class Texts {
  private static final Pattern HOLE =
      Pattern.compile("%(?:\\d{1,2}\\$)?[-#+ 0,(]{0,4}\\d{0,4}(?:\\.\\d{1,4})?([a-zA-Z%])");

  private Texts() {}

  /** The text that the call makes; null for calls that make none. */
  static @Nullable Value call(Site site, JavaUnit unit) {
    String name = site.name();
    if (name.equals("format") && site.type().equals("String") && !site.args().isEmpty()) {
      int from = site.arg(0).type().equals("Locale") ? 1 : 0;
      return format(site.arg(from), site.argTrees(), site.args(), from + 1, unit);
    }
    if (name.equals("formatted")) {
      return format(site.receiver(), site.argTrees(), site.args(), 0, unit);
    }
    if (name.equals("concat") && site.args().size() == 1 && site.receiverTree() != null) {
      List<Part> parts =
          Part.concat(
              site.receiver().partsOr(unit.code(site.receiverTree(), 80)),
              site.arg(0).partsOr(unit.code(site.argTrees().getFirst(), 80)));
      return Expressions.texts(site.receiver(), site.arg(0), parts);
    }
    if (name.equals("getProperty") && site.arg(1).text() != null) {
      return new Value("String", List.of(), null, null, site.arg(1).parts(), 0);
    }
    return constant(site);
  }

  private static @Nullable Value constant(Site site) {
    String text = site.receiver().text();
    if (text == null) {
      return null;
    }
    List<@Nullable Object> args = new ArrayList<>();
    for (Value arg : site.args()) {
      args.add(arg.constant());
    }
    Object result = Constants.ofText(text, site.name(), args);
    return switch (result) {
      case null -> null;
      case String made -> Value.constant("String", made);
      case Boolean truth -> Value.constant("boolean", truth);
      case Character c -> Value.constant("char", c);
      default -> Value.constant("int", result);
    };
  }

  private static @Nullable Value format(
      Value form, List<? extends ExpressionTree> trees, List<Value> args, int from, JavaUnit unit) {
    String text = form.text();
    if (text == null) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    Value all = Value.constant("String", "");
    Matcher hole = HOLE.matcher(text);
    int at = 0;
    int next = from;
    while (hole.find()) {
      parts = Part.concat(parts, List.of(Part.words(text.substring(at, hole.start()))));
      at = hole.end();
      String kind = hole.group(1);
      if (kind.equals("%") || kind.equals("n")) {
        parts = Part.concat(parts, List.of(Part.words(kind.equals("%") ? "%" : "\n")));
      } else if (next < args.size()) {
        Value arg = "dxXofeb".contains(kind) ? args.get(next).clean() : args.get(next);
        parts = Part.concat(parts, arg.partsOr(unit.code(trees.get(next), 80)));
        all = Expressions.texts(all, arg, parts);
        next++;
      }
    }
    parts = Part.concat(parts, List.of(Part.words(text.substring(at))));
    return new Value("String", List.of(), all.taint(), all.random(), parts, 0);
  }
}
