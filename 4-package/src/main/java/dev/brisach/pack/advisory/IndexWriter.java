package dev.brisach.pack.advisory;

import dev.brisach.core.Severity;
import dev.brisach.pack.advisory.OsvRecord.Affected;
import dev.brisach.pack.advisory.OsvRecord.Interval;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Collects records and lays them out as {@link IndexFormat} says; equal input gives equal bytes.
 */
final class IndexWriter {
  /** Counts records without a package (only commits of a repository are named). */
  static final String NO_PACKAGE = "GIT";

  private record Entry(int advisory, Affected affected) {}

  private record Key(String ecosystem, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byHash =
          Long.compare(
              IndexFormat.hash(ecosystem, name), IndexFormat.hash(other.ecosystem, other.name));
      if (byHash != 0) {
        return byHash;
      }
      int byEcosystem = ecosystem.compareTo(other.ecosystem);
      return byEcosystem != 0 ? byEcosystem : name.compareTo(other.name);
    }
  }

  private final Bytes advisories = new Bytes();
  private final Map<Key, List<Entry>> packages = new TreeMap<>();
  private final TreeMap<String, Integer> counts = new TreeMap<>();
  private final TreeMap<String, Long> dates = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final TreeSet<String> exploited = new TreeSet<>();
  private long newest;
  private int rejected;

  /** Adds a record; one whose id was seen before is passed over. */
  void add(OsvRecord record) {
    if (!ids.add(record.id())) {
      return;
    }
    newest = Math.max(newest, record.modified());
    Set<String> ecosystems = new TreeSet<>();
    record.affected().forEach(affected -> ecosystems.add(base(affected.ecosystem())));
    if (ecosystems.isEmpty()) {
      ecosystems.add(NO_PACKAGE);
    }
    for (String ecosystem : ecosystems) {
      counts.merge(ecosystem, 1, Integer::sum);
      dates.merge(ecosystem, record.modified(), Math::max);
    }
    if (record.withdrawn() || record.affected().isEmpty()) {
      return;
    }
    int at = advisory(record);
    for (Affected affected : record.affected()) {
      if (!affected.intervals().isEmpty() || !affected.versions().isEmpty()) {
        packages
            .computeIfAbsent(new Key(affected.ecosystem(), affected.name()), _ -> new ArrayList<>())
            .add(new Entry(at, affected));
      }
    }
  }

  void reject() {
    rejected++;
  }

  void exploited(Iterable<String> cves) {
    cves.forEach(exploited::add);
  }

  int records() {
    return ids.size();
  }

  int rejected() {
    return rejected;
  }

  Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  private int advisory(OsvRecord record) {
    int at = advisories.size();
    Severity severity = record.severity();
    advisories.text(record.id()).texts(record.aliases()).number(record.cwes().size());
    record.cwes().forEach(advisories::number);
    advisories
        .text(record.summary())
        .number(severity == null ? 0 : 1)
        .text((severity == null ? Severity.MEDIUM : severity).word())
        .text(record.informational() == null ? "" : record.informational())
        .number(record.modified());
    return at;
  }

  /** The whole file. */
  byte[] toBytes() {
    Bytes body = new Bytes();
    ByteBuffer keys = ByteBuffer.allocate(packages.size() * IndexFormat.KEY);
    packages.forEach((key, entries) -> {
      keys.putLong(IndexFormat.hash(key.ecosystem, key.name)).putInt(body.size());
      body.text(key.ecosystem).text(key.name).number(entries.size());
      entries.forEach(entry -> entry(entry, body));
    });
    Bytes facts = facts();
    int packagesAt = IndexFormat.HEADER + keys.capacity();
    int advisoriesAt = Math.addExact(packagesAt, body.size());
    int factsAt = Math.addExact(advisoriesAt, advisories.size());
    ByteBuffer all = ByteBuffer.allocate(Math.addExact(factsAt, facts.size()));
    all.position(IndexFormat.HEADER);
    all.put(keys.array()).put(body.toArray()).put(advisories.toArray()).put(facts.toArray());
    CRC32C crc = new CRC32C();
    crc.update(all.array(), IndexFormat.HEADER, all.capacity() - IndexFormat.HEADER);
    all.position(0);
    all.putLong(IndexFormat.MAGIC)
        .putInt(IndexFormat.FORMAT)
        .putLong(all.capacity())
        .putInt((int) crc.getValue())
        .putInt(packages.size())
        .putInt(IndexFormat.HEADER)
        .putInt(packagesAt)
        .putInt(advisoriesAt)
        .putInt(factsAt);
    return all.array();
  }

  private static void entry(Entry entry, Bytes body) {
    Affected affected = entry.affected;
    body.number(entry.advisory).number(affected.uncertain() ? 1 : 0);
    body.number(affected.intervals().size());
    for (Interval interval : affected.intervals()) {
      body.text(interval.from()).number(interval.end().code()).text(interval.to());
    }
    body.texts(affected.versions()).texts(affected.fixed()).texts(affected.imports());
  }

  private Bytes facts() {
    Bytes facts = new Bytes();
    facts.number(ids.size()).number(rejected).number(newest).number(counts.size());
    counts.forEach(
        (name, count) -> facts.text(name).number(count).number(dates.getOrDefault(name, 0L)));
    return facts.texts(exploited);
  }

  /** The ecosystem without its release ({@code Debian:12}). */
  static String base(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
  }
}
