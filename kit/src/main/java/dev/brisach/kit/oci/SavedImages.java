package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker save} wrote before it wrote image layouts too: {@code manifest.json} lists for
 * each image a configuration and its layers' tars. The file of a configuration is named by its
 * digest and the configuration names the digest of each layer, so all of it can be checked; the
 * manifest that such a tar lacks is made here.
 */
final class SavedImages {
  private static final int MOST_IMAGES = 1_000;

  private final FileChannel channel;
  private final Map<String, ImageTar.Piece> files;
  private final String place;
  private final Map<Digest, ImageTar.Piece> blobs = new HashMap<>();
  private final Map<Digest, byte[]> made = new HashMap<>();
  private final Map<String, Descriptor> measured = new HashMap<>();

  SavedImages(FileChannel channel, Map<String, ImageTar.Piece> files, String place) {
    this.channel = channel;
    this.files = files;
    this.place = place;
  }

  ImageTar.Table table() throws IOException {
    byte[] bytes = ImageTar.small(channel, files, "manifest.json", place);
    List<Descriptor> roots = new ArrayList<>();
    try {
      if (!(JsonReader.read(bytes) instanceof Json.Arr(List<Json> images))) {
        throw new OciException(place + ": manifest.json is no list of images");
      }
      if (images.size() > MOST_IMAGES) {
        throw new OciException(place + ": more than " + MOST_IMAGES + " images");
      }
      for (Json image : images) {
        if (!(image instanceof Json.Obj object)) {
          throw new OciException(place + ": an entry of manifest.json is no object");
        }
        roots.addAll(image(object));
      }
    } catch (JsonFault e) {
      throw new OciException(place + ": manifest.json: " + e.getMessage());
    }
    return new ImageTar.Table(blobs, made, roots);
  }

  private List<Descriptor> image(Json.Obj json) throws IOException {
    String configPath = json.need("Config");
    byte[] configBytes = ImageTar.small(channel, files, configPath, place);
    Digest named = named(configPath);
    if (!named.names(configBytes)) {
      throw new OciException(
          place + ": the bytes of " + configPath + " are not those its name says");
    }
    ImageConfig config = ImageConfig.read(configBytes);
    List<String> layers = json.texts("Layers");
    if (layers.size() != config.diffIds().size()) {
      throw new OciException(
          place
              + ": "
              + layers.size()
              + " layers in manifest.json, "
              + config.diffIds().size()
              + " in "
              + configPath);
    }
    List<Descriptor> found = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      found.add(layer(layers.get(i), config.diffIds().get(i)));
    }
    blobs.put(named, piece(configPath));
    Manifest.Image manifest =
        new Manifest.Image(
            MediaTypes.DOCKER_MANIFEST,
            new Descriptor(MediaTypes.DOCKER_CONFIG, named, configBytes.length),
            found,
            null,
            null,
            Map.of());
    Descriptor root = manifest.descriptor().on(config.platform());
    made.put(root.digest(), manifest.bytes());
    List<String> tags = json.texts("RepoTags");
    return tags.isEmpty()
        ? List.of(root)
        : tags.stream().map(tag -> ImageTar.named(root, tag)).toList();
  }

  /** A configuration is {@code HEX.json}, or {@code blobs/sha256/HEX} in newer ones. */
  private Digest named(String path) throws OciException {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String hex = file.endsWith(".json") ? file.substring(0, file.length() - 5) : file;
    try {
      return Digest.parse("sha256:" + hex);
    } catch (OciException e) {
      throw new OciException(place + ": " + path + " is not named by its digest");
    }
  }

  /** Layers are stored unpacked, so what they are checked against is the digest of their tar. */
  private Descriptor layer(String path, Digest diffId) throws IOException {
    ImageTar.Piece piece = piece(path);
    Descriptor layer = measured.get(path);
    if (layer == null) {
      layer = new Descriptor(MediaTypes.DOCKER_LAYER, measure(piece), piece.size());
      measured.put(path, layer);
    }
    if (!layer.digest().equals(diffId)) {
      throw new OciException(
          place + ": the bytes of the layer " + path + " are not those of " + diffId);
    }
    blobs.put(diffId, piece);
    return layer;
  }

  private Digest measure(ImageTar.Piece piece) throws IOException {
    MessageDigest meter = Digest.Algorithm.SHA256.start();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = ImageTar.stream(channel, piece)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        meter.update(buffer, 0, n);
      }
    }
    return Digest.finished(Digest.Algorithm.SHA256, meter.digest());
  }

  private ImageTar.Piece piece(String path) throws OciException {
    ImageTar.Piece piece = files.get(path);
    if (piece == null) {
      throw new OciException(place + ": it has no file " + path);
    }
    return piece;
  }
}
