package dev.brisach.kit.wire;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an encrypted connection.
 *
 * @param protocol as the JDK names it, such as {@code TLSv1.3}
 * @param cipher the suite's IANA name
 * @param chain the service's certificate first, at most ten
 * @param distrust why the certificate would not be trusted, or null where it is
 */
public record TlsDetails(
    String protocol, String cipher, List<Certificate> chain, @Nullable String distrust) {
  public TlsDetails {
    chain = List.copyOf(chain);
  }

  /**
   * One certificate of a chain.
   *
   * @param keyBits length of the key, 0 where it is not told
   * @param names the subject's alternative names of hosts and addresses
   */
  public record Certificate(
      String subject,
      String issuer,
      Instant from,
      Instant until,
      String keyAlgorithm,
      int keyBits,
      String signatureAlgorithm,
      List<String> names) {
    public Certificate {
      names = List.copyOf(names);
    }

    static Certificate of(X509Certificate certificate) {
      return new Certificate(
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant(),
          certificate.getPublicKey().getAlgorithm(),
          bits(certificate.getPublicKey()),
          certificate.getSigAlgName(),
          names(certificate));
    }

    private static int bits(java.security.PublicKey key) {
      return switch (key) {
        case java.security.interfaces.RSAKey rsa -> rsa.getModulus().bitLength();
        case java.security.interfaces.ECKey ec -> ec.getParams().getOrder().bitLength();
        case java.security.interfaces.DSAKey dsa -> dsa.getParams().getP().bitLength();
        case java.security.PublicKey _ -> 0;
      };
    }

    private static List<String> names(X509Certificate certificate) {
      try {
        var names = certificate.getSubjectAlternativeNames();
        return names == null
            ? List.of()
            : names.stream()
                .filter(name -> name.get(1) instanceof String)
                .map(name -> (String) name.get(1))
                .toList();
      } catch (java.security.cert.CertificateParsingException e) {
        return List.of();
      }
    }
  }
}
