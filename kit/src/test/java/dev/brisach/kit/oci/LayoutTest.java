package dev.brisach.kit.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.tar.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  @TempDir private Path folder;

  private static void readAll(ImageStore store) throws IOException {
    for (Descriptor root : store.roots()) {
      for (Images.Part part : Images.parts(store, root)) {
        try (VerifiedStream in = store.open(part.descriptor())) {
          in.finish();
        }
      }
    }
  }

  private Path blob(Descriptor what) {
    return folder.resolve("blobs/sha256").resolve(what.digest().hex());
  }

  @Test
  void aLayoutIsReadBackAsFolderAndAsTar() throws IOException {
    LayoutFolder made = Pictures.layout(folder);
    Path tar = folder.resolveSibling(folder.getFileName() + ".tar");

    ImageTar.write(made, made.roots(), tar, 0);

    readAll(LayoutFolder.open(folder));
    try (ImageTar read = ImageTar.open(tar)) {
      assertThat(read.roots()).isEqualTo(made.roots());
      assertThat(read.root("1.0").platform()).isEqualTo(Pictures.LINUX);
      readAll(read);
    }
    Path again = folder.resolveSibling(folder.getFileName() + "2.tar");
    ImageTar.write(made, made.roots(), again, 0);
    assertThat(Files.mismatch(tar, again)).isEqualTo(-1);
    Files.delete(tar);
    Files.delete(again);
  }

  @Test
  void oneFlippedBitInAnyBlobIsFound() throws IOException {
    LayoutFolder made = Pictures.layout(folder);
    int tried = 0;
    for (Images.Part part : Images.parts(made, made.roots().getFirst())) {
      Path file = blob(part.descriptor());
      byte[] whole = Files.readAllBytes(file);
      byte[] bent = whole.clone();
      bent[bent.length / 2] ^= 1;
      Files.write(file, bent);
      assertThatThrownBy(() -> readAll(made)).isInstanceOf(OciException.class);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));
      assertThatThrownBy(() -> readAll(made)).hasMessageContaining("were expected");
      Files.write(file, whole);
      tried++;
    }
    readAll(made);
    assertThat(tried).isEqualTo(4);
  }

  @Test
  void nothingIsReadThroughALink() throws IOException {
    LayoutFolder made = Pictures.layout(folder);
    Descriptor image = made.roots().getFirst();
    Path outside = Files.createTempFile("outside", "");
    Files.move(blob(image), outside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.createSymbolicLink(blob(image), outside);

    assertThatThrownBy(() -> readAll(made)).hasMessageContaining("no regular file");

    Files.delete(outside);
    Path blobs = folder.resolve("blobs");
    Path moved = folder.resolve("elsewhere");
    Files.move(blobs, moved);
    Files.createSymbolicLink(blobs, moved);
    assertThatThrownBy(() -> readAll(made)).hasMessageContaining("not followed");
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "mine");

    assertThatThrownBy(() -> LayoutFolder.create(folder)).hasMessageContaining("neither empty");
    assertThatThrownBy(() -> LayoutFolder.open(folder)).hasMessageContaining("no image layout");
    assertThat(folder.resolve("oci-layout")).doesNotExist();
  }

  @Test
  void aNameIsReplacedAndAnImageIsFoundByNameAndPlatform() throws IOException {
    LayoutFolder made = Pictures.layout(folder);
    Descriptor other = Pictures.image(made, "1.1", Pictures.text("new"));
    Pictures.image(made, "1.0", Pictures.text("newer"));

    assertThat(made.roots()).hasSize(2);
    assertThat(made.root("1.1").digest()).isEqualTo(other.digest());
    assertThatThrownBy(() -> made.root(null)).hasMessageContaining("1.1, 1.0");
    assertThatThrownBy(() -> made.root("2")).hasMessageContaining("0 images are named 2");

    Descriptor arm = made.root("1.0").on(new Platform("linux", "arm64", null));
    Manifest.Index both = new Manifest.Index(List.of(other.on(Pictures.LINUX), arm));
    Descriptor index = made.add(both.mediaType(), both.bytes());
    assertThat(made.image(index, Pictures.LINUX).digest()).isEqualTo(other.digest());
    assertThatThrownBy(() -> made.image(index, null)).hasMessageContaining("linux/arm64");
    assertThatThrownBy(() -> made.image(index, Platform.parse("windows/amd64")))
        .hasMessageContaining("lists 0 images for windows/amd64");
  }

  @Test
  void anIndexThatListsItselfEndsInAFault() throws IOException {
    LayoutFolder made = LayoutFolder.create(folder);
    Descriptor at = Descriptor.of("text/plain", new byte[0]);
    for (int i = 0; i < 20; i++) {
      Manifest.Index around = new Manifest.Index(List.of(at));
      at = made.add(around.mediaType(), around.bytes());
    }
    Descriptor deep = at;

    assertThatThrownBy(() -> Images.parts(made, deep)).hasMessageContaining("lists within lists");
    assertThatThrownBy(() -> made.image(deep, null)).hasMessageContaining("without end");
  }

  @Test
  void aCutTarIsNamed() throws IOException {
    LayoutFolder made = Pictures.layout(folder.resolve("layout"));
    Path tar = folder.resolve("image.tar");
    ImageTar.write(made, made.roots(), tar, 0);
    byte[] whole = Files.readAllBytes(tar);
    int named = 0;
    for (int length = 0; length < whole.length - 1024; length += 700) {
      Files.write(tar, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ImageTar.open(tar).close())
          .as("cut to %d", length)
          .isInstanceOf(OciException.class)
          .hasMessageContaining("cut short");
      named++;
    }
    assertThat(named).isGreaterThan(20);
  }

  @Test
  void aTarThatClimbsOutOrHoldsAFileTwiceIsRefused() throws IOException {
    Path climbing = folder.resolve("climbing.tar");
    try (TarWriter tar = new TarWriter(Files.newOutputStream(climbing), 0)) {
      tar.file("../oci-layout", 0644, Pictures.text("{}"));
    }
    assertThatThrownBy(() -> ImageTar.open(climbing)).hasMessageContaining("leads out of it");

    Path twice = folder.resolve("twice.tar");
    try (TarWriter tar = new TarWriter(Files.newOutputStream(twice), 0)) {
      tar.file("index.json", 0644, Pictures.text("{}"));
      tar.file("./index.json", 0644, Pictures.text("[]"));
    }
    assertThatThrownBy(() -> ImageTar.open(twice)).hasMessageContaining("twice");

    Path other = folder.resolve("other.tar");
    try (TarWriter tar = new TarWriter(Files.newOutputStream(other), 0)) {
      tar.file("readme", 0644, Pictures.text("hello"));
    }
    assertThatThrownBy(() -> ImageTar.open(other)).hasMessageContaining("no image");
  }

  @Test
  void aTarThatIsPackedSaysSo() throws IOException {
    Path packed = folder.resolve("image.tar.gz");
    try (java.io.OutputStream out =
        new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(new byte[2000]);
    }
    assertThatThrownBy(() -> ImageTar.open(packed)).hasMessageContaining("gunzip");
  }

  /** As docker save wrote it before version 25: shared layers are links. */
  private Path saved(String diffId) throws IOException {
    byte[] layer = Pictures.noise(1024);
    String named = diffId.isEmpty() ? Digest.of(layer).toString() : diffId;
    byte[] config =
        Pictures.text(
            "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\","
                + "\"diff_ids\":[\""
                + named
                + "\",\""
                + named
                + "\"]}}");
    String configName = Digest.of(config).hex() + ".json";
    Path file = folder.resolve("saved.tar");
    try (TarWriter tar = new TarWriter(Files.newOutputStream(file), 0)) {
      tar.file("aa/layer.tar", 0644, layer);
      tar.symlink("bb/layer.tar", "../aa/layer.tar", 0, 0);
      tar.file(configName, 0644, config);
      tar.file(
          "manifest.json",
          0644,
          Pictures.text(
              "[{\"Config\":\""
                  + configName
                  + "\",\"RepoTags\":[\"shop:1.4\"],\"Layers\":[\"aa/layer.tar\","
                  + "\"bb/layer.tar\"]}]"));
    }
    return file;
  }

  @Test
  void whatDockerSaveWroteIsReadAndChecked() throws IOException {
    try (ImageTar saved = ImageTar.open(saved(""))) {
      Descriptor root = saved.root("shop:1.4");
      Manifest.Image image = (Manifest.Image) saved.manifest(root);

      assertThat(image.layers()).hasSize(2);
      assertThat(saved.config(image).platform()).isEqualTo(Pictures.LINUX);
      readAll(saved);
      LayoutFolder copy = LayoutFolder.create(folder.resolve("copy"));
      copy.copyImage(saved, root);
      copy.list(root, "1.4");
      readAll(LayoutFolder.open(folder.resolve("copy")));
    }
    assertThatThrownBy(() -> ImageTar.open(saved("sha256:" + "1".repeat(64))))
        .hasMessageContaining("the bytes of the layer aa/layer.tar");
  }

  @Test
  void aDraftThatIsNotKeptLeavesNothing() throws IOException {
    LayoutFolder made = LayoutFolder.create(folder);
    try (LayoutFolder.Draft draft = made.draft()) {
      draft.out().write(1);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }
}
