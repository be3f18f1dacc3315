package dev.brisach.kit.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/** The curve P-256 (FIPS 186-5, SEC 2 section 2.4.2) and its keys. */
final class P256 {
  private static final int SIZE = 32;

  private P256() {}

  /** A public key of an uncompressed point (SEC 1, section 2.3.4) that lies on the curve. */
  static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    if (point.length != 1 + 2 * SIZE || point[0] != 4) {
      throw new KeyFault("the key's point has to be written uncompressed, in 65 bytes");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + SIZE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + SIZE, point.length));
    ECParameterSpec curve = curve();
    BigInteger p = prime(curve);
    if (x.compareTo(p) >= 0
        || y.compareTo(p) >= 0
        || !y.multiply(y).mod(p).equals(square(curve, x))) {
      throw new KeyFault("the key's point is not on the curve P-256");
    }
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }

  static byte[] point(PublicKey key) {
    ECPoint w = ((ECPublicKey) key).getW();
    byte[] point = new byte[1 + 2 * SIZE];
    point[0] = 4;
    fixed(w.getAffineX(), point, 1);
    fixed(w.getAffineY(), point, 1 + SIZE);
    return point;
  }

  static PrivateKey privateKey(byte[] number) throws GeneralSecurityException {
    return privateKey(new BigInteger(1, number));
  }

  static PrivateKey privateKey(BigInteger number) throws GeneralSecurityException {
    ECParameterSpec curve = curve();
    if (number.signum() <= 0 || number.compareTo(curve.getOrder()) >= 0) {
      throw new KeyFault("the private key is out of the range of P-256");
    }
    return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, curve));
  }

  /** The number as 32 bytes. */
  static byte[] number(PrivateKey key) {
    byte[] bytes = new byte[SIZE];
    fixed(((java.security.interfaces.ECPrivateKey) key).getS(), bytes, 0);
    return bytes;
  }

  /**
   * The public key of a private one. Key agreement with the base point gives the first coordinate
   * in the JDK's constant time; which of the two second coordinates it is, a trial tells.
   */
  static PublicKey publicOf(PrivateKey key) throws GeneralSecurityException {
    ECParameterSpec curve = curve();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(
        KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)),
        true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger p = prime(curve);
    BigInteger y = square(curve, x).modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    PublicKey one = of(curve, x, y);
    return Pairs.fit(Scheme.ECDSA_SHA256, key, one) ? one : of(curve, x, p.subtract(y));
  }

  /** Whether a key is one of this curve. */
  static boolean holds(@Nullable ECParameterSpec other) throws GeneralSecurityException {
    ECParameterSpec curve = curve();
    return other != null
        && curve.getCurve().equals(other.getCurve())
        && curve.getGenerator().equals(other.getGenerator())
        && curve.getOrder().equals(other.getOrder());
  }

  private static PublicKey of(ECParameterSpec curve, BigInteger x, BigInteger y)
      throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static BigInteger prime(ECParameterSpec curve) {
    return ((ECFieldFp) curve.getCurve().getField()).getP();
  }

  /** x³ + ax + b. */
  private static BigInteger square(ECParameterSpec curve, BigInteger x) {
    BigInteger p = prime(curve);
    return x.multiply(x)
        .add(curve.getCurve().getA())
        .multiply(x)
        .add(curve.getCurve().getB())
        .mod(p);
  }

  private static void fixed(BigInteger value, byte[] into, int at) {
    byte[] bytes = value.toByteArray();
    int skip = Math.max(0, bytes.length - SIZE);
    int length = bytes.length - skip;
    System.arraycopy(bytes, skip, into, at + SIZE - length, length);
  }
}
