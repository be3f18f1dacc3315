package dev.brisach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.ImageConfig;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.testkit.RegistryServer;
import dev.brisach.testkit.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An image built, sent and fetched as a user does it. */
class ImageCommandTest {
  @TempDir private @Nullable Path folder;

  private record Said(int exit, String out, String err) {}

  private static Said say(String... args) {
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] words = new String[args.length + 1];
    words[0] = "release";
    System.arraycopy(args, 0, words, 1, args.length);
    int exit = line.execute(words);
    return new Said(exit, out.toString().strip(), err.toString().strip());
  }

  /** The same files, made by somebody else at another time in another order. */
  private Path files(String name, String permissions, Instant time, boolean reversed)
      throws IOException {
    Path files = folder.resolve(name);
    for (int i = 0; i < 20; i++) {
      int n = reversed ? 19 - i : i;
      Path file = Trees.write(files, "lib/part-" + n + ".jar", "part " + n);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
    Files.createSymbolicLink(files.resolve("newest"), Path.of("lib/part-19.jar"));
    return files;
  }

  private Said build(Path layout, Path files) {
    return say(
        "image",
        "--layout",
        layout.toString(),
        "--name",
        "1.4",
        "--layer",
        files.resolve("lib") + "=/app/lib," + files.resolve("newest") + "=/app/newest",
        "--layer",
        files + "=/",
        "--entrypoint",
        "/jdk/bin/java -jar /app/lib/part-0.jar",
        "--user",
        "65532",
        "--env",
        "A=b",
        "--platform",
        "linux/amd64",
        "--created",
        "1767225600");
  }

  @Test
  void theSameFilesGiveTheSameDigestWhoeverMadeThemWhenever() throws IOException {
    Path one = files("one", "rw-r--r--", Instant.EPOCH, false);
    Path other = files("the-other", "rw-rw----", Instant.now(), true);

    Said first = build(folder.resolve("layout-1"), one);
    Said second = build(folder.resolve("layout-2"), other);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("sha256:").isEqualTo(second.out());
    assertThat(first.err()).startsWith("linux/amd64, 2 layers, ");
    LayoutFolder layout = LayoutFolder.open(folder.resolve("layout-1"));
    Descriptor root = layout.root("1.4");
    assertThat(root.digest()).isEqualTo(Digest.parse(first.out()));
    ImageConfig config = layout.config((Manifest.Image) layout.manifest(root));
    assertThat(config.entrypoint()).containsExactly("/jdk/bin/java", "-jar", "/app/lib/part-0.jar");
    assertThat(config.user()).isEqualTo("65532");
    assertThat(config.created()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(config.history())
        .extracting(ImageConfig.History::by)
        .noneMatch(by -> by.contains("one"));
  }

  @Test
  void anImageGoesToARegistryAndBackAndCanBeBuiltUpon() throws IOException {
    Path files = files("files", "rw-r--r--", Instant.EPOCH, false);
    String built = build(folder.resolve("layout"), files).out();
    try (RegistryServer server = RegistryServer.start()) {
      String place = "oci://" + server.host() + "/team/shop:1.4";

      Said pushed = say("push", folder.resolve("layout").toString(), place);
      Said pulled = say("pull", place, "--layout", folder.resolve("back").toString());

      assertThat(pushed.out()).as(pushed.err()).isEqualTo(place + "@" + built);
      assertThat(pulled.out()).as(pulled.err()).isEqualTo(place + "@" + built);
      Said above =
          say(
              "image",
              "--layout",
              folder.resolve("above").toString(),
              "--base",
              place,
              "--layer",
              files.resolve("newest") + "=/more",
              "--platform",
              "linux/amd64",
              "--created",
              "0");
      assertThat(above.err()).startsWith("linux/amd64, 3 layers, ");
      LayoutFolder layout = LayoutFolder.open(folder.resolve("above"));
      Manifest.Image image = (Manifest.Image) layout.manifest(layout.root(null));
      assertThat(image.annotations()).containsEntry("org.opencontainers.image.base.digest", built);
      assertThat(layout.config(image).variables()).containsExactly("A=b");
      Said wrong =
          say("push", folder.resolve("layout").toString(), place + "@sha256:" + "0".repeat(64));
      assertThat(wrong.exit()).isEqualTo(3);
      assertThat(wrong.err()).contains("is " + built + ", not sha256:000");
    }
  }

  @Test
  void jsonIsAsPublished() throws IOException {
    Path files = files("files", "rw-r--r--", Instant.EPOCH, false);
    Said said =
        say(
            "image",
            "--format",
            "json",
            "--layout",
            folder.resolve("layout").toString(),
            "--layer",
            files + "=/app",
            "--created",
            "0");
    String schema =
        Files.readString(
            Path.of(System.getProperty("brisach.root", ".."), "docs/schemas/release-image-1.json"));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(said.out(), InputFormat.JSON))
        .isEmpty();
    assertThat(said.out()).contains("\"layers\": 1").contains("\"platform\": \"linux/");
  }

  @Test
  void whatIsWrongIsOneLine() throws IOException {
    String files = files("files", "rw-r--r--", Instant.EPOCH, false).toString();
    String layout = folder.resolve("layout").toString();

    Said noTime = say("image", "--layout", layout, "--layer", files + "=/");
    Said noTarget = say("image", "--layout", layout, "--layer", files, "--created", "0");
    Said noFile = say("image", "--layout", layout, "--layer", "none=/", "--created", "0");
    Said noHost = say("pull", "nginx", "--layout", layout);
    Said noTag = say("pull", "oci://127.0.0.1:1/shop", "--layout", layout);
    Said nobody = say("pull", "oci://127.0.0.1:1/shop:1", "--layout", layout);

    if (System.getenv("SOURCE_DATE_EPOCH") == null) {
      assertThat(noTime.err()).contains("SOURCE_DATE_EPOCH").hasLineCount(1);
      assertThat(noTime.exit()).isEqualTo(2);
    }
    assertThat(noTarget.err()).contains("FROM=TO was expected").hasLineCount(1);
    assertThat(noFile.err()).contains("there is no such file").hasLineCount(1);
    assertThat(noHost.err()).contains("it begins with oci://").hasLineCount(1);
    assertThat(noTag.err()).contains("neither tag nor digest").hasLineCount(1);
    assertThat(nobody.err()).contains("registry 127.0.0.1:1: no answer").hasLineCount(1);
    assertThat(nobody.exit()).isEqualTo(3);
    assertThat(Path.of(layout)).doesNotExist();
  }
}
