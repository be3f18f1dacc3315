package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests of unknown origin. Strict: a document that one reader takes for an image and
 * another for a list is refused (CVE-2021-41190), as are duplicate names, sizes that are no whole
 * numbers, and more parts than anybody needs.
 */
public final class ManifestReader {
  /** Most bytes of a manifest, as registries have it. */
  public static final int MOST_BYTES = 4 << 20;

  /** Most layers of an image; Docker itself stops at 127. */
  public static final int MOST_LAYERS = 200;

  private static final int MOST_MANIFESTS = 5_000;
  private static final int MOST_ANNOTATIONS = 500;
  private static final long MOST_SIZE = 1L << 53;

  private final String what;

  private ManifestReader(String what) {
    this.what = what;
  }

  /** Reads a manifest that must be what its descriptor says. */
  public static Manifest read(byte[] bytes, Descriptor descriptor) throws OciException {
    return read(bytes, descriptor.mediaType(), descriptor.digest().toString());
  }

  /**
   * Reads a manifest.
   *
   * @param said the media type by which it came, or null where nobody said; parameters behind a
   *     semicolon do not count
   * @param name how to call it in a message
   */
  public static Manifest read(byte[] bytes, @Nullable String said, String name)
      throws OciException {
    return new ManifestReader("manifest " + name).manifest(bytes, bare(said));
  }

  /** Reads a descriptor on its own. */
  public static Descriptor descriptor(Json.Obj json, String name) throws OciException {
    return new ManifestReader(name).descriptor(json);
  }

  private static @Nullable String bare(@Nullable String said) {
    if (said == null) {
      return null;
    }
    int end = said.indexOf(';');
    return (end < 0 ? said : said.substring(0, end)).strip();
  }

  private Manifest manifest(byte[] bytes, @Nullable String said) throws OciException {
    Json.Obj json = object(bytes);
    if (json.number("schemaVersion", 0) == 1) {
      throw fault("Docker's manifest schema 1 is not read: it names no digests of its parts");
    }
    if (json.number("schemaVersion", 0) != 2) {
      throw fault("schemaVersion 2 was expected");
    }
    boolean lists = json.get("manifests") != null;
    boolean holds = json.get("layers") != null || json.get("config") != null;
    if (lists == holds) {
      throw fault(
          lists ? "it is both an image and a list of manifests" : "neither an image nor an index");
    }
    String type = type(json.text("mediaType"), said, lists);
    Descriptor subject = json.get("subject") == null ? null : descriptor(member(json, "subject"));
    Map<String, String> annotations = annotations(json);
    String artifactType = json.text("artifactType");
    if (lists) {
      List<Descriptor> manifests = descriptors(json, "manifests", MOST_MANIFESTS);
      return new Manifest.Index(type, manifests, subject, artifactType, annotations);
    }
    Descriptor config = descriptor(member(json, "config"));
    List<Descriptor> layers = descriptors(json, "layers", MOST_LAYERS);
    return new Manifest.Image(type, config, layers, subject, artifactType, annotations);
  }

  private Json.Obj object(byte[] bytes) throws OciException {
    if (bytes.length > MOST_BYTES) {
      throw fault("longer than " + MOST_BYTES + " bytes");
    }
    try {
      return JsonReader.readObject(bytes);
    } catch (JsonFault e) {
      throw fault("not JSON as it should be: " + e.getMessage());
    }
  }

  /** What it is: its own word and the word by which it came must agree. */
  private String type(@Nullable String own, @Nullable String said, boolean lists)
      throws OciException {
    String expected = own != null ? own : said;
    if (own != null && said != null && MediaTypes.manifest(said) && !own.equals(said)) {
      throw fault("it came as " + said + " and calls itself " + own);
    }
    if (expected == null || !MediaTypes.manifest(expected)) {
      if (own != null) {
        throw fault("not a manifest that is known: " + own);
      }
      return lists ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }
    if (MediaTypes.index(expected) != lists) {
      throw fault("it is " + (lists ? "a list" : "an image") + " but is called " + expected);
    }
    return expected;
  }

  private List<Descriptor> descriptors(Json.Obj json, String name, int most) throws OciException {
    if (!(json.get(name) instanceof Json.Arr(List<Json> items))) {
      throw fault("\"" + name + "\" is missing or no array");
    }
    if (items.size() > most) {
      throw fault(items.size() + " entries in \"" + name + "\", at most " + most + " are read");
    }
    List<Descriptor> found = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Obj object)) {
        throw fault("an entry of \"" + name + "\" is no object");
      }
      found.add(descriptor(object));
    }
    return found;
  }

  private Json.Obj member(Json.Obj json, String name) throws OciException {
    if (json.get(name) instanceof Json.Obj object) {
      return object;
    }
    throw fault("\"" + name + "\" is missing or no object");
  }

  private Descriptor descriptor(Json.Obj json) throws OciException {
    String mediaType = json.text("mediaType");
    String digest = json.text("digest");
    if (mediaType == null || mediaType.isEmpty() || digest == null) {
      throw fault("a descriptor without " + (digest == null ? "digest" : "media type"));
    }
    if (!(json.get("size") instanceof Json.Num(double size))
        || size != Math.rint(size)
        || size < 0
        || size > MOST_SIZE) {
      throw fault("the size of " + digest + " is no whole number of bytes");
    }
    Digest named;
    try {
      named = Digest.parse(digest);
    } catch (OciException e) {
      throw fault(e.getMessage());
    }
    return new Descriptor(
        mediaType,
        named,
        (long) size,
        json.text("artifactType"),
        platform(json),
        annotations(json));
  }

  private static @Nullable Platform platform(Json.Obj json) {
    Json.Obj platform = json.object("platform");
    String os = platform.text("os");
    String architecture = platform.text("architecture");
    String variant = platform.text("variant");
    return os == null || architecture == null
        ? null
        : new Platform(os, architecture, variant == null || variant.isEmpty() ? null : variant);
  }

  private Map<String, String> annotations(Json.Obj json) throws OciException {
    Map<String, String> found = new TreeMap<>();
    Json value = json.get("annotations");
    if (value == null || value instanceof Json.Null) {
      return found;
    }
    if (!(value instanceof Json.Obj(Map<String, Json> members))) {
      throw fault("\"annotations\" is no object");
    }
    if (members.size() > MOST_ANNOTATIONS) {
      throw fault(members.size() + " annotations, at most " + MOST_ANNOTATIONS + " are read");
    }
    for (Map.Entry<String, Json> member : members.entrySet()) {
      if (!(member.getValue() instanceof Json.Text(String text))) {
        throw fault("the annotation " + member.getKey() + " is no text");
      }
      found.put(member.getKey(), text);
    }
    return found;
  }

  private OciException fault(String why) {
    return new OciException(what + ": " + why);
  }
}
