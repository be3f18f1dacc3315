package dev.brisach.kit.oci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be said of images wherever they are kept. */
public final class Images {
  /** Lists of lists deeper than this are no honest image. */
  private static final int DEEPEST = 4;

  private static final int MOST_PARTS = 10_000;

  private Images() {}

  /**
   * A manifest or blob of an image.
   *
   * @param manifest null where it is a blob
   */
  public record Part(Descriptor descriptor, @Nullable Manifest manifest) {}

  /**
   * All parts of an image, each once, in an order in which they can be stored: what points to
   * something comes after it. Manifests are read and checked, blobs are not opened.
   */
  public static List<Part> parts(Content content, Descriptor root) throws IOException {
    List<Part> parts = new ArrayList<>();
    collect(content, root, 0, new HashSet<>(), parts);
    return parts;
  }

  private static void collect(
      Content content, Descriptor at, int depth, Set<Digest> seen, List<Part> into)
      throws IOException {
    if (!seen.add(at.digest())) {
      return;
    }
    if (depth > DEEPEST || seen.size() > MOST_PARTS) {
      throw new OciException(
          at.digest()
              + ": an image of more than "
              + DEEPEST
              + " lists within lists or "
              + MOST_PARTS
              + " parts");
    }
    Manifest manifest = MediaTypes.manifest(at.mediaType()) ? content.manifest(at) : null;
    if (manifest != null) {
      for (Descriptor part : manifest.parts()) {
        collect(content, part, depth + 1, seen, into);
      }
    }
    into.add(new Part(at, manifest));
  }

  /** Follows a list to the image of a platform, see {@link ImageStore#image}. */
  public static Descriptor choose(Content content, Descriptor root, @Nullable Platform platform)
      throws IOException {
    Descriptor at = root;
    for (int depth = 0; depth <= DEEPEST; depth++) {
      if (!MediaTypes.index(at.mediaType())) {
        return at;
      }
      Manifest manifest = content.manifest(at);
      List<Descriptor> fitting =
          manifest.parts().stream().filter(entry -> fits(entry, platform)).toList();
      if (fitting.size() != 1) {
        throw new OciException(
            at.digest()
                + " lists "
                + fitting.size()
                + " images"
                + (platform == null ? ", a platform is to be named" : " for " + platform)
                + "; there are: "
                + String.join(
                    ", ",
                    manifest.parts().stream()
                        .map(entry -> String.valueOf(entry.platform()))
                        .toList()));
      }
      at = fitting.getFirst();
    }
    throw new OciException(root.digest() + ": lists within lists without end");
  }

  private static boolean fits(Descriptor entry, @Nullable Platform wanted) {
    Platform own = entry.platform();
    // What builders add beside an image (provenance) says that it runs nowhere.
    boolean nowhere = own != null && own.os().equals("unknown");
    return !nowhere && (wanted == null || own == null || own.fits(wanted));
  }
}
