package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.Project;
import dev.brisach.engine.guard.Base;
import dev.brisach.kit.expr.ExpressionCompiler;
import dev.brisach.kit.policy.OwnPolicies;
import dev.brisach.kit.policy.Programs;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens what is too heavy to stand on the start-up class path: each pack is a folder of jars beside
 * the program, read by a class loader of its own when something in it is first needed.
 */
final class Packs {
  private Packs() {}

  /** The policies of a project; {@code keep} keeps compiled ones in the user's cache. */
  static OwnPolicies policies(Project project, boolean keep) {
    return OwnPolicies.read(project.root(), programs(keep));
  }

  /** Those of the base that a project is judged by, where there is one. */
  static OwnPolicies policies(Project project, @Nullable Base base, boolean keep) {
    return base == null
        ? policies(project, keep)
        : OwnPolicies.of(base.tip().policies(), programs(keep));
  }

  private static Programs programs(boolean keep) {
    Path kept = keep ? Installation.cache().resolve("policies") : null;
    return new Programs(Packs::expressions, kept);
  }

  /** The language of policies. */
  static ExpressionCompiler expressions() {
    ClassLoader own = Packs.class.getClassLoader();
    Optional<ExpressionCompiler> here =
        ServiceLoader.load(ExpressionCompiler.class, own).findFirst();
    return here.orElseGet(() ->
        ServiceLoader.load(ExpressionCompiler.class, loader("cel", own))
            .findFirst()
            .orElseThrow(() -> missing("cel")));
  }

  private static ClassLoader loader(String pack, ClassLoader parent) {
    Path folder = Installation.app().resolve("packs").resolve(pack);
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        jars.add(url(jar));
      }
    } catch (IOException e) {
      throw missing(pack);
    }
    // Closed with the program: its classes are needed until the end.
    return new URLClassLoader("pack-" + pack, jars.toArray(URL[]::new), parent);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("No place of a jar: " + jar, e);
    }
  }

  private static BrisachException missing(String pack) {
    return new BrisachException(
        ErrorCode.ENVIRONMENT,
        "the pack '" + pack + "' is missing beside the program; build it again: mvn package");
  }
}
