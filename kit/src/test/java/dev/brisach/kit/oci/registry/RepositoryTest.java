package dev.brisach.kit.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Images;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Pictures;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.VerifiedStream;
import dev.brisach.testkit.RegistryServer;
import dev.brisach.testkit.RegistryServer.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client does with a registry that keeps to the specification. */
class RepositoryTest {
  private static final String SIGNATURE = "application/vnd.test.signature+json";

  @TempDir private Path folder;

  private static Repository repository(RegistryServer server, RegistryOptions options)
      throws OciException {
    return Repository.of(Reference.parse("oci://" + server.host() + "/team/shop"), options);
  }

  private static RegistryOptions ann(RegistryServer server) {
    List<String> login = RegistryServer.login();
    return RegistryOptions.usual()
        .withLogins(
            RegistryLogins.at(
                server.host(), new RegistryLogin.Password(login.getFirst(), login.getLast())));
  }

  private void pulledAgain(Repository from, Descriptor root) throws IOException {
    Repository.Found found = from.find("1.0");
    assertThat(found.descriptor().digest()).isEqualTo(root.digest());
    LayoutFolder copy = LayoutFolder.create(folder.resolve("copy"));
    copy.copyImage(from, found.descriptor());
    for (Images.Part part : Images.parts(copy, root)) {
      try (VerifiedStream in = copy.open(part.descriptor())) {
        in.finish();
      }
    }
  }

  @Test
  void anImageComesBackAsItWasSent() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    Descriptor root = layout.root("1.0");
    try (RegistryServer server = RegistryServer.start();
        Repository repository = repository(server, RegistryOptions.usual())) {
      repository.pushImage(layout, root, "1.0");
      pulledAgain(repository, root);

      long before = server.asked().stream().filter(a -> a.method().equals("POST")).count();
      repository.pushImage(layout, root, "again");
      assertThat(server.asked().stream().filter(a -> a.method().equals("POST")).count())
          .as("what is there is not sent again")
          .isEqualTo(before);
    }
  }

  @Test
  void aTokenIsFetchedForWhatIsAskedAndSentToTheRegistryOnly() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    try (RegistryServer server = RegistryServer.start(Mode.TOKEN);
        Repository repository = repository(server, ann(server))) {
      repository.pushImage(layout, layout.root("1.0"), "1.0");

      List<String> tokens =
          server.asked().stream()
              .map(RegistryServer.Asked::target)
              .filter(target -> target.startsWith("/token"))
              .toList();
      assertThat(tokens)
          .as("one token for all requests of one access")
          .containsExactly(
              "/token?service=our%2C+own&scope=repository%3Ateam%2Fshop%3Apull%2Cpush");
      assertThat(repository.tags()).containsExactly("1.0");
    }
  }

  @Test
  void anIdentityTokenIsExchangedAndBasicIsAnswered() throws IOException {
    try (RegistryServer server = RegistryServer.start(Mode.TOKEN)) {
      RegistryLogin login = new RegistryLogin.IdentityToken("refresh-for-ann");
      RegistryOptions options =
          RegistryOptions.usual().withLogins(RegistryLogins.at(server.host(), login));
      assertThat(repository(server, options).findOrNull("1.0")).isNull();
      assertThat(login.toString()).doesNotContain("refresh");
    }
    try (RegistryServer server = RegistryServer.start(Mode.BASIC)) {
      assertThat(repository(server, ann(server)).findOrNull("1.0")).isNull();
      assertThatThrownBy(() -> repository(server, RegistryOptions.usual()).findOrNull("1.0"))
          .hasMessageContaining("401 UNAUTHORIZED")
          .hasMessageContaining("no credential is known");
    }
  }

  @Test
  void aLargeBlobIsSentInPiecesAndReadIntoAFile() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor blob = layout.add("application/octet-stream", Pictures.noise(3_000_000));
    try (RegistryServer server = RegistryServer.start();
        Repository repository = repository(server, RegistryOptions.usual().withChunk(1 << 20))) {
      repository.push(layout, blob, null);

      assertThat(server.asked().stream().filter(a -> a.method().equals("PATCH")))
          .extracting(a -> a.headers().get("Content-Range"))
          .containsExactly("0-1048575", "1048576-2097151", "2097152-2999999");
      Path file = folder.resolve("blob");
      repository.pull(blob, file);
      assertThat(
              Files.mismatch(file, layout.folder().resolve("blobs/sha256/" + blob.digest().hex())))
          .isEqualTo(-1);
      try (VerifiedStream in = repository.open(blob)) {
        assertThat(in.readAllBytes()).hasSize(3_000_000);
      }
    }
  }

  @Test
  void withoutPiecesABlobGoesInOneRequest() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor blob = layout.add("application/octet-stream", Pictures.noise(3_000_000));
    try (RegistryServer server = RegistryServer.start();
        Repository repository = repository(server, RegistryOptions.usual().withChunk(0))) {
      repository.push(layout, blob, null);

      assertThat(server.asked()).extracting(a -> a.method()).containsExactly("HEAD", "POST", "PUT");
      assertThat(server.blob(blob.digest().toString())).hasSize(3_000_000);
    }
  }

  @Test
  void aBlobOfAnotherRepositoryIsMounted() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor there = layout.add("application/octet-stream", Pictures.noise(100));
    for (boolean has : new boolean[] {true, false}) {
      try (RegistryServer server = RegistryServer.start(Mode.TOKEN);
          Session session = new Session(server.host(), ann(server))) {
        if (has) {
          server.blob(Pictures.noise(100));
        }
        boolean mounted = new BlobUpload(session, "team/shop", layout, there).send("team/base");

        assertThat(mounted).isEqualTo(has);
        assertThat(server.blob(there.digest().toString())).hasSize(100);
        assertThat(server.asked())
            .extracting(RegistryServer.Asked::target)
            .anyMatch(
                target -> target.contains("mount=sha256") && target.contains("from=team%2Fbase"))
            .anyMatch(target -> target.contains("scope=repository%3Ateam%2Fbase%3Apull"));
      }
    }
  }

  private void referrers(Mode... modes) throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    Descriptor root = layout.root("1.0");
    try (RegistryServer server = RegistryServer.start(modes);
        Repository repository = repository(server, RegistryOptions.usual())) {
      repository.pushImage(layout, root, "1.0");
      assertThat(repository.referrers(root.digest(), null)).isEmpty();
      for (int i = 0; i < 5; i++) {
        repository.attach(
            root, SIGNATURE, "text/plain", Pictures.text("signature " + i), Map.of("n", "" + i));
      }
      Descriptor bom =
          repository.attach(
              root, "application/vnd.cyclonedx+json", "text/plain", Pictures.text("b"), Map.of());
      repository.putManifest(repository.find(bom.digest().toString()).manifest(), null);

      assertThat(repository.referrers(root.digest(), null)).hasSize(6);
      assertThat(repository.referrers(root.digest(), SIGNATURE)).hasSize(5);
      assertThat(repository.referrers(root.digest(), "application/vnd.cyclonedx+json"))
          .extracting(Descriptor::digest)
          .containsExactly(bom.digest());
      boolean old = List.of(modes).contains(Mode.OLD);
      assertThat(server.tag("team/shop", root.digest().fallbackTag()) != null).isEqualTo(old);
    }
  }

  @Test
  void referrersAreListedByTheApi() throws IOException {
    referrers();
  }

  @Test
  void referrersAreListedPageByPage() throws IOException {
    referrers(Mode.PAGES);
  }

  @Test
  void anOldRegistryKeepsReferrersUnderATag() throws IOException {
    referrers(Mode.OLD);
  }

  @Test
  void tagsComePageByPage() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    for (Mode mode : List.of(Mode.PAGES, Mode.CIRCLE_OF_PAGES)) {
      try (RegistryServer server = RegistryServer.start(mode);
          Repository repository = repository(server, RegistryOptions.usual())) {
        for (int i = 0; i < 5; i++) {
          repository.pushImage(layout, layout.root("1.0"), "v" + i);
        }
        if (mode == Mode.PAGES) {
          assertThat(repository.tags()).containsExactly("v0", "v1", "v2", "v3", "v4");
        } else {
          assertThatThrownBy(repository::tags).hasMessageContaining("in a circle");
        }
      }
    }
  }

  @Test
  void aBusyRegistryIsGivenTime() throws IOException {
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    try (RegistryServer server = RegistryServer.start(Mode.BUSY);
        Repository repository = repository(server, RegistryOptions.usual())) {
      repository.pushImage(layout, layout.root("1.0"), "1.0");
      pulledAgain(repository, layout.root("1.0"));
    }
  }

  @Test
  void anUploadThatIsCutGoesOnWhereItWas() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor blob = layout.add("application/octet-stream", Pictures.noise(100_000));
    for (Mode mode : List.of(Mode.CUT_UPLOAD, Mode.LOSE_UPLOAD)) {
      try (RegistryServer server = RegistryServer.start(mode);
          Repository repository = repository(server, RegistryOptions.usual().withChunk(40_000))) {
        repository.push(layout, blob, null);

        assertThat(server.blob(blob.digest().toString())).hasSize(100_000);
        List<String> ranges =
            server.asked().stream()
                .filter(a -> a.method().equals("PATCH"))
                .map(a -> a.headers().get("Content-Range"))
                .toList();
        if (mode == Mode.CUT_UPLOAD) {
          assertThat(ranges)
              .as("what came is not sent again")
              .containsExactly(
                  "0-39999", "20000-39999", "30000-39999", "40000-79999", "80000-99999");
        } else {
          assertThat(ranges)
              .containsExactly("0-39999", "0-39999", "0-39999", "40000-79999", "80000-99999");
        }
      }
    }
  }

  @Test
  void aDownloadThatIsCutGoesOnWhereItWas() throws IOException {
    for (Mode mode : List.of(Mode.CUT_DOWNLOAD, Mode.NO_RANGES)) {
      Mode[] modes = {Mode.CUT_DOWNLOAD, mode};
      try (RegistryServer server = RegistryServer.start(modes);
          Repository repository = repository(server, RegistryOptions.usual())) {
        byte[] bytes = Pictures.noise(2_000_000);
        server.blob(bytes);
        Path file = folder.resolve("blob");
        repository.pull(Descriptor.of(MediaTypes.OCI_LAYER, bytes), file);

        assertThat(file).hasBinaryContent(bytes);
        assertThat(server.asked().getLast().headers()).containsEntry("Range", "bytes=1000000-");
      }
    }
  }
}
