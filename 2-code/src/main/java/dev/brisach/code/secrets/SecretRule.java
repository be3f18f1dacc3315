package dev.brisach.code.secrets;

import dev.brisach.core.Confidence;
import dev.brisach.core.Severity;
import dev.brisach.core.Weakness;
import dev.brisach.kit.rules.Example;
import java.util.List;

/**
 * A kind of credential: how it is recognised, and what it means to lose it. Read from one YAML
 * file.
 *
 * @param id {@code code.secrets.<name>}
 * @param title what was found, in words
 * @param what the credential in a sentence: {@code a GitHub token}
 * @param why what who finds it can do
 * @param fix how to withdraw it
 * @param rank of rules that find the same value the one with the lowest rank speaks
 * @param samples false where the rule is silent in tests, fixtures and documents
 */
public record SecretRule(
    String id,
    String title,
    String what,
    String why,
    String fix,
    Severity severity,
    Confidence confidence,
    List<Weakness> weaknesses,
    int rank,
    boolean samples,
    List<Signature> signatures,
    List<Example> examples) {
  public SecretRule {
    weaknesses = List.copyOf(weaknesses);
    signatures = List.copyOf(signatures);
    examples = List.copyOf(examples);
    if (signatures.isEmpty() || weaknesses.isEmpty()) {
      throw new IllegalArgumentException("A secret rule has signatures and weaknesses: " + id);
    }
  }

  /** Who chose the value, and so which made-up values there are. */
  enum Choice {
    /** A machine: placeholders hold words, which tokens do not. */
    TOKEN,
    /** A person: placeholders are whole words such as {@code test}. */
    PASSWORD,
    /** Nothing is left out. */
    ALL
  }

  /**
   * One way in which the credential looks.
   *
   * @param keywords literals of which one stands in or beside it
   * @param exactCase true where the keywords count in their own case only
   * @param near words of which one must stand within {@code reach} bytes; empty: no such demand
   * @param entropy the least entropy of the value in bits per character
   * @param random true where the value must look drawn at random
   * @param choice which made-up values are left out
   */
  record Signature(
      List<String> keywords,
      boolean exactCase,
      Verifier verifier,
      Checksum checksum,
      List<String> near,
      int reach,
      double entropy,
      Choice choice,
      boolean random) {
    Signature {
      keywords = List.copyOf(keywords);
      near = List.copyOf(near);
    }
  }
}
