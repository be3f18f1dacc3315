package dev.brisach.kit.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci://registry.example/shop",
        "oci://registry.example:5000/team/shop:1.4.0",
        "oci://127.0.0.1:5000/a/b-c/d__e.f:v_1",
        "oci://[::1]:5000/shop:latest",
        "oci://localhost/shop"
      })
  void aReferenceIsWrittenAsItWasRead(String text) throws OciException {
    assertThat(Reference.parse(text)).hasToString(text);
    assertThat(Reference.parse(text + "@" + DIGEST)).hasToString(text + "@" + DIGEST);
    assertThat(Reference.parse(text + "@" + DIGEST).need()).isEqualTo(DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx",
        "registry.example/shop:1",
        "docker://registry.example/shop",
        "oci://",
        "oci://registry.example",
        "oci:///shop",
        "oci://registry.example/",
        "oci://registry.example/Shop",
        "oci://registry.example/shop//x",
        "oci://registry.example/../shop",
        "oci://registry.example/shop:",
        "oci://registry.example/shop:a/b",
        "oci://registry.example/shop@sha256:12",
        "oci://registry.example/shop@md5:" + "d41d8cd98f00b204e9800998ecf8427e",
        "oci://user:pass@registry.example/shop",
        "oci://registry.example/shop?x=y",
        "oci://registry.example\r\nHost: x/shop",
        "oci://-x/shop"
      })
  void whatIsNoReferenceIsRefused(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(OciException.class)
        .hasMessageMatching("[\\p{Print}…]+");
  }

  @Test
  void nothingIsFilledIn() throws OciException {
    Reference bare = Reference.parse("oci://registry.example/shop");

    assertThat(bare.tag()).isNull();
    assertThatThrownBy(bare::need).hasMessageContaining("add :TAG or @sha256:");
    assertThatThrownBy(() -> Reference.parse("nginx:latest")).hasMessageContaining("oci://");
  }

  @Test
  void aDigestIsRefusedUnlessItCanBeChecked() throws OciException {
    assertThat(Digest.parse(DIGEST).names(new byte[0])).isFalse();
    assertThat(Digest.of(new byte[0]).names(new byte[0])).isTrue();
    assertThat(Digest.parse("sha512:" + "0f".repeat(64)).fallbackTag()).hasSize(128);
    assertThatThrownBy(() -> Digest.parse("sha256:" + "AB".repeat(32)))
        .hasMessageContaining("0-9 and a-f");
    assertThatThrownBy(() -> Digest.parse("../../etc/passwd")).hasMessageContaining("sha256:");
  }
}
