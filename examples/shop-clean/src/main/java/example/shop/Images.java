package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The pictures of products, in one folder. */
final class Images {
  private final Path folder;

  Images(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The content of a picture; an error 404 where there is none of this name. */
  byte[] read(String name) throws IOException {
    try {
      var file = folder.resolve(name).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        throw new HttpError(404, "No such image");
      }
      return Files.readAllBytes(file);
    } catch (InvalidPathException e) {
      throw new HttpError(404, "No such image");
    }
  }
}
