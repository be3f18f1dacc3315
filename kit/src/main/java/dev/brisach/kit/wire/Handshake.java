package dev.brisach.kit.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Puts TLS on a connected socket. */
final class Handshake {
  private static final int MAX_CHAIN = 10;

  private Handshake() {}

  /** An encrypted socket over a plain one. */
  record Secured(SSLSocket socket, TlsDetails details) {}

  static Secured over(Socket plain, String host, int port, Tls tls, Deadline deadline)
      throws IOException, WireException {
    Witness witness = tls == Tls.ANY ? new Witness(system()) : null;
    try {
      SSLSocket socket =
          (SSLSocket) factory(witness).createSocket(plain, host, port, /* autoClose= */ true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(deadline.left());
      socket.startHandshake();
      return new Secured(socket, details(socket.getSession(), witness));
    } catch (SSLException e) {
      if (deadline.passed()) {
        SocketTimeoutException late = new SocketTimeoutException("the time is up");
        late.initCause(e);
        throw late;
      }
      throw new WireException(words(host, e));
    }
  }

  private static String words(String host, SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return "the certificate of " + host + " is not trusted: " + line(rooted(cause));
      }
    }
    return "no TLS with " + host + ": " + line(e);
  }

  private static Throwable rooted(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(Throwable problem) {
    return ResponseReader.shown(String.valueOf(problem.getMessage()));
  }

  private static SSLSocketFactory factory(@Nullable Witness witness) throws IOException {
    if (witness == null) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {witness}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS in this Java: " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager system() throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new IOException("this Java trusts nobody");
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS in this Java: " + e.getMessage(), e);
    }
  }

  private static TlsDetails details(SSLSession session, @Nullable Witness witness)
      throws SSLException {
    List<TlsDetails.Certificate> chain = new ArrayList<>();
    for (var certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509 && chain.size() < MAX_CHAIN) {
        chain.add(TlsDetails.Certificate.of(x509));
      }
    }
    return new TlsDetails(
        session.getProtocol(),
        session.getCipherSuite(),
        chain,
        witness == null ? null : witness.distrust);
  }

  /** Accepts every certificate and remembers what the system's own judge said of it. */
  private static final class Witness extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private volatile @Nullable String distrust;

    Witness(X509ExtendedTrustManager judge) {
      this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
      try {
        judge.checkServerTrusted(chain, kind, socket);
      } catch (CertificateException e) {
        distrust = line(rooted(e));
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
        throws CertificateException {
      judge.checkServerTrusted(chain, kind, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      judge.checkServerTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
        throws CertificateException {
      judge.checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
        throws CertificateException {
      judge.checkClientTrusted(chain, kind, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      judge.checkClientTrusted(chain, kind);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
