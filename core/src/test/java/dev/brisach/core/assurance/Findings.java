package dev.brisach.core.assurance;

import dev.brisach.core.Asset;
import dev.brisach.core.Confidence;
import dev.brisach.core.Finding;
import dev.brisach.core.Severity;

/** Findings of tests. */
final class Findings {
  private Findings() {}

  static Finding.Builder at(Asset asset, Confidence confidence, int... cwes) {
    return at(asset, Severity.HIGH, confidence, cwes);
  }

  static Finding.Builder at(Asset asset, Severity severity, Confidence confidence, int... cwes) {
    return Finding.of("rule", severity, confidence)
        .cwe(cwes)
        .at(asset, null)
        .says("a defect", "a defect at " + asset)
        .identity("it");
  }
}
