package dev.brisach.code.secrets;

import dev.brisach.code.secrets.SecretRule.Signature;
import dev.brisach.core.Confidence;
import dev.brisach.core.Fingerprint;
import dev.brisach.core.Severity;
import dev.brisach.kit.scan.KeywordScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds credentials in bytes: one pass for the keywords of all rules, a closer look at each hit
 * within a bounded window, then the judgement of what was found. Immutable and safe for use by
 * several threads; equal input gives equal hits.
 */
public final class SecretScanner {
  /** Most looks at one keyword in one file; a file beyond it is generated data. */
  private static final int MOST_CANDIDATES = 2000;

  /** A line with more bytes beside the value than this was not written by a person. */
  private static final int LONG_LINE = 1500;

  private record Use(SecretRule rule, Signature signature) {}

  private record Found(Use use, Candidate candidate, boolean proved) {}

  private final List<SecretRule> rules;
  private final byte[] hmacKey;
  private final List<byte[]> keywords;
  private final List<List<Use>> uses;
  private final KeywordScanner scanner;

  /** A scanner for these rules; values are told apart under this key. */
  public SecretScanner(List<SecretRule> rules, byte[] hmacKey) {
    this.rules = List.copyOf(rules);
    this.hmacKey = hmacKey.clone();
    Map<String, List<Use>> byKeyword = new LinkedHashMap<>();
    for (SecretRule rule : rules) {
      for (Signature signature : rule.signatures()) {
        for (String keyword : signature.keywords()) {
          byKeyword.computeIfAbsent(keyword, _ -> new ArrayList<>()).add(new Use(rule, signature));
        }
      }
    }
    this.scanner = KeywordScanner.of(List.copyOf(byKeyword.keySet()));
    this.uses = byKeyword.values().stream().map(List::copyOf).toList();
    this.keywords =
        byKeyword.keySet().stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** The scanner with the rules that come with Brisach. */
  public static SecretScanner bundled(byte[] hmacKey) {
    return new SecretScanner(SecretRules.bundled(), hmacKey);
  }

  /** The rules it looks for. */
  public List<SecretRule> rules() {
    return rules;
  }

  /** The credentials of a text that stands somewhere else than in a file. */
  public List<SecretHit> scan(String text, String path) {
    return scan(text.getBytes(StandardCharsets.UTF_8), path);
  }

  /**
   * The credentials in a file with this path and content, by offset.
   *
   * @param path relative to the examined root; tells tests, documents and configuration apart
   */
  public List<SecretHit> scan(byte[] content, String path) {
    ByteText text = new ByteText(content);
    FileRole role = FileRole.of(path);
    List<Found> found = new ArrayList<>();
    scanner.scan(
        content,
        0,
        content.length,
        (keyword, start, end) -> {
          for (Use use : uses.get(keyword)) {
            if (use.signature().exactCase() && !exact(content, keywords.get(keyword), start)) {
              continue;
            }
            Found one = found.size() < MOST_CANDIDATES ? look(text, use, start, end, role) : null;
            if (one != null) {
              found.add(one);
            }
          }
        });
    return found.isEmpty() ? List.of() : hits(text, strongest(found), role);
  }

  private static boolean exact(byte[] content, byte[] keyword, int start) {
    for (int i = 0; i < keyword.length; i++) {
      if (content[start + i] != keyword[i]) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Found look(ByteText text, Use use, int start, int end, FileRole role) {
    Signature signature = use.signature();
    Candidate candidate = signature.verifier().verify(text, start, end, role);
    if (candidate == null || !near(text, signature, candidate)) {
      return null;
    }
    String value = text.text(candidate.from(), candidate.to());
    if ((signature.entropy() > 0 && Rarity.entropy(value) < signature.entropy())
        || madeUpWords(signature.choice(), value)) {
      return null;
    }
    if (inExample(text, candidate, value) || (signature.random() && !Rarity.isRandom(value))) {
      return null;
    }
    return new Found(use, candidate, signature.checksum().proves(value));
  }

  /** The value is cut by the seam that examples of rule files hold. */
  private static boolean inExample(ByteText text, Candidate candidate, String value) {
    String seam = RuleReader.SEAM;
    return value.contains(seam)
        || text.startsWith(seam, candidate.to())
        || text.startsWith(seam, candidate.from() - seam.length());
  }

  private static boolean madeUpWords(SecretRule.Choice choice, String value) {
    return switch (choice) {
      case TOKEN -> Placeholders.standsFor(value);
      case PASSWORD -> Placeholders.standsForPassword(value);
      case ALL -> false;
    };
  }

  private static boolean near(ByteText text, Signature signature, Candidate candidate) {
    if (signature.near().isEmpty()) {
      return true;
    }
    for (String word : signature.near()) {
      if (text.contains(
          word, candidate.from() - signature.reach(), candidate.to() + signature.reach())) {
        return true;
      }
    }
    return false;
  }

  /** Of candidates that overlap the one of the lowest rank stays, then the longest. */
  private static List<Found> strongest(List<Found> found) {
    List<Found> ranked = new ArrayList<>(found);
    ranked.sort(
        Comparator.comparing((Found one) -> !one.proved())
            .thenComparingInt(one -> one.use().rule().rank())
            .thenComparingInt(one -> one.candidate().from() - one.candidate().to())
            .thenComparing(one -> one.use().rule().id())
            .thenComparingInt(one -> one.candidate().from()));
    java.util.TreeMap<Integer, Found> kept = new java.util.TreeMap<>();
    for (Found one : ranked) {
      Candidate candidate = one.candidate();
      Map.Entry<Integer, Found> before = kept.lowerEntry(candidate.to());
      if (before == null || before.getValue().candidate().to() <= candidate.from()) {
        kept.put(candidate.from(), one);
      }
    }
    return List.copyOf(kept.values());
  }

  private List<SecretHit> hits(ByteText text, List<Found> found, FileRole role) {
    List<SecretHit> hits = new ArrayList<>();
    int line = 1;
    int counted = 0;
    for (Found one : found) {
      Candidate candidate = one.candidate();
      for (; counted < candidate.from(); counted++) {
        line += text.at(counted) == '\n' ? 1 : 0;
      }
      SecretHit hit = hit(text, one, found, line, role);
      if (hit != null) {
        hits.add(hit);
      }
    }
    return hits;
  }

  private @Nullable SecretHit hit(
      ByteText text, Found one, List<Found> all, int line, FileRole role) {
    Candidate candidate = one.candidate();
    SecretRule rule = one.use().rule();
    Signature signature = one.use().signature();
    String value = text.text(candidate.from(), candidate.to());
    boolean issued = one.proved() && signature.checksum() == Checksum.CRC32_BASE62;
    boolean madeUp =
        signature.choice() == SecretRule.Choice.TOKEN
            && !one.proved()
            && Placeholders.looksMadeUp(value);
    if ((role.sample() && (madeUp || !rule.samples()))
        || (rule.rank() > 0 && inLongLine(text, candidate))) {
      return null;
    }
    Confidence confidence = one.proved() ? Confidence.PROVED : rule.confidence();
    Severity severity = rule.severity();
    if ((!issued && signature.checksum() == Checksum.CRC32_BASE62) || madeUp) {
      confidence = Confidence.HEURISTIC;
    }
    if (role.sample() && !issued) {
      if (confidence == Confidence.HEURISTIC) {
        return null;
      }
      confidence = lower(confidence);
      severity = severity.compareTo(Severity.LOW) < 0 ? Severity.LOW : severity;
    } else if (madeUp) {
      severity = severity.compareTo(Severity.MEDIUM) < 0 ? Severity.MEDIUM : severity;
    }
    return new SecretHit(
        rule,
        candidate.from(),
        candidate.to() - candidate.from(),
        line,
        candidate.name(),
        masked(text, candidate, all),
        Mask.preview(value),
        Mask.hmac(hmacKey, value),
        severity,
        confidence);
  }

  /** Minified code and data in one line: names there say little. */
  private static boolean inLongLine(ByteText text, Candidate candidate) {
    int from = candidate.from();
    while (candidate.from() - from < LONG_LINE && from > 0 && text.at(from - 1) != '\n') {
      from--;
    }
    int to = candidate.to();
    while (to - candidate.to() < LONG_LINE && to < text.length() && text.at(to) != '\n') {
      to++;
    }
    return candidate.from() - from + to - candidate.to() >= LONG_LINE;
  }

  private static Confidence lower(Confidence confidence) {
    return confidence == Confidence.PROVED ? Confidence.LIKELY : Confidence.HEURISTIC;
  }

  /** The line of a candidate, at most 200 bytes each side, with all values left out. */
  private static String masked(ByteText text, Candidate candidate, List<Found> all) {
    int from = text.lineStart(candidate.from(), 200);
    int to =
        Math.max(
            candidate.from(),
            text.lineEnd(candidate.from(), candidate.to() - candidate.from() + 200));
    StringBuilder line = new StringBuilder();
    int at = from;
    for (Found one : all) {
      Candidate other = one.candidate();
      if (other.to() > at && other.from() < to) {
        if (other.from() > at) {
          line.append(text.text(at, other.from()));
        }
        line.append('…');
        at = other.to();
      }
    }
    if (at < to) {
      line.append(text.text(at, to));
    }
    return Fingerprint.normalise(line.toString());
  }
}
