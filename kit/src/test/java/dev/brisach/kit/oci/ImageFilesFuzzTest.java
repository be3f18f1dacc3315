package dev.brisach.kit.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.brisach.kit.tar.TarEntry;
import dev.brisach.kit.tar.TarLimits;
import dev.brisach.kit.tar.TarReader;
import dev.brisach.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
class ImageFilesFuzzTest {
  private static final TarLimits LIMITS = new TarLimits(1000, 1 << 20, 1 << 12);

  @TempDir private Path folder;

  @FuzzTest
  void anyBytesAreAManifestOrAReason(byte[] bytes) {
    manifest(bytes);
  }

  @FuzzTest
  void anyBytesAreATarOrAReason(byte[] bytes) {
    tar(bytes);
  }

  @FuzzTest
  void anyTextIsAReferenceOrAReason(byte[] bytes) {
    reference("oci://" + new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void mutatedFilesAreReadOrAReasonIsGiven() throws IOException {
    Random random = Seeds.random();
    LayoutFolder layout = Pictures.layout(folder.resolve("layout"));
    byte[] manifest = layout.bytes(layout.roots().getFirst(), 1 << 20);
    Path file = folder.resolve("image.tar");
    ImageTar.write(layout, layout.roots(), file, 0);
    byte[] tar = Files.readAllBytes(file);
    for (int round = 0; round < 2_000; round++) {
      manifest(mutated(manifest, random));
      tar(mutated(tar, random));
      if (round % 10 == 0) {
        Files.write(file, mutated(tar, random));
        image(file);
      }
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] out = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    for (int i = random.nextInt(5); i >= 0; i--) {
      out[random.nextInt(out.length)] = (byte) random.nextInt(256);
    }
    return out;
  }

  private static void manifest(byte[] bytes) {
    try {
      Manifest read = ManifestReader.read(bytes, null, "it");
      assertThat(ManifestReader.read(read.bytes(), read.descriptor())).isEqualTo(read);
    } catch (OciException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void tar(byte[] bytes) {
    TarReader tar = new TarReader(new ByteArrayInputStream(bytes), LIMITS);
    try {
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        String path = entry.path();
        assertThat(path == null || !("/" + path + "/").contains("/../")).isTrue();
        assertThat(entry.size()).isBetween(0L, LIMITS.bytes());
        tar.content().readAllBytes();
      }
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void image(Path file) {
    try (ImageTar image = ImageTar.open(file)) {
      for (Descriptor root : image.roots()) {
        Images.parts(image, root);
      }
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void reference(String text) {
    try {
      Reference read = Reference.parse(text);
      assertThat(read).hasToString(text);
      assertThat(read.host()).doesNotContainAnyWhitespaces().doesNotContain("/", "@");
    } catch (OciException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
