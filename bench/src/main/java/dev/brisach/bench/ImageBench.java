package dev.brisach.bench;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.ImageConfig;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.build.Rootfs;
import dev.brisach.kit.tar.TarLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds an example shop's image twice, in two folders and under two umasks, expects the same
 * digest, unpacks it, and starts the shop from its files alone in bubblewrap: no network, nothing
 * of this machine but the kernel.
 *
 * <p>Arguments: {@code --shop NAME} (shop), {@code --in DIR} (a temporary folder, removed).
 */
public final class ImageBench {
  private static final String HEALTH = "http://127.0.0.1:8080/health";

  private ImageBench() {}

  /** Prints one line per step; exit 1 where a promise is not kept. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, Set.of("--shop", "--in"), Set.of());
    String given = arguments.text("--shop");
    String shop = given == null ? "shop" : given;
    String in = arguments.text("--in");
    Path work = in == null ? Files.createTempDirectory("bench-image-") : Path.of(in);
    try {
      run(shop, work.toAbsolutePath());
    } finally {
      if (in == null) {
        delete(work);
      }
    }
  }

  private static void run(String shop, Path work) throws IOException, InterruptedException {
    Path first = work.resolve("one");
    Path second = work.resolve("another-folder");
    String one = build(shop, first, "022");
    String other = build(shop, second, "077");
    System.out.println("digest     " + one + (one.equals(other) ? ", twice" : " and " + other));
    LayoutFolder layout = LayoutFolder.open(first);
    Descriptor root = layout.root("shop:1.4.0");
    if (!(layout.manifest(root) instanceof Manifest.Image image)) {
      throw new OciException(root.digest() + ": not one image");
    }
    for (Descriptor layer : image.layers()) {
      System.out.printf(
          Locale.ROOT, "layer      %s %,.1f MB%n", layer.digest(), layer.size() / 1e6);
    }
    Path files = work.resolve("rootfs");
    long start = System.nanoTime();
    List<String> leftOut = Rootfs.unpack(layout, image, files, TarLimits.usual());
    System.out.printf(
        Locale.ROOT,
        "unpacked   in %.1f s, %d entries left out%n",
        (System.nanoTime() - start) / 1e9,
        leftOut.size());
    Launched answered = start(files, layout.config(image));
    System.out.println(
        "answered   " + (answered.exit() == 0 ? answered.out().strip() : answered.err().strip()));
    if (!one.equals(other) || answered.exit() != 0) {
      System.exit(1);
    }
  }

  private static String build(String shop, Path layout, String umask)
      throws IOException, InterruptedException {
    String script = Launched.root().resolve("examples/image").toString();
    Launched built =
        Launched.of(
            List.of(
                "/bin/sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                script,
                shop,
                layout.toString()),
            Launched.root(),
            Map.of("JAVA_HOME", System.getProperty("java.home", "")));
    if (built.exit() != 0) {
      throw new IOException("examples/image: " + built.err().strip());
    }
    System.out.printf(Locale.ROOT, "built      in %.1f s, umask %s%n", built.seconds(), umask);
    return built.out().strip();
  }

  private static Launched start(Path files, ImageConfig config)
      throws IOException, InterruptedException {
    String jar =
        Launched.root().resolve("bench/target/brisach-bench-0.1.0-SNAPSHOT.jar").toString();
    List<String> command = new ArrayList<>(List.of("bwrap", "--unshare-all", "--die-with-parent"));
    command.addAll(List.of("--new-session", "--clearenv", "--cap-drop", "ALL"));
    command.addAll(List.of("--uid", "65532", "--gid", "65532"));
    command.addAll(List.of("--ro-bind", files.toString(), "/", "--proc", "/proc", "--dev", "/dev"));
    command.addAll(List.of("--tmpfs", "/tmp", "--tmpfs", "/data", "--ro-bind", jar, "/tmp/probe"));
    for (String variable : config.variables()) {
      int equals = variable.indexOf('=');
      command.addAll(
          List.of("--setenv", variable.substring(0, equals), variable.substring(equals + 1)));
    }
    command.addAll(List.of("--chdir", config.folder(), config.entrypoint().getFirst()));
    command.addAll(List.of("-cp", "/tmp/probe", ImageProbe.class.getName(), HEALTH));
    command.addAll(config.entrypoint());
    return Launched.of(command, files, Map.of());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
