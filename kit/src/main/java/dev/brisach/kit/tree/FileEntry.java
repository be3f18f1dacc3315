package dev.brisach.kit.tree;

import dev.brisach.core.Asset;
import java.util.Set;

/**
 * One file of the inventory.
 *
 * @param path relative to the root, with {@code /}
 * @param size in bytes
 * @param types what it is, see {@link FileTypes}; sorted by insertion, never empty
 * @param digest SHA-256 of its content in hexadecimal; empty until it was read
 */
public record FileEntry(String path, long size, Set<String> types, String digest) {
  public FileEntry {
    types = Set.copyOf(types);
  }

  /** The asset {@code file:path}. */
  public Asset asset() {
    return Asset.file(path);
  }

  /** True where the file is of this type. */
  public boolean is(String type) {
    return types.contains(type);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder of the file, empty for the root. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
