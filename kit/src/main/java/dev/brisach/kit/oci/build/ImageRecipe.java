package dev.brisach.kit.oci.build;

import dev.brisach.kit.oci.Content;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.ImageConfig;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.ManifestReader;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Platform;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image is to be: the same recipe over the same files gives the same digest.
 *
 * @param created the one time in it (SOURCE_DATE_EPOCH), never the time of building
 * @param layers above those of the base
 * @param user empty: that of the base
 * @param entrypoint empty, like the other lists: that of the base
 * @param annotations of the manifest
 */
public record ImageRecipe(
    Platform platform,
    Instant created,
    List<Layer> layers,
    String user,
    List<String> entrypoint,
    List<String> command,
    List<String> variables,
    String folder,
    List<String> ports,
    Map<String, String> labels,
    Map<String, String> annotations,
    MediaTypes.Packing packing) {
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";
  private static final String CREATED = "org.opencontainers.image.created";

  public ImageRecipe {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    variables = List.copyOf(variables);
    ports = List.copyOf(ports);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** An image of some layers that says nothing else. */
  public static ImageRecipe of(Platform platform, Instant created, List<Layer> layers) {
    return new ImageRecipe(
        platform,
        created,
        layers,
        "",
        List.of(),
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of(),
        Map.of(),
        MediaTypes.Packing.NONE);
  }

  /**
   * What it stands on.
   *
   * @param image the manifest of one image, no list
   */
  public record Base(Content content, Descriptor image) {}

  /**
   * Builds the image into a layout, with a copy of its base's layers.
   *
   * @param base null: nothing
   * @return the pointer to its manifest, with its platform; the layout does not list it yet
   */
  public Descriptor build(@Nullable Base base, LayoutFolder into) throws IOException {
    ImageConfig below = nothing();
    List<Descriptor> blobs = new ArrayList<>();
    Map<String, String> notes = new TreeMap<>(annotations);
    notes.put(CREATED, created.toString());
    if (base != null) {
      if (!(base.content.manifest(base.image) instanceof Manifest.Image image)) {
        throw new OciException(base.image.digest() + ": a base is one image, not a list of them");
      }
      below = base.content.config(image);
      fits(below, image);
      for (Descriptor layer : image.layers()) {
        into.copy(base.content, layer);
        blobs.add(layer);
      }
      notes.putIfAbsent(BASE_DIGEST, base.image.digest().toString());
    }
    List<Layer.Written> written = new ArrayList<>();
    for (Layer layer : layers) {
      written.add(layer.write(into, packing, created.getEpochSecond()));
    }
    written.forEach(layer -> blobs.add(layer.blob()));
    if (blobs.size() > ManifestReader.MOST_LAYERS) {
      throw new OciException("more than " + ManifestReader.MOST_LAYERS + " layers");
    }
    Descriptor config = into.add(MediaTypes.OCI_CONFIG, config(below, written).bytes());
    Manifest.Image manifest = new Manifest.Image(config, blobs, notes);
    return into.add(manifest.mediaType(), manifest.bytes()).on(platform);
  }

  private void fits(ImageConfig below, Manifest.Image image) throws OciException {
    if (below.diffIds().size() != image.layers().size()) {
      throw new OciException(
          "the base has "
              + image.layers().size()
              + " layers, its configuration speaks of "
              + below.diffIds().size());
    }
    if (!below.platform().fits(platform)) {
      throw new OciException(
          "the base is for " + below.platform() + ", the image is to be for " + platform);
    }
  }

  /** What an image on nothing stands on. */
  private ImageConfig nothing() {
    return new ImageConfig(
        platform, null, "", List.of(), List.of(), List.of(), "", List.of(), Map.of(), List.of(),
        List.of());
  }

  private ImageConfig config(ImageConfig below, List<Layer.Written> written) {
    String time = created.toString();
    List<Digest> diffIds = new ArrayList<>(below.diffIds());
    List<ImageConfig.History> history = new ArrayList<>(below.history());
    for (int i = 0; i < written.size(); i++) {
      diffIds.add(written.get(i).diffId());
      history.add(new ImageConfig.History(time, layers.get(i).by(), false));
    }
    Map<String, String> marks = new TreeMap<>(below.labels());
    marks.putAll(labels);
    boolean own = !entrypoint.isEmpty();
    return new ImageConfig(
        platform,
        time,
        user.isEmpty() ? below.user() : user,
        own ? entrypoint : below.entrypoint(),
        // A command belongs to its entrypoint: with a new one, the base's means nothing.
        own || !command.isEmpty() ? command : below.command(),
        joined(below.variables(), variables),
        folder.isEmpty() ? below.folder() : folder,
        union(below.ports(), ports),
        marks,
        diffIds,
        history);
  }

  private static List<String> union(List<String> one, List<String> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** A variable that is set again keeps its place and changes its value. */
  private static List<String> joined(List<String> below, List<String> own) {
    Map<String, String> all = new LinkedHashMap<>();
    for (List<String> some : List.of(below, own)) {
      for (String variable : some) {
        int equals = variable.indexOf('=');
        all.put(equals < 0 ? variable : variable.substring(0, equals), variable);
      }
    }
    return List.copyOf(all.values());
  }
}
