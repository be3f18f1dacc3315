package example.shop;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** The pictures of products, in one folder. */
final class Images {
  private final File folder;

  Images(File folder) {
    this.folder = folder;
  }

  /** The content of a picture; an error 404 where there is none of this name. */
  byte[] read(String name) throws IOException {
    var file = new File(folder, name);
    if (!file.isFile()) {
      throw new HttpError(404, "No such image");
    }
    try (var in = new FileInputStream(file)) {
      return in.readAllBytes();
    }
  }
}
