package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image or another artifact is made of, in OCI's or Docker's words. The bytes that were
 * read are what a digest names; {@link #bytes} is for manifests that are made here.
 */
public sealed interface Manifest {
  /** Which of the four media types it has. */
  String mediaType();

  /** What it is about, where it is a signature, a bill of materials or the like; else null. */
  @Nullable Descriptor subject();

  /** What kind of artifact it is, in its own words; null where it says nothing. */
  @Nullable String artifactType();

  /** Notes of whoever made it, sorted. */
  Map<String, String> annotations();

  /** Everything it points to except the subject. */
  List<Descriptor> parts();

  /** The same as JSON. */
  Json.Obj json();

  /** Its bytes, the same each time. */
  default byte[] bytes() {
    return JsonWriter.canonical(json());
  }

  /** The pointer to it as made here. */
  default Descriptor descriptor() {
    return Descriptor.of(mediaType(), bytes());
  }

  /** One image or artifact: a configuration and layers. */
  record Image(
      String mediaType,
      Descriptor config,
      List<Descriptor> layers,
      @Nullable Descriptor subject,
      @Nullable String artifactType,
      Map<String, String> annotations)
      implements Manifest {
    public Image {
      layers = List.copyOf(layers);
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** An OCI image without subject. */
    public Image(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
      this(MediaTypes.OCI_MANIFEST, config, layers, null, null, annotations);
    }

    /**
     * An artifact that is about something else: its own content is the layers, and its
     * configuration is the empty object (image specification, guidance for artifacts).
     */
    public static Image about(
        Descriptor subject,
        String artifactType,
        List<Descriptor> content,
        Map<String, String> notes) {
      Descriptor plain = new Descriptor(subject.mediaType(), subject.digest(), subject.size());
      return new Image(MediaTypes.OCI_MANIFEST, EMPTY, content, plain, artifactType, notes);
    }

    @Override
    public List<Descriptor> parts() {
      return java.util.stream.Stream.concat(java.util.stream.Stream.of(config), layers.stream())
          .toList();
    }

    @Override
    public Json.Obj json() {
      Json.Builder out = head(this).put("config", config.json());
      out.put("layers", new Json.Arr(layers.stream().<Json>map(Descriptor::json).toList()));
      return tail(this, out);
    }
  }

  /** Several manifests: an image for several platforms, or a list of referrers. */
  record Index(
      String mediaType,
      List<Descriptor> manifests,
      @Nullable Descriptor subject,
      @Nullable String artifactType,
      Map<String, String> annotations)
      implements Manifest {
    public Index {
      manifests = List.copyOf(manifests);
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** An OCI index. */
    public Index(List<Descriptor> manifests) {
      this(MediaTypes.OCI_INDEX, manifests, null, null, Map.of());
    }

    @Override
    public List<Descriptor> parts() {
      return manifests;
    }

    @Override
    public Json.Obj json() {
      Json.Builder out = head(this);
      out.put("manifests", new Json.Arr(manifests.stream().<Json>map(Descriptor::json).toList()));
      return tail(this, out);
    }
  }

  /** The bytes of the empty configuration. */
  static byte[] emptyConfig() {
    return new byte[] {'{', '}'};
  }

  /** The pointer to the empty configuration. */
  Descriptor EMPTY = Descriptor.of(MediaTypes.OCI_EMPTY, emptyConfig());

  private static Json.Builder head(Manifest manifest) {
    return Json.object()
        .put("schemaVersion", 2)
        .put("mediaType", manifest.mediaType())
        .put("artifactType", manifest.artifactType());
  }

  private static Json.Obj tail(Manifest manifest, Json.Builder out) {
    Descriptor subject = manifest.subject();
    if (subject != null) {
      out.put("subject", subject.json());
    }
    if (!manifest.annotations().isEmpty()) {
      out.put("annotations", Descriptor.json(manifest.annotations()));
    }
    return out.build();
  }
}
