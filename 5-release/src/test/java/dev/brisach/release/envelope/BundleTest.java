package dev.brisach.release.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.release.Given;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final String MESSAGE =
      "'messageSignature': {'messageDigest': {'algorithm': 'SHA2_256', 'digest':"
          + " 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='}, 'signature': 'AAAA'}";
  private static final String KEY = "'verificationMaterial': {'publicKey': {'hint': 'x'}}";

  private static Bundle read(String text) {
    return Bundle.read(Given.bytes(text.replace('\'', '"')));
  }

  private static String bundle(String mediaType, String... parts) {
    return "{'mediaType': '" + mediaType + "', " + String.join(", ", parts) + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.dev.sigstore.bundle+json;version=0.1",
        "application/vnd.dev.sigstore.bundle+json;version=0.2",
        "application/vnd.dev.sigstore.bundle+json;version=0.3",
        "application/vnd.dev.sigstore.bundle.v0.3+json"
      })
  void versionsFrom01To03AreRead(String mediaType) {
    assertThat(read(bundle(mediaType, KEY, MESSAGE)).signer())
        .isEqualTo(new Bundle.Signer.Key("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no valid JSON",
        "'[]' | no valid JSON",
        "{} | mediaType is missing",
        "{'mediaType': 'application/vnd.dev.sigstore.bundle.v0.4+json'} | mediaType is unknown",
        "{'mediaType': 7} | mediaType is no text",
        "{'mediaType': 'application/vnd.dev.sigstore.bundle.v0.3+json'} | verificationMaterial",
        "{'payloadType': 'text/plain', 'payload': '', 'signatures': []} | payloadType is unknown",
        "{'payloadType': 'application/vnd.in-toto+json', 'payload': '', 'signatures': []} |"
            + " no signature",
        "{'payloadType': 'application/vnd.in-toto+json', 'payload': 'A', 'signatures': []} |"
            + " no Base64",
        "{'payloadType': 'application/vnd.in-toto+json', 'payload': 'AAA', 'signatures': []} |"
            + " no Base64",
        "{'payloadType': 'application/vnd.in-toto+json', 'payload': 'AB==', 'signatures': []} |"
            + " no Base64",
        "{'payloadType': 'application/vnd.in-toto+json', 'payload': 'AA-_', 'signatures': []} |"
            + " no Base64",
      })
  void whatIsWrongIsSaidInOneLine(String text, String what) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BundleFault.class)
        .hasMessageContaining(what)
        .message()
        .hasLineCount(1);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    String type = "application/vnd.dev.sigstore.bundle.v0.3+json";
    String envelope =
        "'dsseEnvelope': {'payloadType': 'application/vnd.in-toto+json', 'payload': 'AAAA',"
            + " 'signatures': [{'sig': 'AAAA'}, {'sig': 'AAAA'}]}";

    assertThatThrownBy(() -> read(bundle(type, KEY))).hasMessageContaining("either");
    assertThatThrownBy(() -> read(bundle(type, KEY, MESSAGE, envelope)))
        .hasMessageContaining("either");
    assertThatThrownBy(() -> read(bundle(type, KEY, envelope)))
        .hasMessageContaining("one signature");
    assertThatThrownBy(() -> read(bundle(type, "'verificationMaterial': {}", MESSAGE)))
        .hasMessageContaining("one of publicKey");
    assertThatThrownBy(() ->
            read(bundle(type, "'verificationMaterial': {'x509CertificateChain': {}}", MESSAGE)))
        .hasMessageContaining("no x509CertificateChain");
    assertThatThrownBy(() ->
            read(
                bundle(
                    type,
                    "'verificationMaterial': {'publicKey': {'hint': 'x'}, 'tlogEntries':"
                        + " [{'logIndex': '1'}]}",
                    MESSAGE)))
        .hasMessageContaining("no inclusionProof");
    assertThatThrownBy(() -> read(bundle(type, KEY, MESSAGE, MESSAGE)))
        .hasMessageContaining("no valid JSON");
  }

  @Test
  void theEncodingThatIsSignedIsThatOfTheSpecification() {
    byte[] signed = Envelope.signed("http://example.com/HelloWorld", Given.bytes("hello world"));

    assertThat(new String(signed, StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }
}
