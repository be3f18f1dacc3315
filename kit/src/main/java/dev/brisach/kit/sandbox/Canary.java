package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the canary files of a target: made-up files of {@code /etc} and of its home that
 * no honest service writes. A write that a read-only box would merely refuse is seen here.
 *
 * @param watched whether there were canary files at all, and what became of them is known
 * @param changed names of those with another content or kind
 * @param vanished names of those that are gone
 * @param appeared names of what is new in {@code /etc}; a home is there to be written
 */
public record Canary(
    boolean watched, List<String> changed, List<String> vanished, List<String> appeared) {
  private static final int MAX_NAMES = 20;
  private static final int MAX_FILES = 20_000;
  private static final int MAX_NAME = 200;

  public Canary {
    changed = List.copyOf(changed);
    vanished = List.copyOf(vanished);
    appeared = List.copyOf(appeared);
  }

  /** Nothing is known: there were none, or what became of them could not be read. */
  public static Canary unwatched() {
    return new Canary(false, List.of(), List.of(), List.of());
  }

  /** True where one of them was touched. */
  public boolean touched() {
    return !(changed.isEmpty() && vanished.isEmpty() && appeared.isEmpty());
  }

  /** In words, to be set into a sentence; no more than a few names. */
  public String words() {
    if (!watched) {
      return "not watched";
    }
    List<String> parts = new ArrayList<>();
    add(parts, "changed", changed);
    add(parts, "vanished", vanished);
    add(parts, "appeared", appeared);
    return parts.isEmpty() ? "untouched" : String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      String rest = names.size() > 5 ? " and " + (names.size() - 5) + " more" : "";
      parts.add(
          what + ": " + String.join(", ", names.subList(0, Math.min(5, names.size()))) + rest);
    }
  }

  /** Compares what was laid out with what the box left; neither links nor names are trusted. */
  static Canary compare(Path before, Path after) {
    try {
      SortedMap<String, String> was = hashes(before);
      SortedMap<String, String> is = hashes(after);
      List<String> changed = new ArrayList<>();
      List<String> vanished = new ArrayList<>();
      was.forEach((name, hash) -> {
        String now = is.get(name);
        if (now == null) {
          vanished.add(name);
        } else if (!now.equals(hash)) {
          changed.add(name);
        }
      });
      List<String> appeared =
          is.keySet().stream()
              .filter(name -> !was.containsKey(name))
              .filter(name -> name.startsWith("/etc/"))
              .toList();
      return new Canary(true, few(changed), few(vanished), few(appeared));
    } catch (IOException e) {
      return unwatched();
    }
  }

  private static List<String> few(List<String> names) {
    return names.stream().limit(MAX_NAMES).map(name -> Words.plain(name, MAX_NAME)).toList();
  }

  private static SortedMap<String, String> hashes(Path root) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Path below : List.of(root.resolve(Furniture.ETC), root.resolve(Furniture.HOME))) {
      if (!Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("canary files are gone as a whole");
      }
      Files.walkFileTree(below, new Hashing(root, hashes));
    }
    return Collections.unmodifiableSortedMap(hashes);
  }

  /** Content of files, targets of links, kind of all else. */
  private static final class Hashing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final SortedMap<String, String> hashes;

    Hashing(Path root, SortedMap<String, String> hashes) {
      this.root = root;
      this.hashes = hashes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return put(folder, "folder");
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        return put(file, "link to " + Files.readSymbolicLink(file));
      }
      return put(file, attributes.isRegularFile() ? sha256(file) : "special");
    }

    private FileVisitResult put(Path file, String hash) {
      String name = root.relativize(file).toString();
      hashes.put(
          name.startsWith(Furniture.HOME)
              ? Furniture.HOME_INSIDE + name.substring(Furniture.HOME.length())
              : "/" + name,
          hash);
      return hashes.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] buffer = new byte[8192];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
