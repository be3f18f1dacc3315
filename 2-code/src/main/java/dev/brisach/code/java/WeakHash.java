package dev.brisach.code.java;

import dev.brisach.code.java.flow.Call;
import dev.brisach.code.java.flow.JavaFlow;
import dev.brisach.code.java.flow.Part;
import dev.brisach.code.java.flow.Value;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Recorder;
import dev.brisach.core.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A broken digest (CWE-328), and a password put through a fast one (CWE-916).
 *
 * <p>Names around the call say what the digest is for. Where they say checksum, cache key, ETag or
 * another use that no attacker gains from, nothing is reported.
 */
final class WeakHash extends JavaCheck {
  private static final Set<String> BROKEN =
      Set.of("MD2", "MD4", "MD5", "SHA", "SHA-1", "SHA1", "SHA-0");
  private static final Set<String> FAST =
      Set.of(
          "SHA-224",
          "SHA-256",
          "SHA-384",
          "SHA-512",
          "SHA256",
          "SHA512",
          "SHA-512/256",
          "SHA3-256",
          "SHA3-512");
  private static final Set<String> PASSWORD =
      Set.of("password", "passwd", "pwd", "passphrase", "passwords");
  private static final Set<String> SIGNING =
      Set.of("token", "signature", "sign", "hmac", "key", "cookie", "digest", "fingerprint");
  private static final Set<String> SLOW =
      Set.of("pbkdf", "pbkdf2", "bcrypt", "scrypt", "argon", "iterations", "legacy", "scram");
  private static final Set<String> SECURITY =
      Set.of(
          "token",
          "signature",
          "secret",
          "auth",
          "hmac",
          "login",
          "salt",
          "session",
          "nonce",
          "csrf",
          "otp",
          "certificate",
          "license");
  private static final Set<String> HARMLESS =
      Set.of(
          "checksum",
          "etag",
          "cache",
          "fingerprint",
          "gravatar",
          "uuid",
          "git",
          "blob",
          "crc",
          "dedup",
          "duplicate",
          "revision",
          "version",
          "partition",
          "bucket",
          "shard",
          "consistent",
          "avatar",
          "websocket",
          "handshake",
          "jar",
          "download",
          "maven",
          "file",
          "files",
          "stream",
          "content",
          "index",
          "indexer",
          "digester",
          "artifact",
          "thumbprint",
          "websockets",
          "scram",
          "ntlm",
          "checksums");
  private static final Set<String> HARMLESS_WITHIN = Set.of("cache", "etag", "checksum", "scram");
  private static final Map<String, String> METHODS =
      Map.of(
          "md5",
          "MD5",
          "md5Hex",
          "MD5",
          "sha1",
          "SHA-1",
          "sha1Hex",
          "SHA-1",
          "sha",
          "SHA-1",
          "shaHex",
          "SHA-1",
          "md2Hex",
          "MD2",
          "md5DigestAsHex",
          "MD5",
          "md5Digest",
          "MD5",
          "getMd5Digest",
          "MD5");
  private static final Set<String> CLASSES = Set.of("DigestUtils", "Hashing");

  WeakHash() {
    super(
        "weak-hash",
        1,
        "Broken or too fast hash",
        List.of("MessageDigest", "DigestUtils", "Hashing"),
        328,
        916);
  }

  @Override
  protected void look(JavaFlow flow, Recorder recorder) {
    for (Call call : flow.calls()) {
      String algorithm = algorithm(call);
      if (algorithm == null) {
        continue;
      }
      String near = near(flow, call);
      String around = near + " " + call.scope().type() + " " + fileName(flow);
      boolean broken = BROKEN.contains(algorithm);
      if (Names.any(near, PASSWORD)
          && !slow(flow, call, around)
          && (broken || !Names.any(near, SIGNING))) {
        recorder.finding(report(flow, call, algorithm, true, broken, true));
      } else if (broken) {
        boolean security = Names.any(near, SECURITY);
        boolean harmless = Names.any(around, HARMLESS) || within(flow, call, HARMLESS_WITHIN);
        boolean named = Names.any(call.scope().methodName(), HARMLESS);
        if (!named && (security || !harmless)) {
          boolean said = security || Names.any(around, SECURITY);
          recorder.finding(report(flow, call, algorithm, false, true, said));
        }
      }
    }
  }

  private static boolean slow(JavaFlow flow, Call call, String around) {
    return Names.any(around, SLOW) || within(flow, call, SLOW);
  }

  private static boolean within(JavaFlow flow, Call call, Set<String> words) {
    return call.scope().method() != null
        && Names.any(flow.unit().code(call.scope().method()), words);
  }

  private static String fileName(JavaFlow flow) {
    String file = flow.unit().file().path();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static @Nullable String algorithm(Call call) {
    if (call.name().equals("getInstance") && call.type().equals("MessageDigest")) {
      return known(call.arg(0));
    }
    return CLASSES.contains(call.type()) ? METHODS.get(call.name()) : null;
  }

  private static @Nullable String known(Value value) {
    for (Object constant : value.constants()) {
      String name = constant.toString().toUpperCase(Locale.ROOT);
      if (BROKEN.contains(name) || FAST.contains(name)) {
        return name;
      }
    }
    List<Part> parts = value.parts();
    String fallback =
        parts.size() == 1 && parts.getFirst().fixed()
            ? parts.getFirst().text().toUpperCase(Locale.ROOT)
            : "";
    return BROKEN.contains(fallback) ? fallback : null;
  }

  /** The names of method and parameters around the call, and of what is hashed. */
  private static String near(JavaFlow flow, Call call) {
    StringBuilder names = new StringBuilder(call.scope().methodName());
    if (call.scope().method() != null) {
      call.scope().method().getParameters().forEach(p -> names.append(' ').append(p.getName()));
    }
    for (Call other : flow.calls()) {
      boolean hashes =
          other.scope().equals(call.scope())
              && (other.name().equals("digest")
                  || other.name().equals("update")
                  || other.equals(call));
      if (hashes) {
        other.argTrees().forEach(a -> names.append(' ').append(flow.unit().code(a, 80)));
      }
    }
    return names.toString();
  }

  private Finding report(
      JavaFlow flow,
      Call call,
      String algorithm,
      boolean password,
      boolean broken,
      boolean security) {
    String message =
        password
            ? "A password is hashed with "
                + algorithm
                + ", made to be fast: billions of guesses"
                + " a second once the table leaks."
            : algorithm
                + " no longer resists collisions; two inputs with the same hash are made"
                + " in "
                + (algorithm.startsWith("MD") ? "seconds." : "days.")
                + (security ? "" : " Nothing here says what it is used for.");
    String code = flow.unit().code(call.tree(), 100);
    Map<String, String> words =
        Map.of(
            "algorithm",
            algorithm,
            "call",
            code,
            "method",
            call.scope().methodName(),
            "replaced",
            replaced(code, algorithm));
    String variant = password ? "password" : "default";
    Finding.Builder finding =
        finding(
                flow.unit(),
                call.tree(),
                call.scope().symbol(),
                password ? Severity.HIGH : security ? Severity.MEDIUM : Severity.LOW,
                security ? Confidence.LIKELY : Confidence.HEURISTIC,
                message)
            .lesson(card().fill(variant, words))
            .fix(card().fill(variant, words).replacement());
    if (broken) {
      finding.cwe(328);
    }
    return password ? finding.cwe(916).build() : finding.build();
  }

  private static String replaced(String code, String algorithm) {
    int at = code.toUpperCase(Locale.ROOT).indexOf("\"" + algorithm + "\"");
    return at < 0
        ? "MessageDigest.getInstance(\"SHA-256\")"
        : code.substring(0, at) + "\"SHA-256\"" + code.substring(at + algorithm.length() + 2);
  }
}
