package dev.brisach.kit.oci.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.ImageConfig;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Pictures;
import dev.brisach.kit.tar.TarLimits;
import dev.brisach.kit.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of strangers, unpacked: what they delete, and that nothing leaves the folder. */
class RootfsTest {
  @TempDir private Path folder;
  private LayoutFolder layout;

  @BeforeEach
  void empty() throws IOException {
    layout = LayoutFolder.create(folder.resolve("layout"));
    Files.writeString(folder.resolve("outside"), "untouched");
  }

  private interface Filling {
    void of(TarWriter tar) throws IOException;
  }

  private static byte[] tar(Filling filling) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out, 0)) {
      filling.of(tar);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Manifest.Image image(List<byte[]> layers, List<Digest> diffIds, String type)
      throws IOException {
    List<Descriptor> blobs = new ArrayList<>();
    for (byte[] layer : layers) {
      blobs.add(layout.add(type, layer));
    }
    ImageConfig config =
        new ImageConfig(
            Pictures.LINUX,
            null,
            "",
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(),
            Map.of(),
            diffIds,
            List.of());
    Descriptor stored = layout.add(MediaTypes.OCI_CONFIG, config.bytes());
    return new Manifest.Image(stored, blobs, Map.of());
  }

  private Path unpacked(Filling... fillings) throws IOException {
    List<byte[]> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    for (Filling filling : fillings) {
      layers.add(tar(filling));
      diffIds.add(Digest.of(layers.getLast()));
    }
    Path root = folder.resolve("root");
    Rootfs.unpack(layout, image(layers, diffIds, MediaTypes.OCI_LAYER), root, TarLimits.usual());
    return root;
  }

  private static byte[] text(String text) {
    return Pictures.text(text);
  }

  @Test
  void upperLayersReplaceAndDelete() throws IOException {
    Path root =
        unpacked(
            tar -> {
              tar.folder("etc", 0755, 0, 0);
              tar.file("etc/a", 0644, text("lower"));
              tar.file("etc/b", 0644, text("goes"));
              tar.file("var/x/1", 0644, text("goes too"));
              tar.file("bin/tool", 0755, text("stays"));
            },
            tar -> {
              tar.file("etc/a", 0600, text("upper"));
              tar.file("etc/.wh.b", 0644, new byte[0]);
              tar.file("var/x/.wh..wh..opq", 0644, new byte[0]);
              tar.file("var/x/2", 0644, text("new"));
            });

    assertThat(root.resolve("etc/a")).hasContent("upper");
    assertThat(root.resolve("etc/b")).doesNotExist();
    assertThat(root.resolve("var/x/1")).doesNotExist();
    assertThat(root.resolve("var/x/2")).hasContent("new");
    assertThat(root.resolve("bin/tool")).isExecutable();
  }

  @Test
  void linksAreFollowedWithinTheImageOnly() throws IOException {
    Path root =
        unpacked(
            tar -> {
              tar.symlink("lib", "usr/lib", 0, 0);
              tar.folder("usr/lib", 0755, 0, 0);
              tar.symlink("out", "/..", 0, 0);
              tar.symlink("up", "../../..", 0, 0);
            },
            tar -> {
              tar.file("lib/libc.so", 0644, text("library"));
              tar.file("out/outside", 0644, text("hostile"));
              tar.file("up/up/outside2", 0644, text("hostile"));
            });

    assertThat(root.resolve("usr/lib/libc.so")).hasContent("library");
    assertThat(root.resolve("outside")).hasContent("hostile");
    assertThat(root.resolve("outside2")).hasContent("hostile");
    assertThat(folder.resolve("outside")).hasContent("untouched");
    assertThat(folder.resolve("outside2")).doesNotExist();
  }

  @Test
  void aLinkIsReplacedAndNotWrittenThrough() throws IOException {
    Path root =
        unpacked(
            tar -> tar.symlink("a", folder.resolve("outside").toString(), 0, 0),
            tar -> tar.file("a", 0644, text("hostile")));

    assertThat(root.resolve("a")).hasContent("hostile");
    assertThat(Files.isSymbolicLink(root.resolve("a"))).isFalse();
    assertThat(folder.resolve("outside")).hasContent("untouched");
  }

  @Test
  void whatClimbsOrGoesInCirclesIsRefused() {
    assertThatThrownBy(() -> unpacked(tar -> tar.file("../outside", 0644, text("hostile"))))
        .hasMessageContaining("leads out of the image");
    assertThatThrownBy(() ->
            Rootfs.unpack(
                layout,
                image(List.of(), List.of(), MediaTypes.OCI_LAYER),
                folder,
                TarLimits.usual()))
        .hasMessageContaining("not empty");
    assertThatThrownBy(
            () -> {
              folder = Files.createDirectory(folder.resolve("again"));
              unpacked(tar -> {
                tar.symlink("a", "b", 0, 0);
                tar.symlink("b", "a", 0, 0);
                tar.file("a/c", 0644, text("x"));
              });
            })
        .hasMessageContaining("links in a circle");
  }

  @Test
  void deletingTheParentIsRefused() {
    assertThatThrownBy(() -> unpacked(tar -> tar.file("a/.wh...", 0644, new byte[0])))
        .hasMessageContaining("deletes what is no file");
  }

  @Test
  void aPackedLayerIsCheckedTwice() throws IOException {
    byte[] tar = tar(writer -> writer.file("a", 0644, text("hello")));
    Path root = folder.resolve("root");
    Manifest.Image good =
        image(List.of(gzip(tar)), List.of(Digest.of(tar)), MediaTypes.DOCKER_LAYER_GZIP);
    Rootfs.unpack(layout, good, root, TarLimits.usual());
    assertThat(root.resolve("a")).hasContent("hello");

    Manifest.Image foreign =
        image(List.of(gzip(tar)), List.of(Digest.of(new byte[1])), MediaTypes.OCI_LAYER_GZIP);
    assertThatThrownBy(() -> Rootfs.unpack(layout, foreign, folder.resolve("2"), TarLimits.usual()))
        .isInstanceOf(OciException.class)
        .hasMessageContaining("its configuration says");
    Manifest.Image unpacked =
        image(List.of(tar), List.of(Digest.of(tar)), MediaTypes.OCI_LAYER_GZIP);
    assertThatThrownBy(
            () -> Rootfs.unpack(layout, unpacked, folder.resolve("3"), TarLimits.usual()))
        .hasMessageContaining("not packed as gzip");
    Manifest.Image zstd =
        image(List.of(tar), List.of(Digest.of(tar)), MediaTypes.OCI_LAYER + "+zstd");
    assertThatThrownBy(() -> Rootfs.unpack(layout, zstd, folder.resolve("4"), TarLimits.usual()))
        .hasMessageContaining("zstd");
    Manifest.Image short1 = image(List.of(tar), List.of(), MediaTypes.OCI_LAYER);
    assertThatThrownBy(() -> Rootfs.unpack(layout, short1, folder.resolve("5"), TarLimits.usual()))
        .hasMessageContaining("1 layers in the manifest, 0 in the configuration");
  }

  @Test
  void aSmallBlobThatUnpacksToTooMuchIsCutOff() throws IOException {
    byte[] tar = tar(writer -> writer.file("zeros", 0644, new byte[8 << 20]));
    Manifest.Image bomb =
        image(List.of(gzip(tar)), List.of(Digest.of(tar)), MediaTypes.OCI_LAYER_GZIP);

    assertThatThrownBy(() ->
            Rootfs.unpack(
                layout, bomb, folder.resolve("root"), new TarLimits(100, 1 << 20, 1 << 10)))
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void aLayerRefusesWhatWouldNotComeBack() throws IOException {
    Layer layer = new Layer("x").file("a/b", false, text("x"));

    assertThatThrownBy(() -> layer.file("a/b/c", false, text("x")))
        .hasMessageContaining("which is no folder");
    assertThatThrownBy(() -> layer.file("../c", false, text("x")))
        .hasMessageContaining("not a path in an image");
    assertThatThrownBy(() -> layer.file("a/.wh.b", false, text("x")))
        .hasMessageContaining("delete in an image");
    Files.createDirectories(folder.resolve("tree"));
    Files.createSymbolicLink(folder.resolve("tree/link"), Path.of("nowhere"));
    layer.add(folder.resolve("tree"), "");
    assertThat(layer.paths()).containsExactly("a", "a/b", "link");
    assertThat(Files.exists(folder.resolve("tree/link"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void bothPackingsUnpackToTheSameTarAndEachIsTheSameTwice() throws IOException {
    Layer layer = new Layer("x").file("a", true, Pictures.noise(100_000)).folder("tmp", true);
    Layer.Written plain = layer.write(layout, MediaTypes.Packing.NONE, 7);
    Layer.Written packed = layer.write(layout, MediaTypes.Packing.GZIP, 7);

    assertThat(packed.diffId()).isEqualTo(plain.diffId()).isEqualTo(plain.blob().digest());
    assertThat(layer.write(layout, MediaTypes.Packing.GZIP, 7)).isEqualTo(packed);
    assertThatThrownBy(() -> layer.write(layout, MediaTypes.Packing.ZSTD, 7))
        .hasMessageContaining("zstd");
  }
}
