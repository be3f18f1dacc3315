package dev.brisach.core;

import org.jspecify.annotations.Nullable;

/**
 * Something worth protecting or examining, by its key: {@code component:cart}, {@code
 * file:src/A.java}, {@code pkg:maven/g/a@1}, {@code endpoint:GET http://127.0.0.1:8080/api/x}.
 *
 * <p>Paths are relative to the examined root, with {@code /}. The name of a package is its purl
 * without {@code pkg:}; that of an endpoint is method, space, URL with path templates.
 */
public record Asset(AssetKind kind, String name) implements Comparable<Asset> {
  public Asset {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An asset needs a name: " + kind.word());
    }
  }

  /** A file or folder of the examined tree. */
  public static Asset file(String path) {
    return new Asset(AssetKind.FILE, path);
  }

  /** An element {@code component:name} of the threat model. */
  public static Asset component(String name) {
    return new Asset(AssetKind.COMPONENT, name);
  }

  /** A package by its purl, with or without the leading {@code pkg:}. */
  public static Asset pkg(String purl) {
    return new Asset(AssetKind.PKG, purl.startsWith("pkg:") ? purl.substring(4) : purl);
  }

  /** An operation of a live service; {@code url} may hold path templates. */
  public static Asset endpoint(String method, String url) {
    return new Asset(AssetKind.ENDPOINT, method + " " + url);
  }

  /** Reads a key as {@link #toString()} writes it; throws {@link IllegalArgumentException}. */
  public static Asset parse(String key) {
    int colon = key.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("An asset is written kind:name, not: " + key);
    }
    return new Asset(AssetKind.of(key.substring(0, colon)), key.substring(colon + 1));
  }

  @Override
  public int compareTo(Asset other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Asset asset && kind == asset.kind && name.equals(asset.name);
  }

  /** The same in every process, and fast: assets are the keys of the largest maps. */
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + kind.name().hashCode();
  }

  @Override
  public String toString() {
    return kind.word() + ":" + name;
  }
}
