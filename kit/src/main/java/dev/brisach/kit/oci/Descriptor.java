package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to some bytes (OCI image specification, descriptor.md). URLs in it are never read:
 * where bytes come from is the caller's business.
 *
 * @param size in bytes, exact
 * @param artifactType what kind of artifact a manifest holds, in lists of referrers
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable String artifactType,
    @Nullable Platform platform,
    Map<String, String> annotations) {
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("A size below nothing: " + size);
    }
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** A plain pointer. */
  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, null, null, Map.of());
  }

  /** The pointer to these bytes. */
  public static Descriptor of(String mediaType, byte[] bytes) {
    return new Descriptor(mediaType, Digest.of(bytes), bytes.length);
  }

  /** The same for a platform. */
  public Descriptor on(Platform other) {
    return new Descriptor(mediaType, digest, size, artifactType, other, annotations);
  }

  /** The same with one more annotation. */
  public Descriptor with(String name, String value) {
    Map<String, String> more = new TreeMap<>(annotations);
    more.put(name, value);
    return new Descriptor(mediaType, digest, size, artifactType, platform, more);
  }

  /** The same as a referrer of this kind. */
  public Descriptor as(@Nullable String kind, Map<String, String> notes) {
    return new Descriptor(mediaType, digest, size, kind, platform, notes);
  }

  /** As JSON, members in the order of the specification. */
  public Json.Obj json() {
    Json.Builder out =
        Json.object()
            .put("mediaType", mediaType)
            .put("digest", digest.toString())
            .put("size", size)
            .put("artifactType", artifactType);
    if (platform != null) {
      out.put(
          "platform",
          Json.object()
              .put("architecture", platform.architecture())
              .put("os", platform.os())
              .put("variant", platform.variant())
              .build());
    }
    if (!annotations.isEmpty()) {
      out.put("annotations", json(annotations));
    }
    return out.build();
  }

  /** Texts by name as JSON. */
  static Json.Obj json(Map<String, String> texts) {
    Json.Builder out = Json.object();
    texts.forEach(out::put);
    return out.build();
  }
}
