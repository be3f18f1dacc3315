package dev.brisach.code.java;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.brisach.code.java.flow.Declarations;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.core.Confidence;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import dev.brisach.kit.java.JavaUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A TLS client that believes every certificate or every name (CWE-295). Where names around it say
 * that a person switches this on ({@code insecure}, {@code trustAll}), it is only heuristic.
 */
final class TlsTrust extends JavaCheck {
  private static final Set<String> TRUSTING =
      Set.of(
          "NoopHostnameVerifier",
          "TrustAllStrategy",
          "InsecureTrustManagerFactory",
          "AllowAllHostnameVerifier");
  private static final Set<String> VERIFIER_SETTERS =
      Set.of(
          "setHostnameVerifier",
          "setDefaultHostnameVerifier",
          "hostnameVerifier",
          "setSSLHostnameVerifier",
          "sslHostnameVerifier");
  private static final Set<String> MANAGERS =
      Set.of("X509TrustManager", "X509ExtendedTrustManager", "TrustManager");
  private static final Set<String> DELIBERATE =
      Set.of(
          "insecure",
          "unsafe",
          "trustall",
          "skip",
          "disable",
          "disabled",
          "ignore",
          "noop",
          "unverified",
          "naive",
          "none",
          "no");

  /** Constants that name the choice not to verify, among others that do. */
  private static final Set<String> OPTIONS = Set.of("none", "no");

  TlsTrust() {
    super(
        "tls-trust",
        1,
        "TLS without verification of certificate or host name",
        List.of(
            "TrustManager",
            "HostnameVerifier",
            "TrustAllStrategy",
            "ALLOW_ALL_HOSTNAME",
            "loadTrustMaterial",
            "setEndpointIdentificationAlgorithm",
            "hostnameVerifier"),
        295);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    new Scan(flow.unit(), recorder).scan(flow.unit().tree(), null);
  }

  private final class Scan extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final JavaUnit unit;
    private final Recorder recorder;
    private String type = "";
    private String method = "";
    private String variable = "";
    private int lastLine;

    Scan(JavaUnit unit, Recorder recorder) {
      this.unit = unit;
      this.recorder = recorder;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void p) {
      String outer = type;
      String name = tree.getSimpleName().toString();
      type = name.isEmpty() ? type : name;
      for (Tree parent : tree.getImplementsClause()) {
        members(tree, Declarations.simpleName(parent));
      }
      members(tree, Declarations.simpleName(tree.getExtendsClause()));
      super.visitClass(tree, null);
      type = outer;
      return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void p) {
      String name = Declarations.simpleName(tree.getIdentifier());
      if (tree.getClassBody() != null) {
        members(tree.getClassBody(), name);
      } else if (TRUSTING.contains(name)) {
        tell(tree, name.contains("Hostname") ? "hostname" : "default");
      }
      return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void p) {
      String outer = method;
      method = tree.getName().toString();
      super.visitMethod(tree, null);
      method = outer;
      return null;
    }

    private void members(ClassTree tree, String parent) {
      for (Tree member : tree.getMembers()) {
        if (member instanceof MethodTree m && m.getBody() != null) {
          String name = m.getName().toString();
          if (MANAGERS.contains(parent)
              && name.equals("checkServerTrusted")
              && doesNothing(m.getBody())) {
            tell(m, "default");
          } else if (parent.equals("HostnameVerifier")
              && name.equals("verify")
              && returnsTrue(m.getBody())) {
            tell(m, "hostname");
          }
        }
      }
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void p) {
      ExpressionTree value = tree.getInitializer();
      if (Declarations.simpleName(tree.getType()).equals("HostnameVerifier")
          && value instanceof LambdaExpressionTree lambda
          && alwaysTrue(lambda)) {
        tell(value, "hostname");
      }
      String outer = variable;
      variable = tree.getName().toString();
      super.visitVariable(tree, null);
      variable = outer;
      return null;
    }

    @Override
    public @Nullable Void visitTypeCast(TypeCastTree tree, @Nullable Void p) {
      if (Declarations.simpleName(tree.getType()).equals("HostnameVerifier")
          && tree.getExpression() instanceof LambdaExpressionTree lambda
          && alwaysTrue(lambda)) {
        tell(tree, "hostname");
      }
      return super.visitTypeCast(tree, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void p) {
      String name = tree.getIdentifier().toString();
      if (name.equals("ALLOW_ALL_HOSTNAME_VERIFIER")
          || (name.equals("INSTANCE")
              && TRUSTING.contains(Declarations.simpleName(tree.getExpression())))) {
        tell(tree, tree.toString().contains("Hostname") ? "hostname" : "default");
      }
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void p) {
      String name = name(tree.getMethodSelect());
      List<? extends ExpressionTree> args = tree.getArguments();
      ExpressionTree last = args.isEmpty() ? null : args.getLast();
      if (VERIFIER_SETTERS.contains(name)
          && last instanceof LambdaExpressionTree lambda
          && alwaysTrue(lambda)) {
        tell(last, "hostname");
      } else if (name.equals("loadTrustMaterial")
          && last instanceof LambdaExpressionTree lambda
          && alwaysTrue(lambda)) {
        tell(last, "default");
      } else if (name.equals("setEndpointIdentificationAlgorithm")
          && last instanceof LiteralTree literal
          && (literal.getValue() == null || "".equals(literal.getValue()))) {
        tell(tree, "hostname");
      }
      return super.visitMethodInvocation(tree, null);
    }

    private static String name(ExpressionTree select) {
      return switch (select) {
        case IdentifierTree t -> t.getName().toString();
        case MemberSelectTree t -> t.getIdentifier().toString();
        default -> "";
      };
    }

    private void tell(Tree at, String variant) {
      if (lastLine == unit.line(at) || Names.any(variable, OPTIONS)) {
        return;
      }
      lastLine = unit.line(at);
      boolean deliberate =
          Names.any(type + " " + method + " " + variable, DELIBERATE)
              || Names.words(method).containsAll(List.of("trust", "all"))
              || Names.words(type).containsAll(List.of("trust", "all"));
      String what =
          variant.equals("hostname")
              ? "Every host name is accepted, so that any valid certificate stands for any server."
              : "Every certificate is accepted, an attacker's own as well.";
      String note =
          deliberate ? " By its name it is switched on by choice; who does is not followed." : "";
      String code = unit.code(at, 80);
      Map<String, String> words = Map.of("code", code, "method", method.isEmpty() ? type : method);
      recorder.finding(
          finding(
                  unit,
                  at,
                  type + "." + method,
                  deliberate ? Severity.MEDIUM : Severity.HIGH,
                  deliberate ? Confidence.HEURISTIC : Confidence.LIKELY,
                  what + note)
              .cwe(295)
              .lesson(card().fill(variant, words))
              .fix(card().fill(variant, words).replacement())
              .step(unit.step("sink", at))
              .build());
    }
  }

  private static boolean alwaysTrue(LambdaExpressionTree lambda) {
    return lambda.getBody() instanceof BlockTree block
        ? returnsTrue(block)
        : isTrue((ExpressionTree) lambda.getBody());
  }

  private static boolean isTrue(@Nullable ExpressionTree tree) {
    return tree instanceof LiteralTree literal && Boolean.TRUE.equals(literal.getValue());
  }

  /** Only logging before {@code return true}. */
  private static boolean returnsTrue(BlockTree body) {
    List<? extends StatementTree> all = body.getStatements();
    return !all.isEmpty()
        && all.getLast() instanceof ReturnTree end
        && isTrue(end.getExpression())
        && all.subList(0, all.size() - 1).stream().allMatch(TlsTrust::isLog);
  }

  private static boolean doesNothing(BlockTree body) {
    return body.getStatements().stream()
        .allMatch(s -> (s instanceof ReturnTree r && r.getExpression() == null) || isLog(s));
  }

  private static boolean isLog(StatementTree statement) {
    if (!(statement instanceof ExpressionStatementTree expression)
        || !(expression.getExpression() instanceof MethodInvocationTree call)) {
      return false;
    }
    String select = call.getMethodSelect().toString();
    return select.startsWith("log") || select.startsWith("LOG") || select.startsWith("System.out");
  }
}
