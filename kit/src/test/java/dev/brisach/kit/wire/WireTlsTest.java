package dev.brisach.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisach.testkit.RawServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTlsTest {
  private static final Exchange.Request GET = Exchange.Request.of("GET", "/");
  private static final String PASSWORD = "changeit";

  /** A context with a certificate that nobody trusts, made by the JDK's own tool. */
  private static SSLContext context(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=self made",
                "-ext",
                "san=dns:self.example",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static URI https(RawServer server) {
    return URI.create("https://127.0.0.1:" + server.uri().getPort());
  }

  @Test
  void anUntrustedCertificateIsOneClearLineOrAFact(@TempDir Path folder) throws Exception {
    var socket =
        context(folder)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (RawServer server =
        RawServer.talking(
            socket,
            client -> {
              while (true) {
                RawServer.head(client);
                RawServer.say(client, RawServer.http(200, "encrypted"));
              }
            })) {
      assertThatThrownBy(() -> new Wire(https(server), Scope.LOOPBACK).send(GET))
          .isInstanceOf(WireException.class)
          .hasMessageStartingWith("the certificate of 127.0.0.1 is not trusted: ")
          .message()
          .doesNotContain("\n");

      Wire wire = new Wire(https(server), Scope.LOOPBACK, WireOptions.usual().withTls(Tls.ANY));
      for (int i = 0; i < 3; i++) {
        Exchange exchange = wire.send(GET);
        assertThat(exchange.response().text()).isEqualTo("encrypted");
        TlsDetails tls = exchange.tls();
        assertThat(tls.protocol()).isEqualTo("TLSv1.3");
        assertThat(tls.cipher()).startsWith("TLS_");
        assertThat(tls.distrust()).isNotNull();
        assertThat(tls.chain())
            .singleElement()
            .satisfies(one -> {
              assertThat(one.subject()).isEqualTo("CN=self made");
              assertThat(one.keyAlgorithm()).isEqualTo("EC");
              assertThat(one.keyBits()).isEqualTo(256);
              assertThat(one.names()).containsExactly("self.example");
            });
      }
    }
  }

  @Test
  void aServiceWithoutTlsAndOneThatHangsInTheHandshakeAreNamed() {
    try (RawServer plain =
            RawServer.talking(client -> RawServer.say(client, RawServer.http(200, "plain text")));
        RawServer silent =
            RawServer.talking(client -> {
              while (true) {
                Thread.sleep(100);
                RawServer.say(client, "\u0016");
                Thread.sleep(10_000);
              }
            })) {
      assertThat(WireConnectionTest.failure(new Wire(https(plain), Scope.LOOPBACK), GET))
          .startsWith("no TLS with 127.0.0.1: ");
      assertThat(
              WireConnectionTest.failure(
                  new Wire(https(silent), Scope.LOOPBACK, 1000, Duration.ofMillis(500)), GET))
          .isEqualTo("no answer within 0.5 s");
    }
  }
}
