package dev.brisach.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;

/**
 * A made repository: services with a manifest, a lock file, a Dockerfile and a deployment each, and
 * below them sources, documents and data. Sizes spread as in real trees: many small files, few
 * large ones. Equal seeds make equal trees.
 */
final class MadeTree {
  private static final int FILES_PER_SERVICE = 500;

  /** What files of a service are, by share; the rest are documents. */
  private enum Kind {
    JAVA(0.38, 1.0),
    SCRIPT(0.20, 0.9),
    JSON(0.12, 1.6),
    YAML(0.10, 0.3),
    PROPERTIES(0.05, 0.15),
    TEXT(0.15, 0.8);

    private final double share;
    private final double weight;

    Kind(double share, double weight) {
      this.share = share;
      this.weight = weight;
    }
  }

  private final Path root;
  private final Random random;
  private final MadeText text;

  private MadeTree(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
    this.text = new MadeText(random);
  }

  /** Writes a tree into an empty folder and returns its bytes. */
  static long write(Path root, int files, long bytes, long seed) throws IOException {
    return new MadeTree(root, seed).write(files, bytes);
  }

  /** Removes a tree. */
  static void remove(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failed)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private long write(int files, long bytes) throws IOException {
    Kind[] kinds = new Kind[files];
    double[] weights = new double[files];
    double sum = 0;
    for (int i = 0; i < files; i++) {
      kinds[i] = kind(random.nextDouble());
      weights[i] = kinds[i].weight * Math.min(60, Math.exp(random.nextGaussian()));
      sum += weights[i];
    }
    long written = 0;
    for (int i = 0; i < files; i++) {
      int service = i / FILES_PER_SERVICE;
      int number = i % FILES_PER_SERVICE;
      int size = (int) Math.max(40, bytes * weights[i] / sum);
      Path folder = root.resolve("services").resolve("s" + service);
      written += number < 4 ? frame(folder, service, number) : file(folder, kinds[i], number, size);
    }
    return written;
  }

  private static Kind kind(double drawn) {
    double left = drawn;
    for (Kind kind : Kind.values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    return Kind.TEXT;
  }

  /** The files that every service has once. */
  private long frame(Path folder, int service, int number) throws IOException {
    return switch (number) {
      case 0 -> put(folder.resolve("pom.xml"), text.pom(service));
      case 1 -> put(folder.resolve("package-lock.json"), text.lockFile(service, 600));
      case 2 -> put(folder.resolve("Dockerfile"), text.dockerfile());
      default -> put(folder.resolve("deploy/deployment.yaml"), text.deployment(service));
    };
  }

  private long file(Path folder, Kind kind, int number, int size) throws IOException {
    String part = "p" + number % 23;
    return switch (kind) {
      case JAVA -> {
        Path place = folder.resolve("src/main/java/org/example/" + part);
        yield put(place.resolve("Type" + number + ".java"), text.java(part, number, size));
      }
      case SCRIPT -> put(folder.resolve("web/" + part + "/m" + number + ".js"), text.script(size));
      case JSON -> put(folder.resolve("data/" + part + "/d" + number + ".json"), text.json(size));
      case YAML -> put(folder.resolve("config/" + part + "/c" + number + ".yaml"), text.yaml(size));
      case PROPERTIES ->
          put(
              folder.resolve("config/" + part + "/c" + number + ".properties"),
              text.settings(size));
      case TEXT -> put(folder.resolve("docs/" + part + "/t" + number + ".md"), text.prose(size));
    };
  }

  private static long put(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    return bytes.length;
  }
}
