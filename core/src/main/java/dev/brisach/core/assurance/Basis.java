package dev.brisach.core.assurance;

import dev.brisach.core.AssetKind;
import dev.brisach.core.Digests;
import dev.brisach.core.Finding;
import dev.brisach.core.Run;
import dev.brisach.core.Severity;
import dev.brisach.core.Threat;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a decision on a target rests on, as it stands now.
 *
 * <p>For a finding that is the finding itself; for a threat all standing findings that match it.
 * Each is named by its short id with a hash: {@code sha256:} and SHA-256 over the RFC 8785 form of
 * the sorted, distinct objects {@code {asset, confidence, content?, fingerprint, rule,
 * weaknesses}}, one for each sweep that reports it. {@code content} is the digest of a file or
 * image; the digest of what is deployed behind an endpoint is left out, since each deployment would
 * void every decision on it, as is the severity, which is compared by itself.
 *
 * @param target the short id of the finding, or the threat's id
 * @param severity the worst of finding and threats
 * @param evidence hash by short id
 */
public record Basis(
    String target, String title, Severity severity, SortedMap<String, String> evidence) {
  public Basis {
    evidence = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /** The basis of a standing finding (short id or fingerprint) or of a threat; else empty. */
  public static Optional<Basis> of(State state, List<Run> runs, String target) {
    Graph graph = new Graph(state, runs);
    List<Threat> threats = Matrix.sorted(state.model());
    Join join = new Join(graph.world(), threats, graph.fold());
    List<Standing> standing = graph.fold().standing();
    List<Standing> named = standing.stream().filter(one -> isNamed(one, target)).toList();
    if (!named.isEmpty()) {
      Finding first = named.getFirst().finding();
      return Optional.of(new Basis(first.id(), first.title(), join.worst(named), evidence(named)));
    }
    for (int i = 0; i < threats.size(); i++) {
      if (threats.get(i).id().equals(target)) {
        List<Standing> matching = join.matching(i, standing);
        return Optional.of(
            new Basis(target, threats.get(i).title(), join.worst(i, standing), evidence(matching)));
      }
    }
    return Optional.empty();
  }

  /** How long a decision on it may hold. */
  public Duration longest() {
    return Judgements.longest(severity);
  }

  /** How many approvals by others than its author a decision on it needs. */
  public int approvals() {
    return Judgements.approvals(severity);
  }

  static boolean isNamed(Standing standing, String target) {
    return standing.finding().id().equals(target)
        || standing.finding().fingerprint().equals(target);
  }

  /** Hashes of standing findings by short id. */
  static SortedMap<String, String> evidence(Collection<Standing> standing) {
    TreeMap<String, TreeSet<String>> seen = new TreeMap<>();
    for (Standing one : standing) {
      seen.computeIfAbsent(one.finding().id(), any -> new TreeSet<>()).add(words(one.finding()));
    }
    SortedMap<String, String> hashes = new TreeMap<>();
    seen.forEach((id, words) -> hashes.put(id, hash(words)));
    return hashes;
  }

  private static String words(Finding finding) {
    AssetKind kind = finding.asset().kind();
    boolean hasContent = kind == AssetKind.FILE || kind == AssetKind.IMAGE;
    Json.Obj all =
        Json.object()
            .put("asset", finding.asset().toString())
            .put("confidence", finding.confidence().word())
            .put("content", hasContent ? finding.digest() : null)
            .put("fingerprint", finding.fingerprint())
            .put("rule", finding.rule())
            .put("weaknesses", finding.weaknesses())
            .build();
    return new String(JsonWriter.canonical(all), StandardCharsets.UTF_8);
  }

  private static String hash(TreeSet<String> words) {
    List<String> all = new ArrayList<>(words);
    String text = "[" + String.join(",", all) + "]";
    return "sha256:" + Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands now and was not there, or was otherwise, when a decision was made; in words. */
  static List<String> changes(SortedMap<String, String> then, SortedMap<String, String> now) {
    List<String> changes = new ArrayList<>();
    now.forEach((id, hash) -> {
      String before = then.get(id);
      if (before == null) {
        changes.add(id + " is new since");
      } else if (!Objects.equals(before, hash)) {
        changes.add(id + " has changed since");
      }
    });
    return changes;
  }
}
