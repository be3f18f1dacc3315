package dev.brisach.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One concrete defect behind a breach.
 *
 * @param rule id of the rule or check that saw it
 * @param asset the physical fact that has the defect
 * @param digest content digest of the asset when it was seen, where known
 * @param message what is wrong at this very place, without any credential
 * @param fix what to do, in words or as replacement text
 * @param path how it comes about, source first; may be empty
 * @param details further words by CONTRACT field name: {@code endpoint}, {@code parameter}, {@code
 *     purl}, {@code advisory}, {@code preview}, {@code hmac} …
 * @param proof requests that show it again, for what was seen at a running service
 * @param fingerprint versioned, stable when lines move; see {@link Fingerprint}
 */
public record Finding(
    String rule,
    Severity severity,
    Confidence confidence,
    List<Weakness> weaknesses,
    Asset asset,
    @Nullable String digest,
    @Nullable Location location,
    String title,
    String message,
    @Nullable String fix,
    @Nullable Lesson lesson,
    List<Step> path,
    SortedMap<String, String> details,
    @Nullable Proof proof,
    String fingerprint) {
  public Finding {
    if (weaknesses.isEmpty() || title.isBlank() || !fingerprint.startsWith("v1:")) {
      throw new IllegalArgumentException("A finding names weakness, title, fingerprint: " + rule);
    }
    if (asset.kind().isModel()) {
      throw new IllegalArgumentException("A finding stands at a physical fact, not " + asset);
    }
    weaknesses = weaknesses.stream().sorted().distinct().toList();
    path = List.copyOf(path);
    details = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** The short id in output: stable, and unique with overwhelming likelihood. */
  public String id() {
    return "F-" + fingerprint.substring(3, 15);
  }

  /** This finding with the content digest of its asset. */
  public Finding withDigest(String seen) {
    return new Finding(
        rule,
        severity,
        confidence,
        weaknesses,
        asset,
        seen,
        location,
        title,
        message,
        fix,
        lesson,
        path,
        details,
        proof,
        fingerprint);
  }

  /**
   * This finding at the place in the source that it comes from; where it pointed at before, such as
   * the operation in an API file, is kept as the detail {@code described}.
   */
  public Finding tracedTo(Location source) {
    TreeMap<String, String> more = new TreeMap<>(details);
    if (location != null) {
      more.putIfAbsent("described", location.toString());
    }
    return new Finding(
        rule,
        severity,
        confidence,
        weaknesses,
        asset,
        digest,
        source,
        title,
        message,
        fix,
        lesson,
        path,
        more,
        proof,
        fingerprint);
  }

  /** Starts a finding of a rule. */
  public static Builder of(String rule, Severity severity, Confidence confidence) {
    return new Builder(rule, severity, confidence);
  }

  /** Collects the parts of a finding; asset, weakness, title and fingerprint parts are required. */
  public static final class Builder {
    private final String rule;
    private final Severity severity;
    private final Confidence confidence;
    private final List<Weakness> weaknesses = new ArrayList<>();
    private final List<Step> path = new ArrayList<>();
    private final TreeMap<String, String> details = new TreeMap<>();
    private @Nullable Asset asset;
    private @Nullable String digest;
    private @Nullable Location location;
    private String title = "";
    private String message = "";
    private @Nullable String fix;
    private @Nullable Lesson lesson;
    private @Nullable Proof proof;
    private String fingerprint = "";

    private Builder(String rule, Severity severity, Confidence confidence) {
      this.rule = rule;
      this.severity = severity;
      this.confidence = confidence;
    }

    /** Adds weaknesses. */
    public Builder weaknesses(List<Weakness> more) {
      weaknesses.addAll(more);
      return this;
    }

    /** Adds CWE numbers. */
    public Builder cwe(int... numbers) {
      for (int number : numbers) {
        weaknesses.add(Weakness.cwe(number));
      }
      return this;
    }

    /** The defect is in this file at this line (1-based). */
    public Builder at(String file, int line) {
      return at(Asset.file(file), Location.line(file, line));
    }

    /** The defect is at this asset, seen at this place. */
    public Builder at(Asset asset, @Nullable Location location) {
      this.asset = asset;
      this.location = location;
      return this;
    }

    /** The content digest of the asset, where the engine cannot know it. */
    public Builder digest(String digest) {
      this.digest = digest;
      return this;
    }

    /** Title (the kind of defect) and message (this very one). */
    public Builder says(String title, String message) {
      this.title = title;
      this.message = message;
      return this;
    }

    /** What to do. */
    public Builder fix(String fix) {
      this.fix = fix;
      return this;
    }

    /** The guidance card. */
    public Builder lesson(Lesson lesson) {
      this.lesson = lesson;
      return this;
    }

    /** The requests that show it again. */
    public Builder proof(Proof proof) {
      this.proof = proof;
      return this;
    }

    /** Adds a step of the path. */
    public Builder step(Step step) {
      path.add(step);
      return this;
    }

    /** Adds a further word by its field name in machine output. */
    public Builder detail(String name, String value) {
      details.put(name, value);
      return this;
    }

    /**
     * What identifies the finding besides rule and asset: symbols and normalised code, no lines.
     */
    public Builder identity(String... parts) {
      this.fingerprint =
          Fingerprint.of(rule, asset == null ? "" : asset.toString(), String.join("\u0000", parts));
      return this;
    }

    /** The finished finding; throws {@link IllegalArgumentException} where a part is missing. */
    public Finding build() {
      if (asset == null) {
        throw new IllegalArgumentException("A finding needs its asset: " + rule);
      }
      return new Finding(
          rule,
          severity,
          confidence,
          weaknesses,
          asset,
          digest,
          location,
          title,
          message,
          fix,
          lesson,
          path,
          details,
          proof,
          fingerprint);
    }
  }
}
