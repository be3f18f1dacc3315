package dev.brisach.pack.archive;

import dev.brisach.kit.tree.Unreadable;
import dev.brisach.pack.extract.Ecosystem;
import dev.brisach.pack.extract.Extraction;
import dev.brisach.pack.extract.FoundPackage;
import dev.brisach.pack.extract.Purl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packages in a jar, war or ear and in all archives nested in it. Identity is a claim:
 * Maven's {@code pom.properties}, else file name and manifest, whose group is taken from the known
 * names of that artifact when vendor, symbolic name or the classes' own packages agree.
 */
public final class ArchiveReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NESTED = 256 << 20;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_RATIO = 100;
  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_ENTRIES = 1_000_000;
  private static final Set<String> NOT_CODE = Set.of("-sources.jar", "-javadoc.jar");

  private final Function<String, List<String>> namesOf;
  private final String file;
  private final List<FoundPackage> packages = new ArrayList<>();
  private final List<Extraction.Unknown> unknown = new ArrayList<>();
  private long bytesLeft = MAX_BYTES;
  private int entriesLeft = MAX_ENTRIES;

  private ArchiveReader(String file, Function<String, List<String>> namesOf) {
    this.file = file;
    this.namesOf = namesOf;
  }

  /**
   * Reads an archive.
   *
   * @param file its path relative to the tree, for output
   * @param namesOf known {@code group:artifact} names of an artifact id; may give none
   * @throws Unreadable where it is no zip file or cannot be read
   */
  public static Extraction read(Path path, String file, Function<String, List<String>> namesOf) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() > Integer.MAX_VALUE - 16) {
        throw new Unreadable(0, "larger than 2 GiB");
      }
      return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file, namesOf);
    } catch (IOException e) {
      throw new Unreadable(0, "cannot be read: " + e.getMessage());
    }
  }

  /** Reads an archive in memory. */
  public static Extraction read(
      ByteBuffer data, String file, Function<String, List<String>> namesOf) {
    ArchiveReader reader = new ArchiveReader(file, namesOf);
    reader.archive(data, "", 0);
    return new Extraction(reader.packages, reader.unknown, List.of());
  }

  private void archive(ByteBuffer data, String inside, int depth) {
    ZipView zip = new ZipView(data);
    entriesLeft -= zip.entries().size();
    if (entriesLeft < 0) {
      throw new Unreadable(0, "more than " + MAX_ENTRIES + " entries in all");
    }
    identify(zip, inside);
    for (ZipView.Entry entry : zip.entries()) {
      String path = inside.isEmpty() ? entry.name() : inside + "!/" + entry.name();
      if (isArchive(entry.name())) {
        try {
          if (depth + 1 > MAX_DEPTH) {
            throw new Unreadable(0, "nested deeper than " + MAX_DEPTH + " archives");
          }
          archive(take(zip, entry, MAX_NESTED), path, depth + 1);
        } catch (Unreadable e) {
          unknown.add(new Extraction.Unknown(clip(path), 0, e.getMessage()));
        }
      }
    }
  }

  private ByteBuffer take(ZipView zip, ZipView.Entry entry, int limit) {
    ByteBuffer content =
        zip.content(entry, (int) Math.min(limit, Math.max(0, bytesLeft)), MAX_RATIO);
    bytesLeft -= content.limit();
    return content;
  }

  private static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (lower.endsWith(".jar") || lower.endsWith(".war") || lower.endsWith(".ear"))
        && NOT_CODE.stream().noneMatch(lower::endsWith);
  }

  private void identify(ZipView zip, String inside) {
    String path = inside.isEmpty() ? file : inside;
    if (!isArchive(path)) {
      return;
    }
    Set<String> folders = new HashSet<>();
    ByteBuffer manifest = null;
    boolean known = false;
    boolean holdsArchives = false;
    for (ZipView.Entry entry : zip.entries()) {
      String name = entry.name();
      if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        JarFacts.Coordinates found = coordinates(zip, entry, path);
        if (found != null) {
          known = true;
          add(found.group() + ":" + found.artifact(), found.version(), inside);
        }
      } else if (name.equals("META-INF/MANIFEST.MF")) {
        manifest = text(zip, entry, path);
      } else if (name.endsWith(".class")) {
        folders.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
      }
      holdsArchives |= isArchive(name);
    }
    if (!known && !(folders.isEmpty() && holdsArchives)) {
      claim(path, inside, manifest, folders);
    }
  }

  private JarFacts.@Nullable Coordinates coordinates(
      ZipView zip, ZipView.Entry entry, String path) {
    ByteBuffer content = text(zip, entry, path);
    return content == null ? null : JarFacts.properties(content);
  }

  private @Nullable ByteBuffer text(ZipView zip, ZipView.Entry entry, String path) {
    try {
      return take(zip, entry, MAX_TEXT);
    } catch (Unreadable e) {
      unknown.add(new Extraction.Unknown(clip(path + "!/" + entry.name()), 0, e.getMessage()));
      return null;
    }
  }

  private void claim(
      String path, String inside, @Nullable ByteBuffer manifest, Set<String> folders) {
    JarFacts.Claim claim = JarFacts.claim(path, manifest);
    String shown = clip(path);
    if (claim == null) {
      unknown.add(
          new Extraction.Unknown(shown, 0, "identity not known: no Maven metadata, no version"));
      return;
    }
    List<String> fitting = new ArrayList<>();
    for (String name : namesOf.apply(claim.artifact())) {
      String group = name.substring(0, Math.max(0, name.indexOf(':')));
      if (agrees(group, claim, folders)) {
        fitting.add(name);
      }
    }
    if (fitting.size() == 1) {
      add(fitting.getFirst(), claim.version(), inside);
    } else {
      unknown.add(
          new Extraction.Unknown(
              shown,
              0,
              "identity not known: no Maven metadata (named "
                  + claim.artifact()
                  + " "
                  + claim.version()
                  + ")"));
    }
  }

  /** True where the jar itself points to the group: its vendor, or where its classes lie. */
  private static boolean agrees(String group, JarFacts.Claim claim, Set<String> folders) {
    if (claim.vendor().equals(group) || claim.vendor().startsWith(group + ".")) {
      return true;
    }
    String folder = group.replace('.', '/');
    for (String one : folders) {
      if (one.equals(folder) || one.startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }

  private void add(String name, String version, String inside) {
    packages.add(
        new FoundPackage(
            Purl.of(Ecosystem.MAVEN, name, version),
            Ecosystem.MAVEN.osv(),
            name,
            version,
            file,
            0,
            inside.isEmpty(),
            null,
            false,
            null,
            inside.isEmpty() ? null : inside,
            null));
  }

  private static String clip(String path) {
    return path.length() > 300 ? "…" + path.substring(path.length() - 299) : path;
  }
}
