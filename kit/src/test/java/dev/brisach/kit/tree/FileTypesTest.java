package dev.brisach.kit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileTypesTest {
  private static Set<String> types(String path, String content) {
    return FileTypes.of(path, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void namesAndFirstBytesDecide() {
    assertThat(types("a/B.java", "class B {}")).containsExactlyInAnyOrder("text", "java");
    assertThat(types("Dockerfile.dev", "FROM x")).contains("dockerfile");
    assertThat(types("compose.yaml", "services:\n  a: {}\n")).contains("compose", "yaml");
    assertThat(types("k8s/a.yml", "apiVersion: v1\nkind: Pod\n")).contains("kubernetes");
    assertThat(types("a.yml", "kind: something\n")).doesNotContain("kubernetes");
    assertThat(types("x/.github/workflows/ci.yml", "on: push\n")).contains("github-workflow");
    assertThat(types("api.json", "{\n  \"openapi\": \"3.0.1\"")).contains("openapi", "json");
    assertThat(types("charts/x/templates/d.yaml", "kind: {{ .X }}")).contains("helm-template");
    assertThat(types("requirements-dev.txt", "a==1")).contains("manifest");
  }

  @Test
  void nulBytesMakeAFileBinaryWhateverItsName() {
    assertThat(types("A.java", "a\u0000b")).containsExactly("binary");
    assertThat(types("a.jar", "PK\u0003\u0004\u0000"))
        .containsExactlyInAnyOrder("archive", "binary");
  }
}
