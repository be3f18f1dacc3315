package dev.brisach.kit.routes;

import dev.brisach.core.Location;
import dev.brisach.kit.java.JavaFront;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.FileTypes;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All operations that the code of a project serves, as far as it says so in plain words. */
public final class Routes {
  /** None. */
  public static final Routes NONE = new Routes(List.of());

  private static final int MOST_FILES = 4000;

  /** What a file holds that may register an operation; the rest is not parsed. */
  private static final List<String> SIGNS =
      List.of("Mapping", "@Path", "@WebServlet", "@Controller", "HttpServer", "\"/", "\"GET /");

  private final List<Route> routes;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** The operations of a tree's Java files, its tests left out; unreadable files have none. */
  public static Routes of(SourceTree tree) {
    List<JavaRoutes> files = new ArrayList<>();
    for (FileEntry entry : tree.ofType(FileTypes.JAVA)) {
      if (files.size() < MOST_FILES && !isTest(entry.path())) {
        try {
          SourceFile file = tree.open(entry);
          if (SIGNS.stream().anyMatch(file.text()::contains)) {
            files.add(JavaRoutes.of(file.parse(JavaFront.JAVA)));
          }
        } catch (Unreadable e) {
          // the checks of stage Code say that it cannot be read
        }
      }
    }
    Set<String> bases = new HashSet<>();
    files.forEach(file -> bases.addAll(file.applicationPaths()));
    String base = bases.size() == 1 ? bases.iterator().next() : "";
    List<Route> routes = new ArrayList<>();
    files.forEach(file -> routes.addAll(file.routes(base)));
    return new Routes(routes);
  }

  private static boolean isTest(String path) {
    return path.startsWith("test/")
        || path.contains("/test/")
        || path.contains("/androidTest/")
        || path.startsWith("src/test/");
  }

  /** All of them. */
  public List<Route> all() {
    return routes;
  }

  /**
   * The place of the handler of an operation; null where none or more than one fits best.
   *
   * @param path with variables in braces
   */
  public @Nullable Location handler(String method, String path) {
    List<String> parts = PathPattern.parts(path);
    int best = PathPattern.NO;
    Location place = null;
    for (Route route : routes) {
      if (!serves(route.method(), method)) {
        continue;
      }
      int fit = PathPattern.fit(PathPattern.parts(route.template()), parts);
      int rank = fit <= 0 ? PathPattern.NO : 2 * fit + (route.method().isEmpty() ? 0 : 1);
      if (rank > best) {
        best = rank;
        place = route.place();
      } else if (rank == best && rank > 0 && !route.place().equals(place)) {
        place = null; // two say that they serve it
      }
    }
    return place;
  }

  private static boolean serves(String route, String method) {
    return route.isEmpty()
        || route.equals(method)
        || (method.equals("HEAD") && route.equals("GET"));
  }
}
