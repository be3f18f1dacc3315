package dev.brisach.kit.oci;

import java.io.IOException;
import java.io.InputStream;

/** Where bytes can be had by their descriptor. */
public interface Content {
  /**
   * The bytes of a descriptor. The stream ends with an {@link OciException} where they are others
   * than the descriptor says.
   */
  VerifiedStream open(Descriptor what) throws IOException;

  /**
   * The bytes of something small, checked.
   *
   * @param most refuses what is larger before it is read
   */
  default byte[] bytes(Descriptor what, int most) throws IOException {
    if (what.size() > most) {
      throw new OciException(
          what.digest() + " has " + what.size() + " bytes, at most " + most + " are read");
    }
    try (InputStream in = open(what)) {
      return in.readAllBytes();
    }
  }

  /** A manifest or index, checked. */
  default Manifest manifest(Descriptor what) throws IOException {
    return ManifestReader.read(bytes(what, ManifestReader.MOST_BYTES), what);
  }

  /** The configuration of an image, checked. */
  default ImageConfig config(Manifest.Image image) throws IOException {
    return ImageConfig.read(bytes(image.config(), ImageConfig.MOST_BYTES));
  }
}
