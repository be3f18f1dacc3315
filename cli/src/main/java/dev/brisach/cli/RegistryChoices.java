package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.ErrorCode;
import dev.brisach.kit.oci.Content;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.ImageStore;
import dev.brisach.kit.oci.ImageTar;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.registry.DockerConfig;
import dev.brisach.kit.oci.registry.RegistryLogins;
import dev.brisach.kit.oci.registry.RegistryOptions;
import dev.brisach.kit.oci.registry.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How registries are reached and who we are there: the options of every command that does so. */
final class RegistryChoices {
  @Option(
      names = "--plain-http",
      description = "Speak to the registry unencrypted (loopback always is, unless --https).")
  private boolean plain;

  @Option(names = "--https", description = "Speak to the registry encrypted on loopback too.")
  private boolean https;

  @Option(
      names = "--token-host",
      paramLabel = "HOST",
      description = "A token service on another host that may see the credential.")
  private List<String> tokenHosts = List.of();

  @Option(
      names = "--blob-host",
      paramLabel = "HOST",
      description = "A host that the registry may redirect to; it sees no credential.")
  private List<String> blobHosts = List.of();

  @Option(
      names = "--docker-config",
      paramLabel = "FILE",
      description = "Whose auths are used (default: ~/.docker/config.json); no helper is run.")
  private @Nullable Path dockerConfig;

  /** Opens the repository of a reference. */
  Repository repository(Reference reference) throws IOException {
    RegistryOptions.Transport transport =
        plain
            ? RegistryOptions.Transport.HTTP
            : https ? RegistryOptions.Transport.HTTPS : RegistryOptions.Transport.USUAL;
    RegistryOptions options =
        RegistryOptions.usual()
            .withTransport(transport)
            .withHosts(tokenHosts, blobHosts)
            .withLogins(
                RegistryLogins.first(
                    List.of(RegistryLogins.from(System::getenv), DockerConfig.read(config()))));
    return Repository.of(reference, options);
  }

  private Path config() {
    if (dockerConfig != null) {
      if (!Files.isRegularFile(dockerConfig)) {
        throw new BrisachException(
            ErrorCode.USAGE, "--docker-config " + dockerConfig + ": there is no such file");
      }
      return dockerConfig;
    }
    String folder = System.getenv("DOCKER_CONFIG");
    return folder == null
        ? Path.of(System.getProperty("user.home", ""), ".docker", "config.json")
        : Path.of(folder, "config.json");
  }

  /** An image that somebody named, wherever it is; to be closed. */
  record Named(Content content, Descriptor root, AutoCloseable closing) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      switch (closing) {
        case ImageStore store -> store.close();
        case Repository repository -> repository.close();
        case AutoCloseable other -> throw new IllegalStateException("not closed: " + other);
      }
    }
  }

  /**
   * Finds an image.
   *
   * @param place {@code oci://…}, a folder in image layout or a tar file
   * @param name which of the images of a folder or tar file, or null where there is but one
   */
  Named image(String place, @Nullable String name) throws IOException {
    if (Reference.looksLike(place)) {
      Reference reference = Reference.parse(place);
      Repository repository = repository(reference);
      return new Named(repository, repository.find(reference.need()).descriptor(), repository);
    }
    Path path = Path.of(place);
    if (!Files.exists(path)) {
      throw new BrisachException(
          ErrorCode.USAGE,
          place + ": no such folder or tar file; an image of a registry begins with oci://");
    }
    ImageStore store = Files.isDirectory(path) ? LayoutFolder.open(path) : ImageTar.open(path);
    try {
      return new Named(store, store.root(name), store);
    } catch (OciException e) {
      store.close();
      throw new OciException(place + ": " + e.getMessage());
    }
  }

  /** What failed, as an error for a person. */
  static BrisachException said(IOException e) {
    if (e instanceof OciException) {
      return new BrisachException(ErrorCode.OUTSIDE, String.valueOf(e.getMessage()));
    }
    return new BrisachException(ErrorCode.ENVIRONMENT, e.toString());
  }
}
