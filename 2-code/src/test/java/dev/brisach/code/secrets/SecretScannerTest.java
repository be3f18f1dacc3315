package dev.brisach.code.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretScannerTest {
  private static final String BODY = "k7TqWz4nXb9RvY2mLs8HcJd5PgFe3A";
  private static final SecretScanner SCANNER = SecretScanner.bundled(new byte[] {7});

  @Test
  void aTokenThatProvesItselfIsProvedAndOneWithAWrongChecksumIsNot() {
    String good = "ghp_" + BODY + checksum(BODY);
    String bad = "ghp_" + BODY + "AAAAAA";

    assertThat(only("token: " + good, "a.yml").confidence()).isEqualTo(Confidence.PROVED);
    assertThat(only("token: " + bad, "a.yml").confidence()).isEqualTo(Confidence.HEURISTIC);
  }

  @Test
  void aProvedTokenStaysSevereInATest() {
    SecretHit hit = only("token: ghp_" + BODY + checksum(BODY), "src/test/resources/a.yml");

    assertThat(hit.confidence()).isEqualTo(Confidence.PROVED);
    assertThat(hit.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aTokenWithoutProofIsLowInATest() {
    String line = "token = dop_v1_" + "3f9c1b7ae2d84056".repeat(4).replace("ae2", "b19");

    assertThat(only(line, "deploy.conf").severity()).isEqualTo(Severity.CRITICAL);
    assertThat(SCANNER.scan(line, "src/test/resources/deploy.conf"))
        .allSatisfy(hit -> assertThat(hit.severity()).isEqualTo(Severity.LOW));
  }

  @Test
  void neverShowsMoreThanAQuarterOfAValue() {
    for (String value : List.of("K7vq-Tz4mw", "K7vq-Tz4mwQ2x", "K7vq-Tz4mwQ2x-9Lr8sT-Vb3nM1c")) {
      SecretHit hit = only("password: " + value, "app.yml");

      assertThat(hit.preview().length() - 1).isLessThanOrEqualTo(Math.min(6, value.length() / 4));
      assertThat(hit.masked()).doesNotContain(value).isEqualTo("password: …");
    }
  }

  @Test
  void equalValuesHaveEqualHashesUnderOneKeyOnly() {
    String line = "password: K7vq-Tz4mw";
    SecretScanner other = SecretScanner.bundled(new byte[] {8});

    assertThat(only(line, "a.yml").hmac()).isEqualTo(only("x: 1\n" + line, "b.yml").hmac());
    assertThat(other.scan(line, "a.yml").getFirst().hmac())
        .isNotEqualTo(only(line, "a.yml").hmac());
  }

  @Test
  void tellsTheLineAndPlaceOfTheValue() {
    String text = "# ünïcode\r\n\r\ndb.password=K7vq-Tz4mw\r\n";

    SecretHit hit = only(text, "app.properties");

    assertThat(hit.line()).isEqualTo(3);
    assertThat(
            new String(
                text.getBytes(StandardCharsets.UTF_8),
                hit.offset(),
                hit.length(),
                StandardCharsets.UTF_8))
        .isEqualTo("K7vq-Tz4mw");
    assertThat(hit.name()).isEqualTo("db.password");
  }

  @Test
  void readsPasswordsInCodeConfigurationJsonXmlAndCalls() {
    assertThat(only("var cfg = new Cfg().setPassword(\"K7vq-Tz4mw\");", "A.java")).isNotNull();
    assertThat(only("const pwd: string = 'K7vq-Tz4mw';", "a.ts")).isNotNull();
    assertThat(only("{\"db_password\": \"K7vq-Tz4mw\"}", "a.json")).isNotNull();
    assertThat(only("<password>K7vq-Tz4mw</password>", "pom.xml")).isNotNull();
    assertThat(only("ENV DB_PASSWORD=K7vq-Tz4mw", "Dockerfile")).isNotNull();
    assertThat(only("\"password\" => \"K7vq-Tz4mw\",", "a.php")).isNotNull();
  }

  @Test
  void isSilentAtReferencesPlaceholdersAndWordsOfTheProgram() {
    for (String line :
        List.of(
            "password = os.environ['PASSWORD_1']",
            "password: ${DB_PASSWORD}",
            "password: \"{{ vault_password1 }}\"",
            "password = \"<your-password-1>\"",
            "password = 'changeme1'",
            "secretKeyRef: {name: db-secret-01, key: password1}",
            "api_key = \"xxxxxxxxxxxxxxxxxxxxxxxx\"",
            "validator('newPassword', 'newPassword2')",
            "passwordEncoder = \"bcrypt2024encoder\"",
            "if (password == \"K7vq-Tz4mw\") {",
            "String url = \"--password=\" + 'a1b2';",
            "token_url = \"https://login.shop.net/oauth2/token1\"",
            "nextPageToken = \"CiAKGjBpNDd2Nmp2Zml2cXRwYjBpOXA\"",
            "integrity: sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")) {
      assertThat(SCANNER.scan(line, "app/service.yaml")).as(line).isEmpty();
    }
  }

  @Test
  void isSilentInLockFilesAndMinifiedCode() {
    String line = "apiKey=\"k7TqWz4nXb9RvY2mLs8HcJd5PgFe3A\"";

    assertThat(SCANNER.scan(line, "web/app.js")).hasSize(1);
    assertThat(SCANNER.scan(line, "web/app.min.js")).isEmpty();
    assertThat(SCANNER.scan(line, "package-lock.json")).isEmpty();
    assertThat(SCANNER.scan("x=1;".repeat(500) + line, "web/bundle.js")).isEmpty();
  }

  @Test
  void ofOverlappingFindingsTheMostExactRuleSpeaks() {
    SecretHit hit =
        only("SLACK_TOKEN = \"xo" + "xb-704218835126-K7vqTz4mwQ2x9Lr8sTVb3nM1c\"", "a.py");

    assertThat(hit.rule().id()).isEqualTo("code.secrets.slack");
  }

  @Test
  void anyBytesGiveTheSameAnswerTwiceAndNoError() {
    Random random = Seeds.random();
    String pieces = "password=\"'token:\\\n AKIA://@.-_ghp_eyJ-----BEGIN PRIVATE KEY-----{}<>1aZ";
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        int from = random.nextInt(pieces.length());
        for (int j = from; j < pieces.length() && i < bytes.length && random.nextInt(6) > 0; j++) {
          bytes[i++] = (byte) pieces.charAt(j);
        }
      }

      assertThat(SCANNER.scan(bytes, "x")).isEqualTo(SCANNER.scan(bytes, "x"));
    }
  }

  @Test
  void aHostileFileTakesNoLongTime() {
    String begin = "-----BEGIN RSA PRIVATE KEY-----\n" + "A".repeat(200);
    String text = begin.repeat(2000) + "password".repeat(20_000) + "://".repeat(20_000);
    long start = System.nanoTime();

    SCANNER.scan(text, "a.txt");

    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  private static String checksum(String body) {
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    StringBuilder text = new StringBuilder();
    for (long rest = crc.getValue(); text.length() < 6; rest /= 62) {
      text.insert(0, digits.charAt((int) (rest % 62)));
    }
    return text.toString();
  }

  private static SecretHit only(String text, String path) {
    List<SecretHit> hits = SCANNER.scan(text, path);
    assertThat(hits).as(text).hasSize(1);
    return hits.getFirst();
  }
}
