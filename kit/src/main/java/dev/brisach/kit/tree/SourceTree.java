package dev.brisach.kit.tree;

import dev.brisach.core.Asset;
import dev.brisach.core.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of an examined tree, after every file was read once: what is there, of which type,
 * with which digest. Sorted by path.
 */
public final class SourceTree implements Subject {
  /** Largest file whose content is held in memory for checks. */
  public static final int MAX_FILE = 8 << 20;

  private final Path root;
  private final TreeMap<String, FileEntry> entries;
  private final Map<String, String> notRead;

  /**
   * An inventory.
   *
   * @param notRead places that could not be read or were left out, with the reason
   */
  public SourceTree(Path root, List<FileEntry> entries, Map<String, String> notRead) {
    this.root = root;
    this.entries = new TreeMap<>();
    entries.forEach(entry -> this.entries.put(entry.path(), entry));
    this.notRead = Collections.unmodifiableMap(new TreeMap<>(notRead));
  }

  /** Walks and reads a tree in one thread; the engine does the same on all cores. */
  public static SourceTree read(Path root) {
    TreeWalk.Listing listing = TreeWalk.list(root);
    Map<String, String> notRead = new TreeMap<>(listing.leftOut());
    List<FileEntry> entries = new ArrayList<>();
    for (FileEntry listed : listing.files()) {
      try {
        entries.add(read(root, listed).entry());
      } catch (IOException e) {
        notRead.put(listed.path(), "cannot be read: " + e.getMessage());
      }
    }
    return new SourceTree(root, entries, notRead);
  }

  /**
   * Reads a listed file, with its digest and final types. Of a file beyond {@link #MAX_FILE} only
   * the digest and the beginning are taken.
   */
  public static SourceFile read(Path root, FileEntry listed) throws IOException {
    Path path = root.resolve(listed.path());
    if (listed.size() <= MAX_FILE) {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(MAX_FILE + 1);
      }
      return new SourceFile(
          new FileEntry(listed.path(), bytes.length, FileTypes.of(listed.path(), bytes), ""),
          bytes);
    }
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] start = in.readNBytes(64 << 10);
      java.security.MessageDigest digest = dev.brisach.core.Digests.newSha256();
      digest.update(start);
      byte[] buffer = new byte[64 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return new SourceFile(
          new FileEntry(
              listed.path(),
              listed.size(),
              FileTypes.of(listed.path(), start),
              java.util.HexFormat.of().formatHex(digest.digest())),
          start);
    }
  }

  @Override
  public Asset asset() {
    return Asset.file(".");
  }

  /** The examined folder. */
  public Path root() {
    return root;
  }

  /** All files, by path. */
  public Iterable<FileEntry> entries() {
    return entries.values();
  }

  /** How many files there are. */
  public int size() {
    return entries.size();
  }

  /** The files of a type, by path. */
  public List<FileEntry> ofType(String type) {
    return entries.values().stream().filter(entry -> entry.is(type)).toList();
  }

  /** The file at a path, or null. */
  public @Nullable FileEntry get(String path) {
    return entries.get(path);
  }

  /** Places that could not be read or were left out, with the reason. */
  public Map<String, String> notRead() {
    return notRead;
  }

  /** The real path of an entry. */
  public Path path(FileEntry entry) {
    return root.resolve(entry.path());
  }

  /** Reads a file again; one that is too large, gone or unreadable is an {@link Unreadable}. */
  public SourceFile open(FileEntry entry) {
    if (entry.size() > MAX_FILE) {
      throw new Unreadable(0, "larger than " + (MAX_FILE >> 20) + " MiB");
    }
    try {
      return read(root, entry);
    } catch (IOException e) {
      throw new Unreadable(0, "cannot be read: " + e.getMessage());
    }
  }
}
