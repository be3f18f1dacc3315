package dev.brisach.kit.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Images;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Pictures;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.VerifiedStream;
import dev.brisach.testkit.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry (distribution 2.8), which is older than the referrers API. */
@Tag("registry")
class DebianRegistryTest {
  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
  private static final String SIGNATURE = "application/vnd.test.signature+json";

  @TempDir private Path folder;
  private @Nullable Process process;
  private int port;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM), "no docker-registry here: apt-get install docker-registry");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            storage:
              filesystem: {rootdirectory: %s}
            http:
              addr: 127.0.0.1:%d
              secret: a secret of this test
            """
                .formatted(folder.resolve("data"), port));
    process =
        new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    for (int i = 0; i < 100 && process.isAlive(); i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("it does not start: " + Files.readString(folder.resolve("log")));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Repository repository(int at, RegistryOptions options) throws IOException {
    return Repository.of(Reference.parse("oci://127.0.0.1:" + at + "/team/shop"), options);
  }

  private void same(LayoutFolder layout, Descriptor root, Repository repository)
      throws IOException {
    LayoutFolder copy = LayoutFolder.create(folder.resolve("copy"));
    Repository.Found found = repository.find("1.0");
    assertThat(found.descriptor().digest()).isEqualTo(root.digest());
    copy.copyImage(repository, found.descriptor());
    for (Images.Part part : Images.parts(layout, root)) {
      try (VerifiedStream in = copy.open(part.descriptor())) {
        in.finish();
      }
    }
  }

  @Test
  void digestsAreTheSameBothWays() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    Descriptor root = Pictures.image(layout, "1.0", Pictures.noise(3_000_000));
    for (int chunk : List.of(0, 1 << 20, 8 << 20)) {
      RegistryOptions options = RegistryOptions.usual().withChunk(chunk);
      try (Repository repository = repository(port, options)) {
        repository.pushImage(layout, root, "1.0");
        same(layout, root, repository);
        assertThat(repository.tags()).containsExactly("1.0");
      }
    }
  }

  @Test
  void referrersAreKeptUnderTheTagOfOld() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    Descriptor root = layout.root("1.0");
    try (Repository repository = repository(port, RegistryOptions.usual())) {
      repository.pushImage(layout, root, "1.0");
      assertThat(repository.referrers(root.digest(), null)).isEmpty();
      for (int i = 0; i < 3; i++) {
        repository.attach(root, SIGNATURE, "text/plain", Pictures.text("signature " + i), Map.of());
      }

      List<Descriptor> found = repository.referrers(root.digest(), SIGNATURE);
      assertThat(found).hasSize(3);
      assertThat(repository.referrers(root.digest(), "application/other")).isEmpty();
      assertThat(repository.tags()).contains("1.0", root.digest().fallbackTag());
      Repository.Found first = repository.find(found.getFirst().digest().toString());
      try (VerifiedStream in = repository.open(first.manifest().parts().getLast())) {
        assertThat(in.readAllBytes()).isEqualTo(Pictures.text("signature 0"));
      }
    }
  }

  /** Gives bytes on to the registry and ends the first connections after so many of a request. */
  private void through(Socket client, AtomicInteger cuts, int after) throws IOException {
    try (Socket registry = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread.ofVirtual()
          .start(() -> {
            try (client) {
              registry.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
              // one side has gone
            }
          });
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[4096];
      int passed = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        registry.getOutputStream().write(buffer, 0, n);
        passed += n;
        if (passed > after && cuts.getAndDecrement() > 0) {
          client.close();
          return;
        }
      }
    }
  }

  @Test
  void anUploadThatIsCutInTheMiddleArrivesWhole() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    Descriptor root = Pictures.image(layout, "1.0", Pictures.noise(3_000_000));
    AtomicInteger cuts = new AtomicInteger(2);
    try (RawServer proxy = RawServer.talking(client -> through(client, cuts, 600_000));
        Repository repository =
            repository(proxy.uri().getPort(), RegistryOptions.usual().withChunk(1 << 20))) {
      repository.pushImage(layout, root, "1.0");
    }
    assertThat(cuts.get()).as("it was cut twice").isLessThanOrEqualTo(0);
    try (Repository repository = repository(port, RegistryOptions.usual())) {
      same(layout, root, repository);
    }
  }
}
