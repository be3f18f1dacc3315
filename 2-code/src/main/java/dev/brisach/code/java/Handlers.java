package dev.brisach.code.java;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.brisach.code.java.flow.Declarations;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request handlers of a class and how each makes sure who may call it.
 *
 * <p>A handler is a method with a mapping annotation (Spring, JAX-RS), or one that is registered
 * under a path by a method reference ({@code createContext("/x", this::x)}, {@code routes.put("GET
 * /x", this::x)}).
 */
final class Handlers {
  /**
   * One handler.
   *
   * @param guard the annotation or call that authorises, or null
   * @param identity true where it takes or asks for the caller's identity, or is marked as open
   */
  record Handler(MethodTree method, @Nullable String guard, boolean identity, String mapping) {}

  private static final Set<String> MAPPINGS =
      Set.of(
          "RequestMapping",
          "GetMapping",
          "PostMapping",
          "PutMapping",
          "DeleteMapping",
          "PatchMapping",
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "PATCH");
  private static final Set<String> GUARDS =
      Set.of(
          "PreAuthorize",
          "PostAuthorize",
          "Secured",
          "RolesAllowed",
          "RequiresPermissions",
          "RequiresRoles",
          "RequiresAuthentication",
          "RequiresUser",
          "DenyAll",
          "SaCheckLogin",
          "SaCheckPermission",
          "SaCheckRole",
          "Authenticated",
          "Authorized",
          "RequirePOSTPermission");
  private static final Set<String> GUARD_WORDS =
      Set.of(
          "authorize",
          "authorized",
          "permission",
          "permissions",
          "role",
          "roles",
          "secured",
          "authenticated",
          "privilege",
          "privileges");
  private static final Set<String> OPENED =
      Set.of(
          "PermitAll",
          "AnonymousAllowed",
          "Anonymous",
          "SaIgnore",
          "IgnoreAuth",
          "PassToken",
          "AnonymousAccess",
          "Public",
          "PublicApi");
  private static final Set<String> SPEAKS_OF_CALLER =
      Set.of(
          "principal",
          "authentication",
          "authorization",
          "authenticated",
          "permission",
          "permissions",
          "privilege",
          "owner",
          "security",
          "authorize",
          "authorized",
          "credentials",
          "super");
  private static final Set<String> CALLER_IDS =
      Set.of(
          "getUserId",
          "currentUserId",
          "getLoginUser",
          "getUsername",
          "getLoginName",
          "getUser",
          "getSysUser",
          "getRemoteUser",
          "getLoginId",
          "getTenantId",
          "getSession",
          "sessionUser");
  private static final Set<String> VERBS =
      Set.of(
          "require",
          "requires",
          "required",
          "check",
          "assert",
          "ensure",
          "verify",
          "authorize",
          "authorise",
          "authenticate",
          "guard",
          "has",
          "is",
          "enforce",
          "must",
          "validate",
          "authorized",
          "authorised",
          "authenticated",
          "with",
          "can");
  private static final Set<String> NOUNS =
      Set.of(
          "auth",
          "role",
          "roles",
          "permission",
          "permissions",
          "user",
          "owner",
          "session",
          "login",
          "admin",
          "access",
          "privilege",
          "privileges",
          "authorized",
          "authorised",
          "authenticated",
          "authority",
          "logged",
          "signed",
          "authorization",
          "ownership",
          "scope",
          "member");
  private static final Set<String> ALONE =
      Set.of("authorize", "authorise", "authenticate", "authorized", "authorised", "authenticated");
  private static final Set<String> IDENTITIES =
      Set.of("Principal", "Authentication", "UserDetails", "SecurityContext", "Jwt");
  private static final int BEGINNING = 6;

  private final JavaUnit unit;
  private final ClassTree type;
  private final Map<String, MethodTree> methods = new HashMap<>();

  Handlers(JavaUnit unit, ClassTree type) {
    this.unit = unit;
    this.type = type;
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        methods.putIfAbsent(method.getName().toString(), method);
      }
    }
  }

  /** The handlers; empty where the class as a whole is guarded. */
  List<Handler> all() {
    if (Declarations.annotations(type.getModifiers()).stream().anyMatch(GUARDS::contains)) {
      return List.of();
    }
    List<Handler> handlers = new ArrayList<>();
    Set<String> wrapped = new HashSet<>();
    Map<String, String> registered = registered(wrapped);
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method && method.getBody() != null) {
        String name = method.getName().toString();
        String mapping = mapping(method);
        if (mapping == null) {
          mapping = registered.get(name);
        }
        if (mapping != null) {
          String guard = wrapped.contains(name) ? "a wrapper at its registration" : guard(method);
          boolean identity = takesIdentity(method) || speaksOfCaller(method, 2);
          handlers.add(new Handler(method, guard, identity, mapping));
        }
      }
    }
    return handlers;
  }

  private @Nullable String mapping(MethodTree method) {
    for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
      if (MAPPINGS.contains(Declarations.simpleName(annotation.getAnnotationType()))) {
        return unit.code(annotation, 120);
      }
    }
    return null;
  }

  /** Methods registered under a path, with that path. */
  private Map<String, String> registered(Set<String> wrapped) {
    Map<String, String> found = new HashMap<>();
    new TreeScanner<@Nullable Void, @Nullable String>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree tree, @Nullable String path) {
        String here = path;
        for (ExpressionTree argument : tree.getArguments()) {
          if (argument instanceof LiteralTree literal
              && literal.getValue() instanceof String text
              && isPath(text)) {
            here = text;
          }
        }
        String inner = path != null && isGuard(name(tree)) ? "guarded " + here : here;
        scan(tree.getMethodSelect(), path);
        scan(tree.getArguments(), inner);
        return null;
      }

      @Override
      public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable String path) {
        String owner = tree.getQualifierExpression().toString();
        if (path != null && (owner.equals("this") || type.getSimpleName().contentEquals(owner))) {
          String name = tree.getName().toString();
          found.putIfAbsent(name, path);
          if (path.startsWith("guarded ")) {
            wrapped.add(name);
          }
        }
        return null;
      }
    }.scan(type, null);
    return found;
  }

  private static boolean isPath(String text) {
    int slash = text.indexOf('/');
    return slash == 0 || (slash > 0 && slash <= 8 && text.charAt(slash - 1) == ' ');
  }

  private @Nullable String guard(MethodTree method) {
    for (String annotation : Declarations.annotations(method.getModifiers())) {
      if (GUARDS.contains(annotation)
          || (Names.any(annotation, GUARD_WORDS) && !OPENED.contains(annotation))) {
        return "@" + annotation;
      }
    }
    return guardCall(method, 2);
  }

  /** A call in the first statements that by its name authorises, also one method further. */
  private @Nullable String guardCall(MethodTree method, int depth) {
    List<? extends StatementTree> statements = method.getBody().getStatements();
    List<String> called = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void p) {
        called.add(name(tree));
        if (tree.getMethodSelect() instanceof MemberSelectTree select
            && Names.any(select.getExpression().toString(), GUARD_WORDS)
            && VERBS.contains(Names.words(name(tree)).getFirst())) {
          called.add("authorize");
        }
        return super.visitMethodInvocation(tree, null);
      }
    }.scan(statements.subList(0, Math.min(BEGINNING, statements.size())), null);
    for (String name : called) {
      if (isGuard(name)) {
        return name;
      }
    }
    for (String name : called) {
      MethodTree helper = methods.get(name);
      if (depth > 1
          && helper != null
          && !helper.equals(method)
          && helper.getBody() != null
          && guardCall(helper, depth - 1) != null) {
        return name;
      }
    }
    return null;
  }

  /** {@code requireAdmin}, {@code checkPermission}, {@code currentUser} and their like. */
  static boolean isGuard(String name) {
    List<String> words = Names.words(name);
    if (words.isEmpty()) {
      return false;
    }
    boolean identity =
        words.contains("current") && (words.contains("user") || words.contains("account"));
    boolean verb = VERBS.contains(words.getFirst());
    boolean noun = words.stream().skip(1).anyMatch(NOUNS::contains);
    boolean plain = words.contains("with") || words.getFirst().equals("is");
    boolean admin =
        words.contains("admin")
            || words.contains("logged")
            || words.contains("owner")
            || words.contains("authenticated")
            || words.contains("authorized")
            || words.contains("user");
    return identity || ALONE.contains(words.getFirst()) || (verb && noun && (!plain || admin));
  }

  /**
   * True where the body, or a method of the class that it calls, speaks of who is calling anywhere:
   * it may judge in a way that its name does not tell.
   */
  private boolean speaksOfCaller(MethodTree method, int depth) {
    List<String> called = new ArrayList<>();
    boolean[] speaks = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void p) {
        called.add(name(tree));
        speaks[0] |= CALLER_IDS.contains(name(tree)) || isGuard(name(tree));
        return super.visitMethodInvocation(tree, null);
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void p) {
        speaks[0] |= Names.any(tree.getName().toString(), SPEAKS_OF_CALLER);
        return null;
      }
    }.scan(method.getBody(), null);
    if (speaks[0]) {
      return true;
    }
    for (String name : called) {
      MethodTree helper = methods.get(name);
      if (depth > 1
          && helper != null
          && !helper.equals(method)
          && helper.getBody() != null
          && speaksOfCaller(helper, depth - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesIdentity(MethodTree method) {
    if (Declarations.annotations(method.getModifiers()).stream().anyMatch(OPENED::contains)) {
      return true;
    }
    return method.getParameters().stream()
        .anyMatch(p ->
            IDENTITIES.contains(Declarations.simpleName(p.getType()))
                || Declarations.annotations(p.getModifiers()).stream()
                    .anyMatch(a -> a.contains("Principal") || a.contains("User")));
  }

  private static String name(MethodInvocationTree call) {
    return switch (call.getMethodSelect()) {
      case IdentifierTree t -> t.getName().toString();
      case MemberSelectTree t -> t.getIdentifier().toString();
      default -> "";
    };
  }
}
