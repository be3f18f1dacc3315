package dev.brisach.core.taxonomy;

import dev.brisach.core.Weakness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of weakness ids: CWE 4.15 (parents as in view 1000), ATT&CK 18.1, and the ids and
 * levels of ASVS 5.0.0. Immutable; an id that is in no table is {@link Kind#UNKNOWN}, never an
 * error.
 */
public final class Taxonomy {
  /**
   * Classes that threats may name although they are broad, since checks report these very ids. Each
   * matches only itself, never its descendants.
   */
  public static final Set<Weakness> JOINING_CLASSES =
      Set.of(
          Weakness.cwe(200),
          Weakness.cwe(269),
          Weakness.cwe(285),
          Weakness.cwe(287),
          Weakness.cwe(311),
          Weakness.cwe(326),
          Weakness.cwe(327),
          Weakness.cwe(330),
          Weakness.cwe(345),
          Weakness.cwe(400),
          Weakness.cwe(522),
          Weakness.cwe(732),
          Weakness.cwe(862),
          Weakness.cwe(863),
          Weakness.cwe(923),
          Weakness.cwe(943),
          Weakness.cwe(1395));

  private static final class Holder {
    static final Taxonomy BUNDLED = read();
  }

  /** One entry; {@code detail} holds tactics of a technique or the level of a requirement. */
  private record Entry(
      Kind kind, String name, List<Weakness> parents, @Nullable String detail, boolean active) {}

  private final Map<Weakness, Entry> entries;

  private Taxonomy(Map<Weakness, Entry> entries) {
    this.entries = entries;
  }

  /** The bundled tables, read once at first use. */
  public static Taxonomy bundled() {
    return Holder.BUNDLED;
  }

  /** True where a bundled catalogue has this id. */
  public boolean exists(Weakness weakness) {
    return entries.containsKey(weakness);
  }

  /** The name in its catalogue; the id itself where it has none here (ASVS, CVE, unknown). */
  public String name(Weakness weakness) {
    Entry entry = entries.get(weakness);
    return entry == null ? weakness.id() : entry.name();
  }

  /** What sort of entry it is. */
  public Kind kind(Weakness weakness) {
    Entry entry = entries.get(weakness);
    return entry == null ? Kind.UNKNOWN : entry.kind();
  }

  /**
   * Direct parents, in the order of the catalogue: view 1000 of CWE; a sub-technique's technique.
   */
  public List<Weakness> parents(Weakness weakness) {
    Entry entry = entries.get(weakness);
    return entry == null ? List.of() : entry.parents();
  }

  /** The weakness and all that it descends from, nearest first. */
  public List<Weakness> lineage(Weakness weakness) {
    Set<Weakness> found = new LinkedHashSet<>();
    List<Weakness> open = new ArrayList<>(List.of(weakness));
    for (int i = 0; i < open.size(); i++) {
      if (found.add(open.get(i))) {
        open.addAll(parents(open.get(i)));
      }
    }
    return List.copyOf(found);
  }

  /** True where {@code child} is {@code ancestor}, or lies below it. */
  public boolean isOrDescends(Weakness child, Weakness ancestor) {
    if (child.equals(ancestor)) {
      return true;
    }
    for (Weakness parent : parents(child)) {
      if (isOrDescends(parent, ancestor)) {
        return true;
      }
    }
    return false;
  }

  /**
   * True where the id by itself can join a finding with a threat: a Base, Variant or Compound CWE,
   * one of {@link #JOINING_CLASSES}, or a CWE newer than the tables (which then matches only
   * itself). Pillars, views, categories, ATT&CK and ASVS ids and CVEs never do.
   */
  public boolean mayJoin(Weakness weakness) {
    return switch (kind(weakness)) {
      case BASE, VARIANT, COMPOUND -> true;
      case CLASS -> JOINING_CLASSES.contains(weakness);
      case UNKNOWN -> weakness.isCwe();
      case PILLAR, CATEGORY, VIEW, TECHNIQUE, SUB_TECHNIQUE, REQUIREMENT -> false;
    };
  }

  /**
   * True where something found under {@code seen} answers a threat that names {@code feared}: it is
   * that id or descends from it, and that id may join; a Class matches only itself.
   */
  public boolean matches(Weakness seen, Weakness feared) {
    if (!mayJoin(feared)) {
      return false;
    }
    return kind(feared) == Kind.CLASS ? seen.equals(feared) : isOrDescends(seen, feared);
  }

  /** Level 1 to 3 of an ASVS requirement; 0 for anything else. */
  public int asvsLevel(Weakness weakness) {
    Entry entry = entries.get(weakness);
    return entry == null || entry.kind() != Kind.REQUIREMENT || entry.detail() == null
        ? 0
        : Integer.parseInt(entry.detail());
  }

  /** The chapter number of an ASVS requirement; 0 for anything else. */
  public int asvsChapter(Weakness weakness) {
    if (kind(weakness) != Kind.REQUIREMENT) {
      return 0;
    }
    String number = weakness.id().substring("ASVS-5.0.0-".length());
    return Integer.parseInt(number.substring(0, number.indexOf('.')));
  }

  /** Tactics of an ATT&CK technique by their short names; empty for anything else. */
  public List<String> tactics(Weakness weakness) {
    Entry entry = entries.get(weakness);
    if (entry == null || entry.detail() == null || entry.kind() == Kind.REQUIREMENT) {
      return List.of();
    }
    return List.of(entry.detail().split(",", -1));
  }

  /** False for a technique that its catalogue has revoked or deprecated, and for unknown ids. */
  public boolean isActive(Weakness weakness) {
    Entry entry = entries.get(weakness);
    return entry != null && entry.active();
  }

  private static Taxonomy read() {
    Map<Weakness, Entry> entries = new HashMap<>(8192);
    for (String[] row : rows("cwe.tsv", 4)) {
      entries.put(
          new Weakness("CWE-" + row[0]),
          new Entry(Kind.ofCwe(row[1].charAt(0)), row[3], cwes(row[2]), null, true));
    }
    for (String[] row : rows("attack.tsv", 5)) {
      int dot = row[0].indexOf('.');
      List<Weakness> parents =
          dot < 0 ? List.of() : List.of(new Weakness(row[0].substring(0, dot)));
      entries.put(
          new Weakness(row[0]),
          new Entry(
              dot < 0 ? Kind.TECHNIQUE : Kind.SUB_TECHNIQUE,
              row[4],
              parents,
              row[3].isEmpty() ? null : row[3],
              row[1].equals("a")));
    }
    for (String[] row : rows("asvs.tsv", 2)) {
      String id = "ASVS-5.0.0-" + row[0];
      entries.put(new Weakness(id), new Entry(Kind.REQUIREMENT, id, List.of(), row[1], true));
    }
    return new Taxonomy(entries);
  }

  private static List<Weakness> cwes(String numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<Weakness> found = new ArrayList<>(2);
    for (String number : numbers.split(",", -1)) {
      found.add(new Weakness("CWE-" + number));
    }
    return List.copyOf(found);
  }

  private static List<String[]> rows(String table, int columns) {
    try (InputStream in = Taxonomy.class.getResourceAsStream(table)) {
      String text =
          new String(Objects.requireNonNull(in, table).readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> rows = new ArrayList<>();
      for (String line : text.split("\n", -1)) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          String[] row = line.split("\t", -1);
          if (row.length != columns) {
            throw new IllegalStateException(table + ": not " + columns + " columns: " + line);
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled table " + table + " cannot be read", e);
    }
  }
}
