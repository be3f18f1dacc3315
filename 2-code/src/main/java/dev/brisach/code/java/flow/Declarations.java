package dev.brisach.code.java.flow;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes, methods, fields and imports of a file, by simple name. */
public final class Declarations {
  /** One class of the file, nested and local ones included; anonymous ones are not listed. */
  public record Type(String name, ClassTree tree, @Nullable Type outer) {
    /** Methods by name. */
    public List<MethodTree> methods(String name) {
      List<MethodTree> found = new ArrayList<>();
      for (Tree member : tree.getMembers()) {
        if (member instanceof MethodTree method && method.getName().contentEquals(name)) {
          found.add(method);
        }
      }
      return found;
    }

    /** All methods. */
    public List<MethodTree> methods() {
      List<MethodTree> found = new ArrayList<>();
      for (Tree member : tree.getMembers()) {
        if (member instanceof MethodTree method) {
          found.add(method);
        }
      }
      return found;
    }
  }

  private static final Set<String> ELEMENTARY =
      Set.of(
          "int",
          "long",
          "short",
          "byte",
          "char",
          "boolean",
          "double",
          "float",
          "Integer",
          "Long",
          "Short",
          "Byte",
          "Character",
          "Boolean",
          "Double",
          "Float",
          "UUID",
          "BigInteger",
          "BigDecimal",
          "Number",
          "Date",
          "LocalDate",
          "LocalDateTime",
          "LocalTime",
          "Instant",
          "Duration",
          "ZonedDateTime",
          "OffsetDateTime",
          "Timestamp",
          "AtomicInteger",
          "AtomicLong",
          "OptionalInt",
          "OptionalLong",
          "ObjectId",
          "Enum",
          "Class",
          "Locale");

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Map<String, String> imports = new HashMap<>();
  private final Set<String> packages = new HashSet<>();

  Declarations(CompilationUnitTree unit) {
    for (ImportTree tree : unit.getImports()) {
      if (tree.getQualifiedIdentifier() instanceof MemberSelectTree select) {
        String name = select.getIdentifier().toString();
        String parent = select.getExpression().toString();
        if (!name.equals("*")) {
          imports.put(name, parent + "." + name);
        }
        packages.add(parent);
      }
    }
    new TreeScanner<@Nullable Void, @Nullable Type>() {
      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Type outer) {
        String name = tree.getSimpleName().toString();
        Type type = new Type(name, tree, outer);
        if (!name.isEmpty()) {
          types.putIfAbsent(name, type);
        }
        return super.visitClass(tree, name.isEmpty() ? outer : type);
      }
    }.scan(unit, null);
  }

  /** All named classes of the file, outer ones first. */
  public Iterable<Type> types() {
    return types.values();
  }

  /** The class of this simple name in this file, or null. */
  public @Nullable Type type(String name) {
    return types.get(name);
  }

  /** The qualified name that an import gives to a simple one; empty where there is none. */
  public String imported(String simple) {
    return imports.getOrDefault(simple, "");
  }

  /** True where something is imported from a package that begins like this. */
  public boolean importsFrom(String prefix) {
    return packages.stream().anyMatch(p -> p.startsWith(prefix));
  }

  /** The field of a class or of one it is nested in, or null. */
  @Nullable VariableTree field(String typeName, String name) {
    for (Type type = types.get(typeName); type != null; type = type.outer()) {
      for (Tree member : type.tree().getMembers()) {
        if (member instanceof VariableTree field && field.getName().contentEquals(name)) {
          return field;
        }
      }
    }
    return null;
  }

  /** The method of this name and number of parameters, in a class or one it is nested in. */
  @Nullable MethodTree method(String typeName, String name, int arguments) {
    for (Type type = types.get(typeName); type != null; type = type.outer()) {
      MethodTree found = null;
      for (MethodTree method : type.methods(name)) {
        if (method.getParameters().size() == arguments && method.getBody() != null) {
          if (found != null) {
            return null;
          }
          found = method;
        }
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The simple name of a type: {@code java.util.List<X>} is {@code List}; arrays keep []. */
  public static String simpleName(@Nullable Tree type) {
    return switch (type) {
      case null -> "";
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      case ParameterizedTypeTree generic -> simpleName(generic.getType());
      case ArrayTypeTree array -> simpleName(array.getType()) + "[]";
      case AnnotatedTypeTree annotated -> simpleName(annotated.getUnderlyingType());
      case PrimitiveTypeTree primitive ->
          primitive.getPrimitiveTypeKind().name().toLowerCase(Locale.ROOT);
      default -> "";
    };
  }

  /** True for numbers, truth values, dates, UUIDs and enums of this file: no text fits in. */
  boolean elementary(String type) {
    Type own = types.get(type);
    return ELEMENTARY.contains(type) || (own != null && own.tree().getKind() == Tree.Kind.ENUM);
  }

  /** The simple names of the annotations. */
  public static List<String> annotations(ModifiersTree modifiers) {
    List<String> names = new ArrayList<>();
    for (AnnotationTree annotation : modifiers.getAnnotations()) {
      names.add(simpleName(annotation.getAnnotationType()));
    }
    return names;
  }
}
