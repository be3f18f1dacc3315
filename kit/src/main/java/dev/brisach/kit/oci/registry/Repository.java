package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.Content;
import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.Images;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.ManifestReader;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.oci.Reference;
import dev.brisach.kit.oci.VerifiedStream;
import dev.brisach.kit.wire.Exchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository of a registry. Safe for use by many threads. */
public final class Repository implements Content, AutoCloseable {
  /** A blob up to this size is read into memory, a larger one into a file. */
  private static final int SMALL = 1 << 20;

  private final Session session;
  private final String name;

  private Repository(Session session, String name) {
    this.session = session;
    this.name = name;
  }

  /** The repository of a reference; nothing is asked yet. */
  public static Repository of(Reference reference, RegistryOptions options) throws OciException {
    return new Repository(new Session(reference.host(), options), reference.repository());
  }

  /** A manifest as it came, with the pointer to it. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Found(Descriptor descriptor, byte[] bytes, Manifest manifest) {}

  /**
   * The manifest of a tag or digest. One that was asked for by digest has it; of one that was asked
   * for by tag the registry may say what it likes, so the digest told here is that of the bytes.
   */
  public Found find(String tagOrDigest) throws IOException {
    Found found = findOrNull(tagOrDigest);
    if (found == null) {
      throw session.fault(name + " has no " + tagOrDigest);
    }
    return found;
  }

  /** The same, null where the registry has no such manifest. */
  public @Nullable Found findOrNull(String tagOrDigest) throws IOException {
    Digest asked = digest(tagOrDigest);
    Exchange.Request request =
        Exchange.Request.of("GET", manifestPath(tagOrDigest))
            .with("Accept", String.join(", ", MediaTypes.MANIFESTS));
    Exchange.Response response =
        session.ask(session.own(request.target()), request, Access.pull(name));
    if (response.status() == 404) {
      return null;
    }
    if (response.status() != 200) {
      throw session.refusal("reading " + name + " " + tagOrDigest, response);
    }
    if (response.cut()) {
      throw session.fault("the manifest " + tagOrDigest + ": " + response.cutBecause());
    }
    byte[] bytes = response.body();
    if (asked != null && !asked.names(bytes)) {
      throw session.fault(
          "asked for " + asked + ", it sent a manifest whose digest is " + Digest.of(bytes));
    }
    Digest found = asked == null ? said(response, bytes, tagOrDigest) : asked;
    Manifest manifest =
        ManifestReader.read(bytes, response.header("content-type"), found.toString());
    return new Found(new Descriptor(manifest.mediaType(), found, bytes.length), bytes, manifest);
  }

  /** Where it tells the digest beside a tag, both must agree. */
  private Digest said(Exchange.Response response, byte[] bytes, String tag) throws OciException {
    String said = response.header("docker-content-digest");
    if (said == null) {
      return Digest.of(bytes);
    }
    Digest digest = Digest.parse(said);
    if (!digest.names(bytes)) {
      throw session.fault(
          tag + " is said to be " + digest + ", the manifest it sent is " + Digest.of(bytes));
    }
    return digest;
  }

  private @Nullable Digest digest(String tagOrDigest) throws OciException {
    if (tagOrDigest.indexOf(':') >= 0) {
      return Digest.parse(tagOrDigest);
    }
    if (!Reference.isTag(tagOrDigest)) {
      throw new OciException("neither a tag nor a digest: " + tagOrDigest);
    }
    return null;
  }

  private String manifestPath(String tagOrDigest) {
    return "/v2/" + name + "/manifests/" + tagOrDigest;
  }

  private String blobPath(Digest digest) {
    return "/v2/" + name + "/blobs/" + digest;
  }

  @Override
  public VerifiedStream open(Descriptor what) throws IOException {
    String place = "registry " + session.host();
    if (MediaTypes.manifest(what.mediaType())) {
      byte[] bytes = find(what.digest().toString()).bytes();
      return new VerifiedStream(new ByteArrayInputStream(bytes), what, place);
    }
    if (what.size() <= SMALL) {
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) what.size());
      fetch(
          what,
          append -> {
            if (!append) {
              out.reset();
            }
            return out;
          });
      return new VerifiedStream(new ByteArrayInputStream(out.toByteArray()), what, place);
    }
    Path file = Files.createTempFile("brisach-blob-", "");
    try {
      pull(what, file);
      return new VerifiedStream(
          Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), what, place);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Reads a blob into a file, checked; where that fails the file is gone. */
  public void pull(Descriptor what, Path file) throws IOException {
    boolean whole = false;
    try {
      fetch(
          what,
          append ->
              append
                  ? Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                  : Files.newOutputStream(file));
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void fetch(Descriptor what, BlobDownload.Target target) throws IOException {
    new BlobDownload(session, what, target)
        .fetch(session.own(blobPath(what.digest())), Access.pull(name));
  }

  /** True where the registry has a blob of this digest here; a size that differs is a fault. */
  public boolean has(Descriptor what) throws IOException {
    return has(session, name, what, Access.pull(name));
  }

  static boolean has(Session session, String name, Descriptor what, Access access)
      throws IOException {
    String kind = MediaTypes.manifest(what.mediaType()) ? "/manifests/" : "/blobs/";
    Exchange.Request request =
        Exchange.Request.of("HEAD", "/v2/" + name + kind + what.digest())
            .with("Accept", String.join(", ", MediaTypes.MANIFESTS) + ", */*");
    Exchange.Response response = session.ask(session.own(request.target()), request, access);
    if (response.status() == 404) {
      return false;
    }
    if (response.status() != 200) {
      throw session.refusal("asking for " + what.digest(), response);
    }
    String length = response.header("content-length");
    if (length != null && !length.strip().equals(Long.toString(what.size()))) {
      throw session.fault(
          what.digest() + " has " + what.size() + " bytes, it says that it has " + length);
    }
    return true;
  }

  /**
   * Sends a blob, unless it is there.
   *
   * @param mount another repository of this registry that may have it, or null
   */
  public void push(Content from, Descriptor what, @Nullable String mount) throws IOException {
    if (!has(session, name, what, Access.push(name))) {
      new BlobUpload(session, name, from, what).send(mount);
    }
  }

  /**
   * Sends an image with all that belongs to it, what is pointed to before what points.
   *
   * @param tag a name for it, or null: it can be had by digest
   */
  public void pushImage(Content from, Descriptor root, @Nullable String tag) throws IOException {
    List<Images.Part> parts = Images.parts(from, root);
    for (Images.Part part : parts) {
      Descriptor what = part.descriptor();
      if (part.manifest() == null) {
        push(from, what, null);
      } else {
        byte[] bytes = from.bytes(what, ManifestReader.MOST_BYTES);
        put(what.digest().toString(), what.mediaType(), bytes, part.manifest());
      }
    }
    if (tag != null) {
      byte[] bytes = from.bytes(root, ManifestReader.MOST_BYTES);
      put(tag, root.mediaType(), bytes, ManifestReader.read(bytes, root));
    }
  }

  /**
   * Attaches an artifact made of one blob to what is already here: a signature, a bill of
   * materials.
   *
   * @param subject the manifest it is about
   * @param artifactType what it is, a media type
   * @param mediaType of the content
   * @return the manifest of the artifact
   */
  public Descriptor attach(
      Descriptor subject,
      String artifactType,
      String mediaType,
      byte[] content,
      java.util.Map<String, String> annotations)
      throws IOException {
    Descriptor blob = Descriptor.of(mediaType, content);
    Content memory = memory(List.of(content, Manifest.emptyConfig()));
    push(memory, Manifest.EMPTY, null);
    push(memory, blob, null);
    Manifest.Image manifest =
        Manifest.Image.about(subject, artifactType, List.of(blob), annotations);
    return putManifest(manifest, null);
  }

  /** Bytes at hand by their digest. */
  private static Content memory(List<byte[]> pieces) {
    return what -> {
      for (byte[] piece : pieces) {
        if (what.digest().names(piece)) {
          return new VerifiedStream(new ByteArrayInputStream(piece), what, "memory");
        }
      }
      throw new OciException(what.digest() + " is missing");
    };
  }

  /** Sends a manifest made here, whose parts must be there already. */
  public Descriptor putManifest(Manifest manifest, @Nullable String tag) throws IOException {
    Descriptor descriptor = manifest.descriptor();
    put(
        tag == null ? descriptor.digest().toString() : tag,
        manifest.mediaType(),
        manifest.bytes(),
        manifest);
    return descriptor;
  }

  private void put(String tagOrDigest, String mediaType, byte[] bytes, Manifest manifest)
      throws IOException {
    Exchange.Response response = store(tagOrDigest, mediaType, bytes);
    Descriptor subject = manifest.subject();
    if (subject != null && response.header("oci-subject") == null) {
      referrers().record(subject.digest(), manifest, Descriptor.of(mediaType, bytes));
    }
  }

  /** Sends a manifest and nothing else. */
  Exchange.Response store(String tagOrDigest, String mediaType, byte[] bytes) throws IOException {
    Exchange.Request request =
        Exchange.Request.of("PUT", manifestPath(tagOrDigest)).withBody(mediaType, bytes);
    Exchange.Response response =
        session.ask(session.own(request.target()), request, Access.push(name));
    if (response.status() != 201) {
      throw session.refusal("sending the manifest " + tagOrDigest + " to " + name, response);
    }
    String said = response.header("docker-content-digest");
    if (said != null && !said.equals(Digest.of(bytes).toString())) {
      throw session.fault(
          "it was sent the manifest " + Digest.of(bytes) + " and says that it took " + said);
    }
    return response;
  }

  /**
   * What refers to a manifest: signatures, bills of materials.
   *
   * @param artifactType only of this type, or null for all
   */
  public List<Descriptor> referrers(Digest subject, @Nullable String artifactType)
      throws IOException {
    return referrers().of(subject, artifactType);
  }

  private Referrers referrers() {
    return new Referrers(this, session, name);
  }

  /** All tags, as the registry sorts them. */
  public List<String> tags() throws IOException {
    return new Pages(session, Access.pull(name)).tags("/v2/" + name + "/tags/list?n=1000");
  }

  @Override
  public void close() {
    session.close();
  }
}
