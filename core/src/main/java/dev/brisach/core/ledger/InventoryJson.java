package dev.brisach.core.ledger;

import dev.brisach.core.Asset;
import dev.brisach.core.Digests;
import dev.brisach.core.Inventory;
import dev.brisach.core.Inventory.Item;
import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonWriter;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An inventory in JSON. An item is an array {@code [asset, digest, types, containers, environment]}
 * whose last parts are left out while they have their default ({@code "", [], [], "source"}).
 *
 * <p>In a segment it takes several entries: {@code {items:[…]}} with at most {@link #CHUNK} items,
 * then {@code {count, notRead, root}}; or the last alone with {@code sameAs}, the segment that has
 * the items of this root.
 */
public final class InventoryJson {
  /** Most items of one entry. */
  static final int CHUNK = 2_000;

  private static final String SOURCE = "source";

  private InventoryJson() {}

  /** One item. */
  public static Json.Arr of(Item item) {
    List<Json> parts = new ArrayList<>(5);
    parts.add(new Json.Text(item.asset().toString()));
    boolean placed = !item.environment().equals(SOURCE);
    boolean contained = placed || !item.containers().isEmpty();
    boolean typed = contained || !item.types().isEmpty();
    if (typed || !item.digest().isEmpty()) {
      parts.add(new Json.Text(item.digest()));
    }
    if (typed) {
      parts.add(Json.texts(item.types()));
    }
    if (contained) {
      parts.add(Json.texts(item.containers()));
    }
    if (placed) {
      parts.add(new Json.Text(item.environment()));
    }
    return new Json.Arr(parts);
  }

  /** Reads what {@link #of(Item)} wrote; anything else is a {@link JsonFault}. */
  public static Item read(Json json) {
    if (!(json instanceof Json.Arr(List<Json> parts)) || parts.isEmpty()) {
      throw new JsonFault("inventory: an item is a list that begins with its asset");
    }
    return Fields.guarded(
        "inventory",
        parts,
        p ->
            new Item(
                Asset.parse(text(p.get(0))),
                p.size() > 1 ? text(p.get(1)) : "",
                p.size() > 2 ? texts(p.get(2)) : List.of(),
                p.size() > 3 ? texts(p.get(3)).stream().map(Asset::parse).toList() : List.of(),
                p.size() > 4 ? text(p.get(4)) : SOURCE));
  }

  private static String text(Json json) {
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    throw new JsonFault("inventory: a string was expected in an item");
  }

  private static List<String> texts(Json json) {
    if (json instanceof Json.Arr(List<Json> items)) {
      return items.stream().map(InventoryJson::text).toList();
    }
    throw new JsonFault("inventory: a list was expected in an item");
  }

  /** The entries that carry all items, the root not included. */
  static List<Json.Obj> chunks(Inventory inventory) {
    List<Json.Obj> chunks = new ArrayList<>();
    List<Json> items = new ArrayList<>();
    for (Item item : inventory.items().values()) {
      items.add(of(item));
      if (items.size() == CHUNK) {
        chunks.add(Json.object().put("items", new Json.Arr(items)).build());
        items.clear();
      }
    }
    if (!items.isEmpty()) {
      chunks.add(Json.object().put("items", new Json.Arr(items)).build());
    }
    return chunks;
  }

  /** The entry that ends an inventory. */
  static Json.Obj end(Inventory inventory, String root, @Nullable String sameAs) {
    Json.Builder notRead = Json.object();
    inventory.notRead().forEach((path, reason) -> notRead.put(path, reason));
    return Json.object()
        .put("count", inventory.items().size())
        .put("notRead", notRead.build())
        .put("root", root)
        .put("sameAs", sameAs)
        .build();
  }

  /** Merkle root over the items of all chunks, in order of their assets. */
  static String root(List<Json.Obj> chunks) {
    List<Json> leaves = new ArrayList<>();
    chunks.forEach(chunk -> leaves.addAll(chunk.list("items")));
    return rootOf(leaves);
  }

  /**
   * Merkle tree hash as in RFC 9162 section 2.1.1: a leaf is SHA-256 of 0x00 and its canonical
   * JSON, a node that of 0x01 and its children; the left tree has the largest power of two.
   */
  static String rootOf(List<Json> items) {
    MessageDigest digest = Digests.newSha256();
    List<byte[]> open = new ArrayList<>();
    long count = 0;
    for (Json item : items) {
      digest.update((byte) 0);
      open.add(digest.digest(JsonWriter.canonical(item)));
      count++;
      for (long full = count; (full & 1) == 0; full >>= 1) {
        join(digest, open);
      }
    }
    while (open.size() > 1) {
      join(digest, open);
    }
    return HexFormat.of().formatHex(open.isEmpty() ? digest.digest() : open.getFirst());
  }

  private static void join(MessageDigest digest, List<byte[]> open) {
    byte[] right = open.removeLast();
    byte[] left = open.removeLast();
    digest.update((byte) 1);
    digest.update(left);
    open.add(digest.digest(right));
  }

  /** The places that could not be read, of an inventory's last entry. */
  static Map<String, String> notRead(Fields in) {
    return in.textMap("notRead");
  }
}
