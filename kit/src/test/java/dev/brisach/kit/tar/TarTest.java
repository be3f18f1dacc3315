package dev.brisach.kit.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @TempDir private Path folder;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sample() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out, 1_767_225_600)) {
      tar.folder("a", 0755, 0, 0);
      tar.file("a/b", 0640, text("hello"));
      tar.file("a/" + "long/".repeat(40) + "ä", 0644, text("x"));
      tar.symlink("a/l", "t".repeat(200), 0, 0);
      tar.file("empty", 0600, new byte[0]);
    }
    return out.toByteArray();
  }

  private record Seen(TarEntry entry, String content) {}

  private static List<Seen> read(byte[] bytes, TarLimits limits) throws IOException {
    TarReader tar = new TarReader(new ByteArrayInputStream(bytes), limits);
    List<Seen> seen = new ArrayList<>();
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      byte[] content = seen.size() % 2 == 0 ? new byte[0] : tar.content().readAllBytes();
      seen.add(new Seen(entry, new String(content, StandardCharsets.UTF_8)));
    }
    return seen;
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<Seen> seen = read(sample(), TarLimits.usual());

    assertThat(seen)
        .extracting(one -> one.entry().path())
        .containsExactly("a", "a/b", "a/" + "long/".repeat(40) + "ä", "a/l", "empty");
    assertThat(seen.get(0).entry().kind()).isEqualTo(TarEntry.Kind.FOLDER);
    assertThat(seen.get(1).content()).isEqualTo("hello");
    assertThat(seen.get(1).entry().mode()).isEqualTo(0640);
    assertThat(seen.get(3).entry().link()).isEqualTo("t".repeat(200));
    assertThat(seen.get(4).entry().size()).isZero();
    assertThat(sample()).isEqualTo(sample());
  }

  @Test
  void theSystemsTarReadsOursAndWeItsThreeFormats() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tar")), "no tar(1) here");
    Path ours = folder.resolve("ours.tar");
    Files.write(ours, sample());
    Path out = Files.createDirectories(folder.resolve("out"));
    assertThat(run("tar", "-xf", ours.toString(), "-C", out.toString())).isZero();
    assertThat(out.resolve("a/b")).hasContent("hello");
    assertThat(out.resolve("a/" + "long/".repeat(40) + "ä")).hasContent("x");

    for (String format : List.of("ustar", "gnu", "pax")) {
      Path theirs = folder.resolve(format + ".tar");
      // ustar has no room for a link of 200 characters
      String what = format.equals("ustar") ? "a/b" : "a";
      assertThat(
              run(
                  "tar",
                  "--format=" + format,
                  "-cf",
                  theirs.toString(),
                  "-C",
                  out.toString(),
                  what))
          .isZero();
      assertThat(read(Files.readAllBytes(theirs), TarLimits.usual()))
          .extracting(one -> one.entry().path())
          .contains("a/b")
          .as(format)
          .hasSizeGreaterThan(format.equals("ustar") ? 0 : 3);
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void aTarThatIsCutAnywhereIsNamed() throws IOException {
    byte[] whole = sample();
    for (int length = 0; length < whole.length - 1024; length += 100) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut, TarLimits.usual()))
          .as("cut to %d", length)
          .isInstanceOf(TarException.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void aBentHeaderIsNamed() throws IOException {
    byte[] bent = sample();
    bent[3] ^= 1;

    assertThatThrownBy(() -> read(bent, TarLimits.usual())).hasMessageContaining("checksum");
    assertThatThrownBy(() -> read(text("x".repeat(2000)), TarLimits.usual()))
        .isInstanceOf(TarException.class);
  }

  @Test
  void limitsHold() throws IOException {
    byte[] bytes = sample();

    assertThatThrownBy(() -> read(bytes, new TarLimits(3, 1 << 20, 1 << 10)))
        .hasMessageContaining("more than 3 entries");
    assertThatThrownBy(() -> read(bytes, new TarLimits(100, 2000, 1 << 10)))
        .hasMessageContaining("more than 2000 bytes");
    assertThatThrownBy(() -> read(bytes, new TarLimits(100, 1 << 20, 50)))
        .hasMessageContaining("extended header");
  }

  @Test
  void aPathNeverClimbs() {
    assertThat(TarEntry.path("./a//b/")).isEqualTo("a/b");
    assertThat(TarEntry.path("/etc/passwd")).isEqualTo("etc/passwd");
    assertThat(TarEntry.path("a/../../b")).isNull();
    assertThat(TarEntry.path("a\0b")).isNull();
    assertThat(TarEntry.path("./")).isEmpty();
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNamed() throws IOException {
    try (TarWriter tar = new TarWriter(new ByteArrayOutputStream(), 0)) {
      assertThatThrownBy(() -> tar.file("a", 0644, 0, 0, 9, new ByteArrayInputStream(new byte[5])))
          .hasMessageContaining("shorter");
      assertThatThrownBy(() -> tar.file("a", 0644, 0, 0, 2, new ByteArrayInputStream(new byte[5])))
          .hasMessageContaining("longer");
    }
  }
}
