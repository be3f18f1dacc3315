package dev.brisach.bench;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.registry.RegistryOptions;
import dev.brisach.kit.oci.registry.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One large blob to Debian's docker-registry on loopback and back, beside the time that {@code
 * sha256sum} takes for the same file. What is to be seen: no more memory than a piece, and most of
 * the time is the digest's, which is taken on both sides.
 *
 * <p>Arguments: {@code --megabytes N} (300), {@code --chunk N} (8) megabytes of a piece, 0 for one
 * request.
 */
public final class RegistryBench {
  private RegistryBench() {}

  /** Prints one line per way. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(args, Set.of("--megabytes", "--chunk"), Set.of());
    long size = arguments.number("--megabytes", 300) << 20;
    int chunk = (int) arguments.number("--chunk", 8) << 20;
    Path work = Files.createTempDirectory("bench-registry-");
    Process registry = null;
    try {
      int port = free();
      Path config =
          Files.writeString(
              work.resolve("config.yml"),
              "version: 0.1\nstorage:\n  filesystem: {rootdirectory: "
                  + work.resolve("data")
                  + "}\nhttp:\n  addr: 127.0.0.1:"
                  + port
                  + "\n  secret: a secret of this run\nlog: {level: error}\n");
      registry =
          new ProcessBuilder("docker-registry", "serve", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("log").toFile())
              .start();
      ready(port);
      run(work, port, size, chunk);
    } finally {
      if (registry != null) {
        registry.destroy();
        registry.waitFor();
      }
      delete(work);
    }
  }

  private static void run(Path work, int port, long size, int chunk)
      throws IOException, InterruptedException {
    LayoutFolder layout = LayoutFolder.create(work.resolve("layout"));
    Descriptor blob;
    try (LayoutFolder.Draft draft = layout.draft()) {
      Random random = new Random(7);
      byte[] some = new byte[1 << 20];
      for (long at = 0; at < size; at += some.length) {
        random.nextBytes(some);
        draft.out().write(some);
      }
      blob = draft.keep("application/octet-stream");
    }
    Path file = layout.folder().resolve("blobs/sha256/" + blob.digest().hex());
    double sum = Launched.of(List.of("sha256sum", file.toString()), work, Map.of()).seconds();
    Reference place = Reference.parse("oci://127.0.0.1:" + port + "/bench");
    try (Repository repository = Repository.of(place, RegistryOptions.usual().withChunk(chunk))) {
      long start = System.nanoTime();
      repository.push(layout, blob, null);
      double pushed = (System.nanoTime() - start) / 1e9;
      Path back = work.resolve("back");
      start = System.nanoTime();
      repository.pull(blob, back);
      double pulled = (System.nanoTime() - start) / 1e9;
      if (Files.mismatch(file, back) != -1) {
        throw new IOException("what came back is not what was sent");
      }
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "%d MB: sha256sum %.2f s, push %.2f s, pull %.2f s, heap %d MB of at most %d%n",
          size >> 20,
          sum,
          pushed,
          pulled,
          runtime.totalMemory() >> 20,
          runtime.maxMemory() >> 20);
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void ready(int port) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("docker-registry does not start");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
