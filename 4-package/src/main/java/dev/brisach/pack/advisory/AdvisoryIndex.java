package dev.brisach.pack.advisory;

import dev.brisach.core.BrisachException;
import dev.brisach.core.DataVersion;
import dev.brisach.core.ErrorCode;
import dev.brisach.core.Severity;
import dev.brisach.pack.advisory.OsvRecord.End;
import dev.brisach.pack.advisory.OsvRecord.Interval;
import dev.brisach.pack.version.VersionScheme;
import dev.brisach.pack.version.Versions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Answers which advisories affect a version of a package, from one memory-mapped file or from a
 * small folder of records. Immutable; safe for use by several threads.
 */
public final class AdvisoryIndex {
  /** Records and newest change of one ecosystem. */
  private record Ecosystem(int records, long newest) {}

  private final ByteBuffer data;
  private final int keys;
  private final int packagesAt;
  private final int advisoriesAt;
  private final int records;
  private final int rejected;
  private final long newest;
  private final TreeMap<String, Ecosystem> ecosystems = new TreeMap<>();
  private final Set<String> exploited;
  private final @Nullable AdvisoryIndex next;

  private AdvisoryIndex(ByteBuffer data, @Nullable AdvisoryIndex next) {
    this.data = data;
    this.next = next;
    this.keys = data.getInt(24);
    this.packagesAt = data.getInt(32);
    this.advisoriesAt = data.getInt(36);
    Cursor facts = new Cursor(data, data.getInt(40));
    this.records = (int) facts.number();
    this.rejected = (int) facts.number();
    this.newest = facts.number();
    int count = (int) facts.number();
    for (int i = 0; i < count; i++) {
      ecosystems.put(facts.text(), new Ecosystem((int) facts.number(), facts.number()));
    }
    this.exploited = Set.copyOf(facts.texts());
  }

  /**
   * Maps a file that {@link AdvisoryImporter} wrote; one that is cut, damaged or foreign is a
   * {@link BrisachException}.
   */
  public static AdvisoryIndex open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, file + ": advisories cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a small folder of records ({@code <Ecosystem>/*.json}), such as a project's own
   * advisories. Records that cannot be read are counted by {@link #rejected()}.
   */
  public static AdvisoryIndex ofFolder(Path folder) {
    return of(AdvisoryImporter.compile(folder).bytes(), folder.toString());
  }

  static AdvisoryIndex of(ByteBuffer data, String name) {
    String fault = fault(data);
    if (fault != null) {
      throw new BrisachException(
          ErrorCode.ENVIRONMENT, name + ": " + fault + "; run brisach update --from DIR again");
    }
    return new AdvisoryIndex(data, null);
  }

  private static @Nullable String fault(ByteBuffer data) {
    if (data.capacity() < IndexFormat.HEADER || data.getLong(0) != IndexFormat.MAGIC) {
      return "not an advisory file of Brisach";
    }
    if (data.getInt(8) != IndexFormat.FORMAT) {
      return "advisory file of another format (" + data.getInt(8) + ")";
    }
    if (data.getLong(12) != data.capacity()) {
      return "advisory file was cut short";
    }
    CRC32C crc = new CRC32C();
    crc.update(data.slice(IndexFormat.HEADER, data.capacity() - IndexFormat.HEADER));
    return (int) crc.getValue() == data.getInt(20) ? null : "advisory file is damaged";
  }

  /** This index with another one, such as a project's own advisories; matches come from both. */
  public AdvisoryIndex and(AdvisoryIndex other) {
    return new AdvisoryIndex(data, next == null ? other : next.and(other));
  }

  /** How many records were read, those that match nothing included. */
  public int records() {
    return records + (next == null ? 0 : next.records());
  }

  /** How many records could not be read. */
  public int rejected() {
    return rejected + (next == null ? 0 : next.rejected());
  }

  /** When the newest record was last changed. */
  public Instant date() {
    Instant own = Instant.ofEpochSecond(newest);
    return next == null || own.isAfter(next.date()) ? own : next.date();
  }

  /** True where there is at least one record of the ecosystem. */
  public boolean knows(String ecosystem) {
    return ecosystems.containsKey(IndexWriter.base(ecosystem))
        || (next != null && next.knows(ecosystem));
  }

  /** Name and date of the data, with the newest change of each ecosystem that was used. */
  public DataVersion dataVersion(Collection<String> used) {
    StringBuilder name = new StringBuilder("osv " + records() + " records");
    String gap = " (";
    for (String ecosystem : new TreeSet<>(used)) {
      long date = newest(ecosystem);
      if (date > 0) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(date), ZoneOffset.UTC);
        name.append(gap).append(ecosystem).append(" of ").append(day);
        gap = ", ";
      }
    }
    return new DataVersion(
        gap.equals(" (") ? name.toString() : name.append(')').toString(), date());
  }

  private long newest(String ecosystem) {
    Ecosystem known = ecosystems.get(ecosystem);
    long own = known == null ? 0 : known.newest;
    return next == null ? own : Math.max(own, next.newest(ecosystem));
  }

  /** The advisories that affect this version, by id; withdrawn ones never do. */
  public List<Advisory> match(String ecosystem, String name, String version) {
    List<Advisory> found = new ArrayList<>();
    match(ecosystem, PackageNames.normalise(ecosystem, name), version, found);
    found.sort(java.util.Comparator.comparing(Advisory::id));
    return found;
  }

  private void match(String ecosystem, String name, String version, List<Advisory> found) {
    Cursor at = find(ecosystem, name);
    if (at != null) {
      VersionScheme scheme = Versions.of(ecosystem);
      long count = at.number();
      for (long i = 0; i < count; i++) {
        Advisory hit = entry(at, version, scheme);
        if (hit != null) {
          found.add(hit);
        }
      }
    }
    if (next != null) {
      next.match(ecosystem, name, version, found);
    }
  }

  /** A cursor behind the name of the package, or null where no advisory names it. */
  private @Nullable Cursor find(String ecosystem, String name) {
    long hash = IndexFormat.hash(ecosystem, name);
    int low = 0;
    int high = keys;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (data.getLong(IndexFormat.HEADER + middle * IndexFormat.KEY) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (; low < keys; low++) {
      int key = IndexFormat.HEADER + low * IndexFormat.KEY;
      if (data.getLong(key) != hash) {
        return null;
      }
      Cursor at = new Cursor(data, packagesAt + data.getInt(key + 8));
      if (at.text().equals(ecosystem) && at.text().equals(name)) {
        return at;
      }
    }
    return null;
  }

  /** The {@code group:artifact} names of an artifact id that advisories speak of. */
  public List<String> mavenNames(String artifact) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      int key = IndexFormat.HEADER + i * IndexFormat.KEY;
      Cursor at = new Cursor(data, packagesAt + data.getInt(key + 8));
      if (at.text().equals("Maven")) {
        String name = at.text();
        if (name.endsWith(":" + artifact)) {
          names.add(name);
        }
      }
    }
    if (next != null) {
      names.addAll(next.mavenNames(artifact));
    }
    return names.stream().distinct().sorted().toList();
  }

  private @Nullable Advisory entry(Cursor at, String version, VersionScheme scheme) {
    int advisory = (int) at.number();
    boolean uncertain = at.number() == 1;
    int count = (int) at.number();
    boolean hit = false;
    for (int i = 0; i < count; i++) {
      Interval interval = new Interval(at.text(), End.of(at.number()), at.text());
      hit = hit || OsvReader.contains(List.of(interval), version, scheme);
    }
    boolean noRange = count == 0;
    for (String listed : at.texts()) {
      hit = hit || listed.equals(version) || (noRange && scheme.compare(listed, version) == 0);
    }
    List<String> fixed = at.texts();
    List<String> imports = at.texts();
    if (!hit) {
      return null;
    }
    List<String> newer =
        fixed.stream().filter(v -> scheme.compare(v, version) > 0).sorted(scheme).toList();
    return advisory(new Cursor(data, advisoriesAt + advisory), uncertain, newer, imports);
  }

  private Advisory advisory(
      Cursor at, boolean uncertain, List<String> fixedIn, List<String> imports) {
    String id = at.text();
    List<String> aliases = at.texts();
    List<Integer> cwes = new ArrayList<>();
    for (long i = at.number(); i > 0; i--) {
      cwes.add((int) at.number());
    }
    String summary = at.text();
    boolean known = at.number() == 1;
    Severity severity = Severity.of(at.text());
    String informational = at.text();
    long modified = at.number();
    return new Advisory(
        id,
        aliases,
        cwes,
        summary,
        severity,
        known,
        informational.isEmpty() ? null : informational,
        uncertain,
        fixedIn,
        imports,
        modified == 0 ? null : Instant.ofEpochSecond(modified),
        exploited.contains(id) || aliases.stream().anyMatch(exploited::contains));
  }

  /** Reads forward through the mapped bytes. */
  private static final class Cursor {
    private final ByteBuffer data;
    private int at;

    Cursor(ByteBuffer data, int at) {
      this.data = data;
      this.at = at;
    }

    long number() {
      long value = 0;
      int shift = 0;
      byte b;
      do {
        b = data.get(at++);
        value |= (long) (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      return value;
    }

    String text() {
      byte[] bytes = new byte[(int) number()];
      data.get(at, bytes);
      at += bytes.length;
      return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> texts() {
      int count = (int) number();
      List<String> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        texts.add(text());
      }
      return texts;
    }
  }
}
