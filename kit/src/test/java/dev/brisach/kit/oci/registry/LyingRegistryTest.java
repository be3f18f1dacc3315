package dev.brisach.kit.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Pictures;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.wire.BoundedJournal;
import dev.brisach.testkit.RegistryServer;
import dev.brisach.testkit.RegistryServer.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client does with a registry that lies, breaks or wants what is not its own. */
class LyingRegistryTest {
  private static final byte[] LAYER = Pictures.noise(300_000);
  private static final Descriptor BLOB = Descriptor.of(MediaTypes.OCI_LAYER, LAYER);

  @TempDir private Path folder;

  private static Repository repository(RegistryServer server, RegistryOptions options)
      throws OciException {
    return Repository.of(Reference.parse("oci://" + server.host() + "/shop"), options);
  }

  private static RegistryOptions ann(RegistryServer server) {
    return RegistryOptions.usual()
        .withLogins(
            RegistryLogins.at(server.host(), new RegistryLogin.Password("ann", "correct horse")));
  }

  private interface Use {
    void of(Repository repository) throws IOException;
  }

  private static ThrowingCallable in(Mode mode, Use use) {
    return () -> {
      try (RegistryServer server = RegistryServer.start(mode);
          Repository repository = repository(server, RegistryOptions.usual())) {
        server.blob(LAYER);
        use.of(repository);
      }
    };
  }

  private Use pull() {
    return repository -> repository.pull(BLOB, folder.resolve("blob"));
  }

  private void refused(Mode mode, Use use, String... words) {
    assertThatThrownBy(in(mode, use))
        .as(mode.name())
        .isInstanceOf(OciException.class)
        .hasMessageContaining("registry 127.0.0.1:")
        .hasMessageContainingAll(words);
    assertThat(folder.resolve("blob")).doesNotExist();
  }

  @Test
  void liesAboutABlobAreFoundAndNothingIsKept() {
    refused(Mode.WRONG_BYTES, pull(), "asked for " + BLOB.digest(), "whose digest is");
    refused(Mode.LONGER, pull(), "longer than its 300000 bytes");
    refused(Mode.SHORTER, pull(), "should have 300000 bytes, it wants to send 299999");
    refused(Mode.ALWAYS_CUT_DOWNLOAD, pull(), "of 300000 bytes came", "mid-body");
    refused(Mode.WRONG_SIZE, repository -> repository.has(BLOB), "says that it has 300001");
  }

  private Use pushed(Use then) {
    return repository -> {
      LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
      repository.pushImage(layout, layout.root("1.0"), "1.0");
      then.of(repository);
    };
  }

  @Test
  void liesAboutAManifestAreFound() {
    refused(
        Mode.WRONG_DIGEST_HEADER, pushed(repository -> repository.find("1.0")), "is said to be");
    refused(Mode.HUGE_MANIFEST, pushed(repository -> repository.find("1.0")), "longer than");
    refused(
        Mode.WRONG_BYTES,
        pushed(repository -> {
          LayoutFolder layout = LayoutFolder.open(folder.resolve("layout"));
          repository.find(layout.root("1.0").digest().toString());
        }),
        "it sent a manifest whose digest is");
    refused(Mode.CLAIMS_OTHER, pushed(_ -> {}), "says that it took");
  }

  @Test
  void redirectsAreBounded() {
    refused(Mode.CIRCLE, pull(), "redirects in a circle");
    refused(Mode.ENDLESS, pull(), "more than 5 redirects");
  }

  @Test
  void aCredentialNeverFollowsARedirectToAnotherService() throws IOException {
    BoundedJournal journal = new BoundedJournal(100, 1 << 20);
    try (RegistryServer other = RegistryServer.start();
        RegistryServer server = RegistryServer.start(Mode.REDIRECT_BLOBS, Mode.TOKEN)) {
      other.blob(LAYER);
      server.blob(LAYER);
      server.elsewhere("http://" + other.host());
      RegistryOptions options = ann(server);
      options = options.withWire(options.wire().withJournal(journal));
      try (Repository repository = repository(server, options)) {
        repository.pull(BLOB, folder.resolve("blob"));
      }

      assertThat(other.asked()).hasSize(1);
      assertThat(other.asked().getFirst().headers()).doesNotContainKey("Authorization");
      assertThat(server.asked().getLast().headers()).containsKey("Authorization");
      assertThat(journal.entries().toString())
          .doesNotContain("correct horse")
          .doesNotContain("token-for-ann");
    }
  }

  @Test
  void aCredentialDoesNotFollowAnUploadToAnotherService() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor blob = layout.add(MediaTypes.OCI_LAYER, LAYER);
    try (RegistryServer other = RegistryServer.start(Mode.BASIC);
        RegistryServer server = RegistryServer.start(Mode.UPLOAD_ELSEWHERE, Mode.BASIC)) {
      server.elsewhere("http://" + other.host());
      try (Repository repository = repository(server, ann(server).withChunk(100_000))) {
        assertThatThrownBy(() -> repository.push(layout, blob, null))
            .hasMessageContaining("answered 401");
      }

      assertThat(other.asked()).isNotEmpty();
      assertThat(other.asked()).noneMatch(asked -> asked.headers().containsKey("Authorization"));
      server.elsewhere("http://192.0.2.7:5000");
      try (Repository repository = repository(server, ann(server))) {
        assertThatThrownBy(() -> repository.push(layout, blob, null))
            .hasMessageContaining("outside the scope");
      }
    }
  }

  @Test
  void anotherHostIsNotEvenAskedUnlessItWasNamed() throws IOException {
    try (RegistryServer server = RegistryServer.start(Mode.REDIRECT_BLOBS)) {
      server.blob(LAYER);
      server.elsewhere("http://192.0.2.7:5000");
      try (Repository repository = repository(server, ann(server))) {
        assertThatThrownBy(() -> repository.pull(BLOB, folder.resolve("blob")))
            .hasMessageContaining("a redirect is not followed")
            .hasMessageContaining("192.0.2.7");
      }
    }
  }

  @Test
  void aTokenServiceOfSomebodyElseSeesNothing() throws IOException {
    try (RegistryServer other = RegistryServer.start(Mode.TOKEN);
        RegistryServer server = RegistryServer.start(Mode.TOKEN_ELSEWHERE)) {
      server.elsewhere(other.host().replace("127.0.0.1", "http://localhost"));
      try (Repository repository = repository(server, ann(server))) {
        assertThatThrownBy(() -> repository.find("1.0"))
            .hasMessageContaining("no credential goes there")
            .hasMessageNotContaining("horse");
        assertThat(other.asked()).isEmpty();
      }
      RegistryOptions named = ann(server).withHosts(List.of("localhost"), List.of());
      try (Repository repository = repository(server, named)) {
        assertThat(repository.findOrNull("1.0")).isNull();
        assertThat(other.asked()).hasSize(1);
      }
    }
  }

  @Test
  void aRegistryThatIsBusyForLongIsLeftWithItsReason() throws IOException {
    try (RegistryServer server = RegistryServer.start(Mode.BUSY)) {
      RegistryOptions hasty = RegistryOptions.usual().withPatience(Duration.ofMillis(-1));
      try (Repository repository = repository(server, hasty)) {
        assertThatThrownBy(() -> repository.find("1.0"))
            .hasMessageContaining("429 TOOMANYREQUESTS as told");
      }
    }
  }

  @Test
  void aWrongPasswordIsNamedWithoutBeingShown() throws IOException {
    try (RegistryServer server = RegistryServer.start(Mode.TOKEN)) {
      RegistryOptions wrong =
          RegistryOptions.usual()
              .withLogins(
                  RegistryLogins.at(
                      server.host(), new RegistryLogin.Password("ann", "wrong battery")));
      try (Repository repository = repository(server, wrong)) {
        assertThatThrownBy(() -> repository.find("1.0"))
            .hasMessageContaining("token service")
            .hasMessageContaining("401")
            .hasMessageNotContaining("battery");
      }
    }
  }

  @Test
  void aLayoutThatIsBrokenIsNotSent() throws IOException {
    LayoutFolder layout = LayoutFolder.create(folder.resolve("layout"));
    Descriptor blob = layout.add(MediaTypes.OCI_LAYER, LAYER);
    Path file = layout.folder().resolve("blobs/sha256/" + blob.digest().hex());
    byte[] bent = LAYER.clone();
    bent[7] ^= 1;
    java.nio.file.Files.write(file, bent);
    for (int chunk : List.of(0, 100_000, 1 << 20)) {
      try (RegistryServer server = RegistryServer.start();
          Repository repository = repository(server, RegistryOptions.usual().withChunk(chunk))) {
        assertThatThrownBy(() -> repository.push(layout, blob, null))
            .as("pieces of %d", chunk)
            .isInstanceOf(OciException.class)
            .hasMessageContaining(blob.digest().toString());
        assertThat(server.blob(blob.digest().toString())).isNull();
      }
    }
  }
}
