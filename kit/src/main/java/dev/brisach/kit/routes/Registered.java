package dev.brisach.kit.routes;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.brisach.core.Location;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operations by calls: {@code server.createContext("/x", handler)}, {@code app.get("/x", handler)},
 * {@code router.on("GET", "/x", this::x)}, {@code routes.put("GET /x", this::x)}, and cases of a
 * switch over {@code "GET /x"}. What is handed over must look like a handler.
 */
final class Registered extends TreeScanner<@Nullable Void, String> {
  private static final Set<String> VERBS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

  /** Names of calls that may be given a handler by its name; others name paths too, as to log. */
  private static final Set<String> REGISTERS =
      Set.of(
          "on",
          "put",
          "add",
          "handle",
          "handler",
          "route",
          "register",
          "map",
          "entry",
          "addRoute",
          "addHandler");

  private final JavaUnit unit;
  private final Texts texts;
  private final List<Route> routes = new ArrayList<>();
  private final Deque<Map<String, MethodTree>> methods = new ArrayDeque<>();

  Registered(JavaUnit unit, Texts texts) {
    this.unit = unit;
    this.texts = texts;
  }

  List<Route> routes() {
    return routes;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, String above) {
    Map<String, MethodTree> own = new HashMap<>();
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        own.putIfAbsent(method.getName().toString(), method);
      }
    }
    methods.push(own);
    super.visitClass(type, above);
    methods.pop();
    return null;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, String above) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    String name = Texts.word(call.getMethodSelect());
    String first = arguments.isEmpty() ? null : texts.of(arguments.getFirst());
    String second = arguments.size() < 2 ? null : texts.of(arguments.get(1));
    if (first != null && arguments.size() >= 2) {
      ExpressionTree last = arguments.getLast();
      boolean registers = REGISTERS.contains(name);
      if (VERBS.contains(first) && isPath(second) && isHandler(last, registers)) {
        add(first, above + second, call, last);
      } else if (name.equals("createContext") && isPath(first) && !first.equals("/")) {
        add("", above + first, call, last);
        add("", above + first + "/**", call, last);
      } else if (isCall(first) && isHandler(last, registers)) {
        add(verb(first), above + path(first), call, last);
      } else if (isPath(first) && isVerb(name) && isHandler(last, false)) {
        add(name.toUpperCase(Locale.ROOT), above + first, call, last);
      } else if (isPath(first) && name.equals("path") && last instanceof LambdaExpressionTree) {
        scan(last, above + first); // a group of operations
        return null;
      }
    }
    return super.visitMethodInvocation(call, above);
  }

  @Override
  public @Nullable Void visitCase(CaseTree one, String above) {
    for (ExpressionTree label : one.getExpressions()) {
      String text = texts.of(label);
      if (text != null && isCall(text)) {
        routes.add(new Route(verb(text), path(text), JavaRoutes.place(unit, label)));
      }
    }
    return super.visitCase(one, above);
  }

  private void add(String verb, String template, Tree call, ExpressionTree handler) {
    routes.add(new Route(verb, template, place(call, handler)));
  }

  /** The method that a reference names, where it stands in this very class; else the call. */
  private Location place(Tree call, ExpressionTree handler) {
    if (handler instanceof MemberReferenceTree reference) {
      String owner = reference.getQualifierExpression().toString();
      Map<String, MethodTree> own = methods.isEmpty() ? Map.of() : methods.peek();
      MethodTree method = owner.equals("this") ? own.get(reference.getName().toString()) : null;
      if (method != null) {
        return JavaRoutes.place(unit, method);
      }
    }
    return JavaRoutes.place(unit, handler instanceof LambdaExpressionTree ? handler : call);
  }

  private static boolean isHandler(ExpressionTree argument, boolean names) {
    return argument instanceof LambdaExpressionTree
        || argument instanceof MemberReferenceTree
        || (names
            && (argument instanceof NewClassTree
                || argument instanceof IdentifierTree
                || argument instanceof MemberSelectTree
                || argument instanceof MethodInvocationTree));
  }

  private static boolean isVerb(String name) {
    return VERBS.contains(name.toUpperCase(Locale.ROOT))
        && name.equals(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isPath(@Nullable String text) {
    return text != null && text.startsWith("/") && text.indexOf(' ') < 0;
  }

  /** True for {@code GET /x}. */
  private static boolean isCall(String text) {
    int space = text.indexOf(' ');
    return space > 0 && VERBS.contains(text.substring(0, space)) && isPath(path(text));
  }

  private static String verb(String call) {
    return call.substring(0, call.indexOf(' '));
  }

  private static String path(String call) {
    return call.substring(call.indexOf(' ') + 1);
  }
}
