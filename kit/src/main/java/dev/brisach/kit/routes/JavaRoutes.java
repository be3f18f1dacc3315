package dev.brisach.kit.routes;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.brisach.core.Location;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that one Java file serves.
 *
 * @param own with their whole path
 * @param resources of JAX-RS, below the path of the application
 * @param applicationPaths of JAX-RS
 */
record JavaRoutes(List<Route> own, List<Route> resources, List<String> applicationPaths) {
  static JavaRoutes of(JavaUnit unit) {
    List<ClassTree> types = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        types.add(type);
        return super.visitClass(type, null);
      }
    }.scan(unit.tree(), null);
    Texts texts = new Texts();
    types.forEach(texts::constantsOf);
    Declared declared = new Declared(unit, texts);
    List<String> applications = new ArrayList<>();
    for (ClassTree type : types) {
      declared.read(type);
      AnnotationTree application =
          Texts.annotation(type.getModifiers().getAnnotations(), "ApplicationPath");
      for (Tree value :
          application == null ? List.<Tree>of() : Texts.values(application, "value")) {
        String path = texts.of(value);
        applications.add(path == null ? "" : path);
      }
    }
    Registered registered = new Registered(unit, texts);
    registered.scan(unit.tree(), "");
    List<Route> own = new ArrayList<>(declared.routes());
    own.addAll(registered.routes());
    return new JavaRoutes(own, declared.resources(), applications);
  }

  /** All of them, where this is the application's path. */
  List<Route> routes(String base) {
    List<Route> all = new ArrayList<>(own);
    resources.forEach(
        one -> all.add(new Route(one.method(), base + "/" + one.template(), one.place())));
    return all;
  }

  /** The line of a method's name: annotations above it are not what people look for. */
  static Location place(JavaUnit unit, MethodTree method) {
    Tree type = method.getReturnType();
    int from = type == null ? unit.start(method) : unit.end(type);
    int name = unit.file().text().indexOf(method.getName().toString(), Math.max(0, from));
    return name < 0
        ? place(unit, (Tree) method)
        : Location.line(unit.file().path(), unit.file().lineAt(name));
  }

  /** The line of a node. */
  static Location place(JavaUnit unit, Tree node) {
    return Location.line(unit.file().path(), unit.line(node));
  }
}
