package dev.brisach.kit.oci;

import java.util.List;

/** Media types of images, and what they mean to us. */
public final class MediaTypes {
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  public static final String OCI_LAYER_GZIP = OCI_LAYER + "+gzip";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
  public static final String DOCKER_LAYER_GZIP = DOCKER_LAYER + ".gzip";

  /** The manifests that are read, as an Accept header asks for them. */
  public static final List<String> MANIFESTS =
      List.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);

  /** How a layer's tar is packed. */
  public enum Packing {
    NONE,
    GZIP,
    ZSTD
  }

  private MediaTypes() {}

  /** True for a manifest or an index of either family. */
  public static boolean manifest(String mediaType) {
    return MANIFESTS.contains(mediaType);
  }

  /** True for a list of manifests. */
  public static boolean index(String mediaType) {
    return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
  }

  /** How the layer of this type is packed, or a fault where it is no layer that is known. */
  public static Packing packing(String mediaType) throws OciException {
    boolean oci =
        mediaType.startsWith("application/vnd.oci.image.layer.v1.tar")
            || mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.v1.tar");
    boolean docker =
        mediaType.startsWith(DOCKER_LAYER)
            || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.diff.tar");
    if (oci || docker) {
      String tail = mediaType.substring(mediaType.lastIndexOf("tar") + 3);
      switch (tail) {
        case "" -> {
          return Packing.NONE;
        }
        case "+gzip", ".gzip" -> {
          return Packing.GZIP;
        }
        case "+zstd", ".zstd" -> {
          return Packing.ZSTD;
        }
        default -> {}
      }
    }
    throw new OciException("not a layer that is known: " + mediaType);
  }
}
