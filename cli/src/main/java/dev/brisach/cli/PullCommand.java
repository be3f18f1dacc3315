package dev.brisach.cli;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Images;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Platform;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.registry.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An image from a registry to here. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Read an image from a registry into a layout, each part checked by its digest.")
final class PullCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private RegistryChoices registries = new RegistryChoices();

  @Parameters(
      index = "0",
      paramLabel = "REFERENCE",
      description = "oci://HOST/REPOSITORY[:TAG][@DIGEST], with a tag or a digest.")
  private String from = "";

  @Option(
      names = "--layout",
      paramLabel = "DIR",
      required = true,
      description = "The image layout that gets it; made where there is none.")
  private Path layout = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Its name in the layout (default: the tag).")
  private @Nullable String name;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Only the image for this (default: all that the reference lists).")
  private @Nullable String platform;

  @Override
  public Integer call() {
    try {
      Reference reference = Reference.parse(from);
      String asked = reference.need();
      try (Repository repository = registries.repository(reference)) {
        Descriptor root = repository.find(asked).descriptor();
        if (platform != null) {
          root = Images.choose(repository, root, Platform.parse(platform));
        }
        LayoutFolder into = LayoutFolder.create(layout);
        into.copyImage(repository, root);
        into.list(root, name == null ? reference.tag() : name);
        output.out().println(reference.at(root.digest()));
        output.out().flush();
      }
      return Exit.OK;
    } catch (IOException e) {
      throw RegistryChoices.said(e);
    }
  }
}
