package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.CheckInfo;
import dev.brisach.core.Decision;
import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Inventory;
import dev.brisach.core.Inventory.Item;
import dev.brisach.core.Model;
import dev.brisach.core.Run;
import dev.brisach.core.assurance.Release;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what the entries of one segment say, in the order in which they stand. */
final class SegmentContent {
  /**
   * The inventory of a segment.
   *
   * @param items null where they stand in another segment
   * @param sameAs the segment that has the items, or null
   */
  record Stock(
      @Nullable SortedMap<Asset, Item> items,
      Map<String, String> notRead,
      int count,
      String root,
      @Nullable String sameAs) {}

  private final List<CheckInfo> catalogue = new ArrayList<>();
  private final List<Environment> environments = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final TreeMap<Asset, Item> pending = new TreeMap<>();
  private final List<Json> leaves = new ArrayList<>();
  private Model model = Model.empty();
  private @Nullable Stock stock;

  List<Release> releases() {
    return releases;
  }

  List<String> notes() {
    return notes;
  }

  @Nullable Stock stock() {
    return stock;
  }

  /** Takes an entry; a body that is not of its kind is a {@link JsonFault}. */
  void take(String run, String kind, Json body) {
    switch (kind) {
      case "catalogue" ->
          Fields.read(body, kind, in -> catalogue.addAll(in.list("checks", CheckJson::read)));
      case "environments" ->
          Fields.read(
              body,
              kind,
              in -> environments.addAll(in.list("environments", CheckJson::readEnvironment)));
      case "model" -> model = ModelJson.read(body);
      case "inventory" -> Fields.read(body, kind, this::inventory);
      case "evidence" -> evidence.add(evidence(run, body));
      case "decision" -> decisions.add(DecisionJson.read(body));
      case "release" -> releases.add(ReleaseJson.read(body));
      case "note" -> notes.add(Fields.read(body, kind, in -> in.text("text")));
      default -> {} // a kind of a newer format; its hash was checked all the same
    }
  }

  private static Evidence evidence(String run, Json body) {
    Evidence evidence = EvidenceJson.read(body);
    if (!evidence.run().equals(run)) {
      throw new JsonFault(
          "evidence: \"run\" names another segment, " + Fields.shortened(evidence.run()));
    }
    return evidence;
  }

  private boolean inventory(Fields in) {
    if (!in.has("root")) {
      for (Json leaf : in.list("items")) {
        Item item = InventoryJson.read(leaf);
        if (pending.put(item.asset(), item) != null) {
          throw new JsonFault("inventory: " + item.asset() + " is listed twice");
        }
        leaves.add(leaf);
      }
      if (pending.size() > Fields.MAX_LIST * 4) {
        throw new JsonFault("inventory: more than " + Fields.MAX_LIST * 4 + " items");
      }
      return true;
    }
    String root = SegmentHeader.needHash(in.text("root"));
    int count = in.integer("count");
    String sameAs = in.maybe("sameAs");
    if (sameAs != null && !SegmentHeader.isId(sameAs)) {
      throw new JsonFault("inventory: \"sameAs\" is no segment id");
    }
    TreeMap<Asset, Item> items = sameAs == null ? new TreeMap<>(pending) : null;
    if (items != null && (items.size() != count || !InventoryJson.rootOf(leaves).equals(root))) {
      throw new JsonFault("inventory: its items do not give the root that it names");
    }
    stock = new Stock(items, InventoryJson.notRead(in), count, root, sameAs);
    pending.clear();
    leaves.clear();
    return true;
  }

  /**
   * The run.
   *
   * @param head the closing head, null while unfinished
   */
  Run run(SegmentHeader header, @Nullable String head, Inventory inventory) {
    return new Run(
        header.run(),
        header.project(),
        header.branch(),
        header.revision(),
        header.started(),
        header.tool(),
        header.seen(),
        head,
        catalogue,
        environments,
        model,
        inventory,
        evidence,
        decisions);
  }
}
