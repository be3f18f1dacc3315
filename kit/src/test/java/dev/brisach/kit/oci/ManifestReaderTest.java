package dev.brisach.kit.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final String D = "sha256:" + "0".repeat(64);
  private static final String PART =
      "{\"mediaType\":\"application/octet-stream\",\"digest\":\"" + D + "\",\"size\":3}";

  private static Manifest read(String json) throws OciException {
    return ManifestReader.read(Pictures.text(json), null, "it");
  }

  private static String image(String more) {
    return "{\"schemaVersion\":2,\"config\":" + PART + ",\"layers\":[" + PART + "]" + more + "}";
  }

  @Test
  void anImageIsReadAsItWasWritten() throws OciException {
    Descriptor subject = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(new byte[] {1}), 1);
    Descriptor part = Descriptor.of("text/plain", Pictures.text("x"));
    Manifest.Image made =
        Manifest.Image.about(subject, "application/vnd.test+json", List.of(part), Map.of("a", "b"));

    assertThat(ManifestReader.read(made.bytes(), made.descriptor())).isEqualTo(made);
    assertThat(made.config().digest().toString())
        .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void anIndexKeepsPlatformsAndAnnotations() throws OciException {
    Descriptor one =
        Descriptor.of(MediaTypes.OCI_MANIFEST, new byte[] {1})
            .on(new Platform("linux", "arm64", "v8"))
            .with("k", "v");
    Manifest.Index made = new Manifest.Index(List.of(one));

    assertThat(ManifestReader.read(made.bytes(), made.descriptor())).isEqualTo(made);
  }

  @Test
  void dockersTypesAreRead() throws OciException {
    String manifest = image(",\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST + "\"");
    assertThat(read(manifest).mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);

    String list = "{\"schemaVersion\":2,\"manifests\":[" + PART + "]}";
    Manifest read =
        ManifestReader.read(Pictures.text(list), MediaTypes.DOCKER_LIST + "; charset=utf-8", "it");
    assertThat(read).isInstanceOf(Manifest.Index.class);
    assertThat(read.mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
  }

  @Test
  void whatOneReaderTakesForAnImageAndAnotherForAListIsRefused() {
    assertThatThrownBy(() -> read(image(",\"manifests\":[]"))).hasMessageContaining("both");
    assertThatThrownBy(() -> read(image(",\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\"")))
        .hasMessageContaining("is an image but is called");
    assertThatThrownBy(() ->
            ManifestReader.read(
                Pictures.text(image(",\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"")),
                MediaTypes.DOCKER_MANIFEST,
                "it"))
        .hasMessageContaining("calls itself");
    assertThatThrownBy(() -> read(image(",\"config\":" + PART))).hasMessageContaining("JSON");
  }

  @Test
  void badDescriptorsAreNamed() {
    for (String size : List.of("-1", "1.5", "1e300", "\"3\"", "null")) {
      assertThatThrownBy(() -> read(image("").replace("\"size\":3", "\"size\":" + size)))
          .as(size)
          .hasMessageContaining("no whole number");
    }
    assertThatThrownBy(() -> read(image("").replace(D, "sha256:../../x")))
        .hasMessageContaining("not a digest");
    assertThatThrownBy(() -> read(image("").replace("mediaType", "media")))
        .hasMessageContaining("without media type");
    assertThatThrownBy(() -> read(image(",\"annotations\":{\"a\":1}")))
        .hasMessageContaining("annotation a");
    assertThatThrownBy(() -> read(image(",\"subject\":[]"))).hasMessageContaining("subject");
  }

  @Test
  void tooMuchIsRefused() {
    String layers = IntStream.range(0, 201).mapToObj(_ -> PART).collect(Collectors.joining(","));
    assertThatThrownBy(
            () -> read("{\"schemaVersion\":2,\"config\":" + PART + ",\"layers\":[" + layers + "]}"))
        .hasMessageContaining("201 entries");
    assertThatThrownBy(() -> ManifestReader.read(new byte[5 << 20], null, "it"))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}"))
        .isInstanceOf(OciException.class);
    assertThatThrownBy(() -> read("{\"schemaVersion\":1,\"fsLayers\":[]}"))
        .hasMessageContaining("schema 1");
    assertThatThrownBy(() -> read("{\"schemaVersion\":2}")).hasMessageContaining("neither");
    assertThatThrownBy(() -> read(image("").substring(0, 50))).isInstanceOf(OciException.class);
  }

  @Test
  void aConfigurationKeepsWhatMatters() throws OciException {
    ImageConfig config =
        new ImageConfig(
            Pictures.LINUX,
            "2026-01-01T00:00:00Z",
            "65532",
            List.of("/java"),
            List.of("-jar"),
            List.of("A=b"),
            "/app",
            List.of("8080/tcp"),
            Map.of("l", "m"),
            List.of(Digest.of(new byte[0])),
            List.of(new ImageConfig.History("2026-01-01T00:00:00Z", "base", false)));

    assertThat(ImageConfig.read(config.bytes())).isEqualTo(config);
    assertThatThrownBy(() -> ImageConfig.read(Pictures.text("[]")))
        .hasMessageContaining("image configuration");
  }
}
