package dev.brisach.cli;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.registry.Repository;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An image from here to a registry. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Send an image to a registry, each part checked by its digest.")
final class PushCommand implements Callable<Integer> {
  @Mixin private Output output = new Output();
  @Mixin private RegistryChoices registries = new RegistryChoices();

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A folder in image layout, a tar file, or oci://… of another registry.")
  private String from = "";

  @Parameters(
      index = "1",
      paramLabel = "REFERENCE",
      description = "Where to: oci://HOST/REPOSITORY[:TAG].")
  private String to = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Which image of the folder or tar.")
  private @Nullable String name;

  @Override
  public Integer call() {
    try {
      Reference reference = Reference.parse(to);
      try (RegistryChoices.Named found = registries.image(from, name);
          Repository repository = registries.repository(reference)) {
        Descriptor root = found.root();
        if (reference.digest() != null && !reference.digest().equals(root.digest())) {
          throw new OciException(from + " is " + root.digest() + ", not " + reference.digest());
        }
        repository.pushImage(found.content(), root, reference.tag());
        output.out().println(reference.at(root.digest()));
        output.out().flush();
      }
      return Exit.OK;
    } catch (IOException e) {
      throw RegistryChoices.said(e);
    }
  }
}
