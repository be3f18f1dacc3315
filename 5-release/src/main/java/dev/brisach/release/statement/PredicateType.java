package dev.brisach.release.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of claim whose content is understood. */
public enum PredicateType {
  /** How it was built: SLSA provenance v1. */
  PROVENANCE("provenance", "https://slsa.dev/provenance/v1"),
  /** What is in it: CycloneDX. */
  CYCLONEDX("cyclonedx", "https://cyclonedx.org/bom"),
  /** What is in it: SPDX 2. */
  SPDX("spdx", "https://spdx.dev/Document"),
  /** Which known vulnerabilities concern it: OpenVEX. */
  OPENVEX("openvex", "https://openvex.dev/ns"),
  /** Whether its tests passed: in-toto's test-result. */
  TEST_RESULT("test-result", "https://in-toto.io/attestation/test-result/v0.1"),
  /** What a gate of ours said of it. */
  GATE_VERDICT("gate-verdict", "https://brisach.dev/gate-verdict/v1"),
  /** What somebody else's verification said of it: SLSA's verification summary v1. */
  VSA("vsa", "https://slsa.dev/verification_summary/v1");

  private final String word;
  private final String uri;

  PredicateType(String word, String uri) {
    this.word = word;
    this.uri = uri;
  }

  /** The short word of the command line. */
  public String word() {
    return word;
  }

  /** The URI which is written. */
  public String uri() {
    return uri;
  }

  /** The kind of this URI; those of SBOM and VEX may have a version behind them; null if none. */
  public static @Nullable PredicateType of(String uri) {
    for (PredicateType type : values()) {
      boolean versioned = type == CYCLONEDX || type == SPDX || type == OPENVEX;
      if (uri.equals(type.uri) || (versioned && uri.startsWith(type.uri + "/v"))) {
        return type;
      }
    }
    return null;
  }

  /** The URI of a short word; a URI stays itself. */
  public static String uri(String wordOrUri) {
    for (PredicateType type : values()) {
      if (type.word.equals(wordOrUri)) {
        return type.uri;
      }
    }
    return wordOrUri;
  }

  /** All short words. */
  public static List<String> words() {
    return java.util.Arrays.stream(values()).map(PredicateType::word).toList();
  }
}
