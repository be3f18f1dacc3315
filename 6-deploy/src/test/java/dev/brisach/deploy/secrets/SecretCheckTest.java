package dev.brisach.deploy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Severity;
import dev.brisach.deploy.Sweeps;
import dev.brisach.kit.tree.SourceFile;
import org.junit.jupiter.api.Test;

class SecretCheckTest {
  private static final String STRONG = "k3Jd82hGq0aZ" + "77Lw91xB";

  private static Sweeps compose(String environment) {
    String text = "services:\n  db:\n    image: a:1\n    environment:\n      " + environment + "\n";
    return Sweeps.of(ComposeSecrets.check(), SourceFile.of("compose.yaml", text));
  }

  @Test
  void namesDecide() {
    for (String secret :
        new String[] {
          "DB_PASSWORD", "dbPassword", "API_KEY", "jwtSecret", "AUTH_TOKEN", "TOKEN_2"
        }) {
      assertThat(SecretNames.isSecret(secret)).as(secret).isTrue();
    }
    for (String other :
        new String[] {
          "PASSWORD_FILE",
          "TOKEN_URL",
          "KEY",
          "ALLOW_EMPTY_PASSWORD",
          "PASSWORD_MIN_LENGTH",
          "AWS_ACCESS_KEY_ID",
          "PUBLIC_KEY",
          "SECRET_NAME",
          "CACHE_KEY",
          "BYPASS",
          "repo_secrets"
        }) {
      assertThat(SecretNames.isSecret(other)).as(other).isFalse();
    }
  }

  @Test
  void standInsAndReferencesAreNoCredentials() {
    for (String value :
        new String[] {
          "changeme",
          "<password>",
          "${X}",
          "$X",
          "{{ x }}",
          "/run/secrets/x",
          "your-token",
          "***",
          "xxxxxxxx",
          "true",
          "vault:secret/x",
          "REPLACE_ME",
          "some words of text",
          "ab"
        }) {
      assertThat(SecretValue.of(value)).as(value).isNull();
    }
  }

  @Test
  void aStrongOneIsHighAndADevelopmentDefaultIsLow() {
    assertThat(compose("TOKEN: " + STRONG).findings)
        .extracting(f -> f.severity())
        .containsExactly(Severity.HIGH);
    assertThat(compose("POSTGRES_PASSWORD: postgres").findings)
        .extracting(f -> f.severity())
        .containsExactly(Severity.LOW);
  }

  @Test
  void aSecretManifestKeepsSecretsWhateverTheirNames() {
    String text =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: a}
        stringData: {userKey: "%s", username: anna, tls.crt: "%s", host: db.example.org}
        """
            .replace("%s", STRONG);

    Sweeps sweep = Sweeps.of(KubernetesSecrets.check(), SourceFile.of("a.yaml", text));

    assertThat(sweep.findings).hasSize(1);
    assertThat(sweep.findings.getFirst().message()).startsWith("userKey in Secret a holds");
  }

  @Test
  void anIssuedCredentialIsKnownWhateverItsName() {
    String issued = "ghp_" + "a1B2c3D4e5F6g7H8i9J0".repeat(2).substring(0, 36);

    assertThat(compose("SETTING: " + issued).findings).hasSize(1);
  }

  @Test
  void theValueIsNeitherShownNorPartOfTheIdentity() {
    Sweeps one = compose("TOKEN: " + STRONG);
    Sweeps other = compose("TOKEN: " + STRONG.replace('7', '8'));

    assertThat(one.findings.toString())
        .doesNotContain(STRONG)
        .doesNotContain(STRONG.substring(0, 5));
    assertThat(one.findings.getFirst().fingerprint())
        .isEqualTo(other.findings.getFirst().fingerprint());
  }

  @Test
  void findingsStayThemselvesWhenLinesMove() {
    String text =
        "services:\n  db:\n    image: a:1\n    privileged: true\n    ports: ['22:6379']\n";

    Sweeps before = Sweeps.ofAll(SourceFile.of("compose.yaml", text));
    Sweeps after = Sweeps.ofAll(SourceFile.of("compose.yaml", "# new\n\n" + text));

    assertThat(before.findings).hasSize(2);
    assertThat(after.findings.stream().map(f -> f.fingerprint()).toList())
        .isEqualTo(before.findings.stream().map(f -> f.fingerprint()).toList());
    assertThat(after.findings.stream().map(f -> f.location()).toList())
        .isNotEqualTo(before.findings.stream().map(f -> f.location()).toList());
  }
}
