package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.Inventory;
import dev.brisach.core.Inventory.Item;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.ledger.SegmentContent.Stock;
import dev.brisach.core.ledger.SegmentReader.Scan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes runs of segments; an inventory that stands in another segment is fetched there. */
final class RunAssembler {
  private static final String WHOLE_TREE = ".";

  private final Map<String, Scan> scans;
  private final Map<String, Inventory> shared = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  private RunAssembler(Map<String, Scan> scans) {
    this.scans = scans;
  }

  static Ledger.Reading read(Map<String, Scan> scans) {
    RunAssembler assembler = new RunAssembler(scans);
    List<Run> runs = new ArrayList<>();
    List<Release> releases = new ArrayList<>();
    scans.forEach((id, scan) -> {
      Run run = assembler.run(id, scan);
      if (run != null) {
        runs.add(run);
        releases.addAll(scan.content().releases());
      }
    });
    releases.sort(Comparator.comparing(Release::at).thenComparing(Release::toString));
    runs.sort(Comparator.comparing(Run::started).thenComparing(Run::id));
    return new Ledger.Reading(runs, releases, assembler.words);
  }

  private @Nullable Run run(String id, Scan scan) {
    SegmentHeader header = scan.header();
    if (!scan.faults().isEmpty()) {
      words.add(
          "segment "
              + id
              + ": "
              + scan.faults().getFirst().reason()
              + "; nothing from there on is used");
    }
    if (header == null || !header.run().equals(id)) {
      return null;
    }
    Stock stock = scan.content().stock();
    if (stock == null) {
      return scan.content().run(header, scan.head(), without(scan));
    }
    SortedMap<Asset, Item> items = items(scans, stock);
    if (items == null) {
      String missing = missing(stock);
      words.add("segment " + id + ": " + missing + "; the run counts as unfinished");
      return scan.content().run(header, null, notRead(missing));
    }
    return scan.content().run(header, scan.head(), shared(id, stock, items));
  }

  /** Runs over the same content share one value, so that long ledgers stay small in memory. */
  private Inventory shared(String id, Stock stock, SortedMap<Asset, Item> items) {
    String origin = stock.sameAs() == null ? id : stock.sameAs();
    Inventory known = shared.get(origin);
    if (known == null || !known.notRead().equals(stock.notRead())) {
      known = new Inventory(items, stock.notRead());
      shared.put(origin, known);
    }
    return known;
  }

  /** An unfinished run must not look as if its subject had been empty. */
  private static Inventory without(Scan scan) {
    return scan.closed()
        ? Inventory.empty()
        : notRead("the run broke off before its inventory was written");
  }

  private static Inventory notRead(String reason) {
    return new Inventory(new TreeMap<>(), Map.of(WHOLE_TREE, reason));
  }

  /** The items of an inventory, its own or those of the closed segment it names; or null. */
  static @Nullable SortedMap<Asset, Item> items(Map<String, Scan> scans, Stock stock) {
    if (stock.sameAs() == null) {
      return stock.items();
    }
    Scan origin = scans.get(stock.sameAs());
    Stock there = origin == null || !origin.closed() ? null : origin.content().stock();
    return there != null && there.root().equals(stock.root()) ? there.items() : null;
  }

  static String missing(Stock stock) {
    return "its inventory stands in segment " + stock.sameAs() + ", which does not have it";
  }
}
