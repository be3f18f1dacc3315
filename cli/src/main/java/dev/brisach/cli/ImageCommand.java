package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.json.Json;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Images;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.Platform;
import dev.brisach.kit.oci.build.ImageRecipe;
import dev.brisach.kit.oci.build.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An image from files, without a container engine. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Build an image from files, the same digest each time, without an engine.")
final class ImageCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private RegistryChoices registries = new RegistryChoices();

  @Option(
      names = "--layout",
      paramLabel = "DIR",
      required = true,
      description = "The image layout that gets it; made where there is none.")
  private Path layout = Path.of("");

  @Option(names = "--name", paramLabel = "NAME", description = "Its name in the layout.")
  private @Nullable String name;

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      description = "What it stands on: oci://…, a layout or a tar file (default: nothing).")
  private @Nullable String base;

  @Option(names = "--base-name", paramLabel = "NAME", description = "Which image of the base.")
  private @Nullable String baseName;

  @Option(
      names = "--layer",
      paramLabel = "FROM=TO[,…]",
      required = true,
      description = "A layer: files or folders, and where each goes; repeat from lowest to top.")
  private List<String> layers = List.of();

  @Option(
      names = "--entrypoint",
      paramLabel = "WORDS",
      description = "The program and its first arguments, parted by spaces.")
  private String entrypoint = "";

  @Option(
      names = "--command",
      paramLabel = "WORDS",
      description = "Arguments that whoever starts it may replace.")
  private String command = "";

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "A variable; may repeat.")
  private List<String> variables = List.of();

  @Option(names = "--user", paramLabel = "UID[:GID]", description = "Who runs it.")
  private String user = "";

  @Option(names = "--workdir", paramLabel = "PATH", description = "Where it starts.")
  private String folder = "";

  @Option(names = "--port", paramLabel = "PORT/tcp", description = "A port it listens on.")
  private List<String> ports = List.of();

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label; may repeat.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--annotation",
      paramLabel = "NAME=VALUE",
      description = "A note in its manifest; may repeat.")
  private Map<String, String> annotations = Map.of();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "What it runs on (default: linux and this machine's architecture).")
  private @Nullable String platform;

  @Option(
      names = "--created",
      paramLabel = "SECONDS",
      description = "Its one time, since 1970 (default: SOURCE_DATE_EPOCH).")
  private @Nullable Long created;

  @Option(
      names = "--gzip",
      description = "Pack its layers; the digest then depends on the JDK's zlib too.")
  private boolean gzip;

  @Override
  public Integer call() {
    Output.Format format = output.oneOf(Output.Format.TEXT, Output.Format.JSON);
    try {
      Platform target = platform();
      ImageRecipe recipe = recipe(target);
      LayoutFolder into = LayoutFolder.create(layout);
      Descriptor made = build(recipe, target, into);
      into.list(made, name);
      print(into, made, format);
      return Exit.OK;
    } catch (IOException e) {
      throw RegistryChoices.said(e);
    }
  }

  private Descriptor build(ImageRecipe recipe, Platform target, LayoutFolder into)
      throws IOException {
    if (base == null) {
      return recipe.build(null, into);
    }
    try (RegistryChoices.Named found = registries.image(base, baseName)) {
      Descriptor image = Images.choose(found.content(), found.root(), target);
      return recipe.build(new ImageRecipe.Base(found.content(), image), into);
    }
  }

  private ImageRecipe recipe(Platform target) throws IOException {
    List<Layer> made = new ArrayList<>();
    for (String layer : layers) {
      made.add(layer(layer));
    }
    for (String variable : variables) {
      if (variable.indexOf('=') <= 0) {
        throw new BrisachException(ErrorCode.USAGE, "--env " + variable + ": NAME=VALUE");
      }
    }
    return new ImageRecipe(
        target,
        Instant.ofEpochSecond(seconds()),
        made,
        user,
        words(entrypoint),
        words(command),
        variables,
        folder,
        ports,
        new TreeMap<>(labels),
        new TreeMap<>(annotations),
        gzip ? MediaTypes.Packing.GZIP : MediaTypes.Packing.NONE);
  }

  /** One layer; its history names where things go, not where they came from on this machine. */
  private static Layer layer(String text) throws IOException {
    List<String[]> moves = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (String move : text.split(",", -1)) {
      int equals = move.lastIndexOf('=');
      if (equals <= 0) {
        throw new BrisachException(
            ErrorCode.USAGE,
            "--layer " + move + ": FROM=TO was expected, such as target/shop.jar=/app/shop.jar");
      }
      moves.add(new String[] {move.substring(0, equals), move.substring(equals + 1)});
      targets.add(move.substring(equals + 1));
    }
    Layer layer = new Layer("brisach release image: " + String.join(", ", targets));
    for (String[] move : moves) {
      Path from = Path.of(move[0]);
      if (!Files.exists(from)) {
        throw new BrisachException(ErrorCode.USAGE, "--layer " + from + ": there is no such file");
      }
      layer.add(from, move[1].equals("/") ? "" : move[1]);
    }
    return layer;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }

  private long seconds() {
    if (created != null) {
      return created;
    }
    String given = System.getenv("SOURCE_DATE_EPOCH");
    try {
      if (given != null) {
        return Long.parseLong(given.strip());
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BrisachException(
        ErrorCode.USAGE,
        "when is it from? Set --created or SOURCE_DATE_EPOCH to seconds since 1970, such as the"
            + " committer time that git log tells");
  }

  private Platform platform() throws IOException {
    if (platform != null) {
      return Platform.parse(platform);
    }
    String machine = System.getProperty("os.arch", "");
    return new Platform(
        "linux",
        switch (machine) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case String other -> other;
        },
        null);
  }

  private void print(LayoutFolder into, Descriptor made, Output.Format format) throws IOException {
    Manifest manifest = into.manifest(made);
    long bytes = manifest.parts().stream().mapToLong(Descriptor::size).sum();
    int count = manifest.parts().size() - 1;
    if (format == Output.Format.JSON) {
      output.json(
          Json.object()
              .put("schema", "release-image/1")
              .put("digest", made.digest().toString())
              .put("platform", String.valueOf(made.platform()))
              .put("name", name)
              .put("layers", count)
              .put("bytes", bytes)
              .build());
      return;
    }
    output.out().println(made.digest());
    output.out().flush();
    output.note(
        made.platform()
            + ", "
            + count
            + (count == 1 ? " layer, " : " layers, ")
            + bytes
            + " bytes");
  }
}
