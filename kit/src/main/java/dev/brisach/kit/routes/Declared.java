package dev.brisach.kit.routes;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.brisach.core.Location;
import dev.brisach.kit.java.JavaUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations by annotations: Spring MVC, JAX-RS, Micronaut, servlets. */
final class Declared {
  private static final Map<String, String> SPRING =
      Map.of(
          "GetMapping", "GET",
          "PostMapping", "POST",
          "PutMapping", "PUT",
          "DeleteMapping", "DELETE",
          "PatchMapping", "PATCH");
  private static final Set<String> JAX_RS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Set<String> MICRONAUT = Set.of("Get", "Post", "Put", "Delete", "Patch");

  /** Interfaces with these describe what is called, not what is served. */
  private static final List<String> CLIENTS =
      List.of("FeignClient", "HttpExchange", "RegisterRestClient", "Client");

  private final JavaUnit unit;
  private final Texts texts;
  private final List<Route> routes = new ArrayList<>();
  private final List<Route> resources = new ArrayList<>();

  Declared(JavaUnit unit, Texts texts) {
    this.unit = unit;
    this.texts = texts;
  }

  List<Route> routes() {
    return routes;
  }

  /** Those of JAX-RS, below the application's path. */
  List<Route> resources() {
    return resources;
  }

  void read(ClassTree type) {
    List<? extends AnnotationTree> own = type.getModifiers().getAnnotations();
    if (CLIENTS.stream().anyMatch(client -> Texts.annotation(own, client) != null)) {
      return;
    }
    servlet(type, Texts.annotation(own, "WebServlet"));
    List<String> spring = paths(Texts.annotation(own, "RequestMapping"), "value", "path");
    List<String> resource = paths(Texts.annotation(own, "Path"), "value");
    List<String> controller = paths(Texts.annotation(own, "Controller"), "value");
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
          String name = Texts.word(annotation.getAnnotationType());
          Location place = place(method);
          if (SPRING.containsKey(name)) {
            add(routes, SPRING.get(name), spring, paths(annotation, "value", "path"), place);
          } else if (name.equals("RequestMapping")) {
            for (String verb : verbs(annotation)) {
              add(routes, verb, spring, paths(annotation, "value", "path"), place);
            }
          } else if (JAX_RS.contains(name)) {
            AnnotationTree path = Texts.annotation(method.getModifiers().getAnnotations(), "Path");
            add(resources, name, resource, paths(path, "value"), place);
          } else if (MICRONAUT.contains(name) && controller.stream().anyMatch(Declared::isPath)) {
            List<String> below = paths(annotation, "value", "uri");
            add(routes, name.toUpperCase(Locale.ROOT), controller, below, place);
          }
        }
      }
    }
  }

  private static boolean isPath(String text) {
    return text.startsWith("/");
  }

  private Location place(MethodTree method) {
    return JavaRoutes.place(unit, method);
  }

  /** Paths of an annotation; just an empty one where it has none; none where one is unknown. */
  private List<String> paths(@Nullable AnnotationTree annotation, String... names) {
    List<Tree> values = annotation == null ? List.of() : Texts.values(annotation, names);
    if (values.isEmpty()) {
      return List.of("");
    }
    List<String> paths = new ArrayList<>();
    for (Tree value : values) {
      String text = texts.of(value);
      if (text != null) {
        paths.add(text);
      }
    }
    return paths;
  }

  private static List<String> verbs(AnnotationTree annotation) {
    List<String> verbs = Texts.values(annotation, "method").stream().map(Texts::word).toList();
    return verbs.isEmpty() ? List.of("") : verbs;
  }

  private static void add(
      List<Route> to, String verb, List<String> above, List<String> below, Location place) {
    for (String first : above) {
      for (String second : below) {
        to.add(new Route(verb, "/" + first + "/" + second, place));
      }
    }
  }

  private void servlet(ClassTree type, @Nullable AnnotationTree annotation) {
    if (annotation == null) {
      return;
    }
    for (String path : paths(annotation, "value", "urlPatterns")) {
      String template = path.endsWith("/*") ? path.substring(0, path.length() - 1) + "**" : path;
      if (!isPath(path) || path.length() < 2) {
        continue;
      }
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree method) {
          String name = method.getName().toString();
          boolean verb = name.length() > 2 && name.startsWith("do");
          String word = verb ? name.substring(2).toUpperCase(Locale.ROOT) : "";
          if (JAX_RS.contains(word) || name.equals("service")) {
            routes.add(new Route(word, template, place(method)));
          }
        }
      }
    }
  }
}
