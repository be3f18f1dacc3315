package dev.brisach.kit.oci;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images at hand: a folder or a tar file that knows what is in it. */
public interface ImageStore extends Content, AutoCloseable {
  /** The annotation by which an entry of an index is named. */
  String NAME = "org.opencontainers.image.ref.name";

  /** What it holds, in the order in which it lists them; a name is an annotation of the entry. */
  List<Descriptor> roots();

  /**
   * The one image that is meant.
   *
   * @param name its name here, or null where there is but one
   */
  default Descriptor root(@Nullable String name) throws OciException {
    List<Descriptor> fitting =
        roots().stream()
            .filter(root -> name == null || name.equals(root.annotations().get(NAME)))
            .toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    String names =
        String.join(
            ", ",
            roots().stream().map(r -> r.annotations().getOrDefault(NAME, "(no name)")).toList());
    throw new OciException(
        (name == null
                ? "it holds " + fitting.size() + " images, one is to be named"
                : fitting.size() + " images are named " + name)
            + "; there are: "
            + names);
  }

  /**
   * The image of a platform: a list is followed to its one fitting entry.
   *
   * @param platform null where a list may have but one image
   */
  default Descriptor image(Descriptor root, @Nullable Platform platform) throws IOException {
    return Images.choose(this, root, platform);
  }

  @Override
  void close() throws IOException;
}
