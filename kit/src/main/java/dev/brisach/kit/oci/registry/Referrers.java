package dev.brisach.kit.oci.registry;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.ManifestReader;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.wire.Exchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What refers to a manifest (distribution specification, listing referrers). A registry older than
 * that has an index under a tag made of the digest, which whoever attaches something keeps up to
 * date by reading, changing and writing it; two at once can lose one entry, so it is read again.
 */
final class Referrers {
  private static final int MOST_WRITES = 4;
  private static final int MOST = 5_000;

  private final Repository repository;
  private final Session session;
  private final String name;

  Referrers(Repository repository, Session session, String name) {
    this.repository = repository;
    this.session = session;
    this.name = name;
  }

  List<Descriptor> of(Digest subject, @Nullable String artifactType) throws IOException {
    List<Descriptor> found = new ArrayList<>();
    String target = "/v2/" + name + "/referrers/" + subject;
    if (artifactType != null) {
      target += "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
    }
    Exchange.Request request =
        Exchange.Request.of("GET", target).with("Accept", MediaTypes.OCI_INDEX);
    boolean api =
        new Pages(session, Access.pull(name))
            .each(target, request, response -> take(subject, response, found));
    if (!api) {
      found.addAll(listed(subject));
    }
    // A registry need not filter, so that is done here whatever it says.
    return found.stream()
        .filter(one -> artifactType == null || artifactType.equals(one.artifactType()))
        .toList();
  }

  private void take(Digest subject, Exchange.Response response, List<Descriptor> found)
      throws OciException {
    Manifest manifest =
        ManifestReader.read(
            response.body(), response.header("content-type"), "list of referrers of " + subject);
    if (!(manifest instanceof Manifest.Index index)) {
      throw session.fault("its list of referrers of " + subject + " is no index");
    }
    found.addAll(index.manifests());
    if (found.size() > MOST) {
      throw session.fault("more than " + MOST + " referrers of " + subject);
    }
  }

  /** What the tag of old lists; nothing where there is no such tag. */
  private List<Descriptor> listed(Digest subject) throws IOException {
    Repository.Found found = repository.findOrNull(subject.fallbackTag());
    if (found == null) {
      return List.of();
    }
    if (!(found.manifest() instanceof Manifest.Index index)) {
      throw session.fault("the tag " + subject.fallbackTag() + " of " + name + " is no index");
    }
    return index.manifests();
  }

  /** Lists a referrer under the tag of old. */
  void record(Digest subject, Manifest manifest, Descriptor descriptor) throws IOException {
    String kind = manifest.artifactType();
    if (kind == null && manifest instanceof Manifest.Image image) {
      kind = image.config().mediaType();
    }
    Descriptor entry = descriptor.as(kind, manifest.annotations());
    for (int writes = 0; writes < MOST_WRITES; writes++) {
      List<Descriptor> before = listed(subject);
      if (before.stream().anyMatch(one -> one.digest().equals(entry.digest()))) {
        return;
      }
      List<Descriptor> after = new ArrayList<>(before);
      after.add(entry);
      Manifest.Index index = new Manifest.Index(after);
      repository.store(subject.fallbackTag(), index.mediaType(), index.bytes());
    }
    List<Descriptor> last = listed(subject);
    if (last.stream().noneMatch(one -> one.digest().equals(entry.digest()))) {
      throw session.fault(
          "the tag " + subject.fallbackTag() + " of " + name + " loses what is written to it");
    }
  }
}
