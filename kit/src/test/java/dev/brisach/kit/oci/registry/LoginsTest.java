package dev.brisach.kit.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.kit.oci.OciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  @TempDir private Path folder;

  private DockerConfig config(String json) throws IOException {
    return DockerConfig.read(Files.writeString(folder.resolve("config.json"), json));
  }

  private static String pair(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void dockersFileIsReadInEachOfItsForms() throws IOException {
    DockerConfig config =
        config(
            "{\"auths\":{\"registry.example:5000\":{\"auth\":\""
                + pair("ann:a:b")
                + "\"},\"https://index.example/v1/\":{\"username\":\"u\",\"password\":\"p\"},"
                + "\"c.example\":{\"identitytoken\":\"i\"},\"d.example\":{\"registrytoken\":\"r\"},"
                + "\"e.example\":{}},\"credHelpers\":{\"f.example\":\"x\"},\"extra\":1}");

    assertThat(config.of("Registry.example:5000"))
        .isEqualTo(new RegistryLogin.Password("ann", "a:b"));
    assertThat(config.of("index.example")).isEqualTo(new RegistryLogin.Password("u", "p"));
    assertThat(config.of("c.example")).isEqualTo(new RegistryLogin.IdentityToken("i"));
    assertThat(config.of("d.example")).isEqualTo(new RegistryLogin.Bearer("r"));
    assertThat(config.of("e.example")).isNull();
    assertThat(config.of("registry.example")).as("another port is another registry").isNull();
    assertThat(config.hint("f.example")).contains("helpers are not run");
    assertThat(config.hint("c.example")).isEmpty();
  }

  @Test
  void aBrokenFileIsNamedWithoutItsSecrets() throws IOException {
    assertThatThrownBy(() -> config("{\"auths\":{\"a\":{\"auth\":\"" + pair("nocolon") + "\"}}}"))
        .isInstanceOf(OciException.class)
        .hasMessageContaining("\"auth\" of a")
        .hasMessageNotContaining("nocolon")
        .hasMessageNotContaining(pair("nocolon"));
    assertThatThrownBy(() -> config("{\"auths\":")).hasMessageContaining("config.json:1");
    assertThat(DockerConfig.read(folder.resolve("missing")).of("a")).isNull();
  }

  @Test
  void variablesHoldACredentialForTheOneRegistryTheyName() throws OciException {
    Map<String, String> variables =
        Map.of(
            "BRISACH_REGISTRY", "registry.example",
            "BRISACH_REGISTRY_USER", "ci",
            "BRISACH_REGISTRY_PASSWORD", "secret word");
    RegistryLogins logins = RegistryLogins.from(variables::get);

    assertThat(logins.of("registry.example"))
        .isEqualTo(new RegistryLogin.Password("ci", "secret word"))
        .hasToString("password of ci");
    assertThat(logins.of("other.example")).isNull();
    assertThatThrownBy(() -> RegistryLogins.from(Map.of("BRISACH_REGISTRY_TOKEN", "t")::get))
        .hasMessageContaining("BRISACH_REGISTRY must name");
    assertThat(RegistryLogins.from(_ -> null).of("registry.example")).isNull();
    assertThat(RegistryLogins.first(List.of(RegistryLogins.NONE, logins)).of("registry.example"))
        .isNotNull();
  }

  @Test
  void challengesAreReadAsServersWriteThem() {
    assertThat(
            Challenge.all(
                List.of(
                    "Bearer realm=\"https://a/token\",service=\"a, \\\"b\\\"\", scope=x, Basic realm=y",
                    "Negotiate")))
        .containsExactly(
            new Challenge(
                "bearer", Map.of("realm", "https://a/token", "service", "a, \"b\"", "scope", "x")),
            new Challenge("basic", Map.of("realm", "y")),
            new Challenge("negotiate", Map.of()));
    assertThat(Challenge.all(List.of("=", "\"", ",,,", "Bearer realm=\"", "x".repeat(9000))))
        .allMatch(challenge -> !challenge.scheme().isEmpty());
  }

  @Test
  void theNextPageIsFoundAmongOtherLinks() {
    assertThat(Pages.next(List.of("</a>; rel=\"prev\", </b?x=1>; title=\"t, u\"; rel=\"next\"")))
        .isEqualTo("/b?x=1");
    assertThat(Pages.next(List.of("</a>; rel=prev", "<broken"))).isNull();
  }
}
