package dev.brisach.kit.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.testkit.Trees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir private @Nullable Path root;

  private Credentials resolve(SecretRef reference) {
    Recipe recipe = new Recipe(List.of(), new Recipe.Bearer(reference), null, null);
    return Credentials.resolve(
        List.of(recipe),
        new Credentials.Sources(
            name -> name.equals("SET") ? "value" : null, root, Map.of("ANNA", "made-anew")));
  }

  private String missing(SecretRef reference) {
    Credentials credentials = resolve(reference);
    assertThat(credentials.values()).isEmpty();
    return credentials.missing().get(reference.words());
  }

  @Test
  void referencesAreLookedUpWhereTheySay() {
    Trees.write(root, "keys/token", "  first line \nsecond");

    assertThat(resolve(new SecretRef.Variable("SET")).get(new SecretRef.Variable("SET")))
        .isEqualTo("value");
    assertThat(resolve(new SecretRef.InFile("keys/token")).values())
        .containsEntry("file keys/token", "first line");
    assertThat(resolve(new SecretRef.Random("ANNA")).values())
        .containsEntry("random ANNA", "made-anew");
  }

  @Test
  void whatIsMissingIsSaidAndNothingElseHappens() throws Exception {
    Trees.write(root, "empty", "\n\n");
    Files.write(root.resolve("latin"), "pass\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(root.resolve("long"), new byte[100_000]);

    assertThat(missing(new SecretRef.Variable("UNSET")))
        .isEqualTo("the environment variable UNSET is not set");
    assertThat(missing(new SecretRef.InFile("gone"))).isEqualTo("there is no file gone");
    assertThat(missing(new SecretRef.InFile("empty"))).contains("first line of empty is empty");
    assertThat(missing(new SecretRef.InFile("latin"))).contains("not UTF-8");
    assertThat(missing(new SecretRef.InFile("long"))).contains("longer than 65536 bytes");
    assertThat(missing(new SecretRef.Random("BELA"))).contains("${random BELA}");
  }

  @Test
  void secretsAreNeverShown() {
    Credentials credentials = resolve(new SecretRef.Variable("SET"));

    assertThat(credentials.toString()).isEqualTo("Credentials[env SET]");
    assertThat(credentials.mask("a value b")).isEqualTo("a *** b");
  }

  @Test
  void randomSecretsAreNewEachTimeAndTheSameForServiceAndUser() {
    String seed = "anna=${random ANNA},bela=${random BELA},${random no name},${random ANNA}";
    assertThat(Randoms.names(List.of(seed, "x"))).containsExactly("ANNA", "BELA");

    Map<String, String> made = Randoms.make(Randoms.names(List.of(seed)), new SecureRandom());
    Map<String, String> again = Randoms.make(made.keySet(), new SecureRandom());

    assertThat(made.get("ANNA")).hasSize(24).isNotEqualTo(again.get("ANNA"));
    assertThat(Randoms.filled(seed, made))
        .isEqualTo(
            "anna=%s,bela=%s,${random no name},%s"
                .formatted(made.get("ANNA"), made.get("BELA"), made.get("ANNA")));
    assertThat(Randoms.filled("${random", made)).isEqualTo("${random");
    assertThat(Randoms.filled("${random X}", made)).isEqualTo("${random X}");
  }
}
