package dev.brisach.kit.oci.build;

import dev.brisach.kit.oci.Content;
import dev.brisach.kit.oci.ImageConfig;
import dev.brisach.kit.oci.LayerStream;
import dev.brisach.kit.oci.Manifest;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.tar.TarEntry;
import dev.brisach.kit.tar.TarException;
import dev.brisach.kit.tar.TarLimits;
import dev.brisach.kit.tar.TarReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an image's layers into a folder, lower ones first, with what upper ones delete (OCI image
 * specification, layer.md). A hostile image writes nothing outside the folder: links on the way are
 * followed as a program inside would follow them, with the folder as the root of all paths. Owners
 * and devices are not made.
 */
public final class Rootfs {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int MOST_LINKS = 40;

  private final Path root;
  private final TarLimits limits;
  private final List<String> leftOut = new ArrayList<>();

  private Rootfs(Path root, TarLimits limits) {
    this.root = root;
    this.limits = limits;
  }

  /**
   * Unpacks.
   *
   * @param folder an empty folder, or one to be made
   * @param limits for each layer
   * @return what was left out: devices, and links to what is not there
   */
  public static List<String> unpack(
      Content content, Manifest.Image image, Path folder, TarLimits limits) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new OciException(folder + ": not empty, nothing is unpacked into it");
      }
    }
    ImageConfig config = content.config(image);
    if (config.diffIds().size() != image.layers().size()) {
      throw new OciException(
          image.layers().size()
              + " layers in the manifest, "
              + config.diffIds().size()
              + " in the configuration");
    }
    Rootfs rootfs = new Rootfs(folder.toRealPath(), limits);
    for (int i = 0; i < image.layers().size(); i++) {
      try (LayerStream in =
          LayerStream.open(content, image.layers().get(i), config.diffIds().get(i))) {
        rootfs.layer(in);
        in.finish();
      } catch (TarException e) {
        throw new OciException("layer " + image.layers().get(i).digest() + ": " + e.getMessage());
      }
    }
    return List.copyOf(rootfs.leftOut);
  }

  private void layer(LayerStream in) throws IOException {
    TarReader tar = new TarReader(in, limits);
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      String path = entry.path();
      if (path == null) {
        throw new OciException("an entry leads out of the image: " + entry.name());
      }
      if (!path.isEmpty()) {
        one(tar, entry, path);
      }
    }
  }

  private void one(TarReader tar, TarEntry entry, String path) throws IOException {
    int slash = path.lastIndexOf('/');
    Path parent = inside(slash < 0 ? "" : path.substring(0, slash));
    Files.createDirectories(parent);
    String name = path.substring(slash + 1);
    if (name.equals(OPAQUE)) {
      try (Stream<Path> children = Files.list(parent)) {
        for (Path child : children.toList()) {
          delete(child);
        }
      }
      return;
    }
    if (name.startsWith(WHITEOUT)) {
      String hidden = name.substring(WHITEOUT.length());
      if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
        throw new OciException("deletes what is no file: " + path);
      }
      delete(parent.resolve(hidden));
      return;
    }
    Path file = parent.resolve(name);
    boolean folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    if (!(folder && entry.kind() == TarEntry.Kind.FOLDER)) {
      delete(file);
    }
    switch (entry.kind()) {
      case FOLDER -> {
        Files.createDirectories(file);
        mode(file, entry.mode() | 0700);
      }
      case FILE -> {
        try (var in = tar.content()) {
          Files.copy(in, file);
        }
        mode(file, entry.mode());
      }
      case SYMLINK -> Files.createSymbolicLink(file, Path.of(entry.link().replace("\0", "")));
      case HARDLINK -> link(entry, path, file);
      case OTHER -> leftOut.add(path);
    }
  }

  private void link(TarEntry entry, String path, Path file) throws IOException {
    String target = TarEntry.path(entry.link());
    if (target == null || target.isEmpty()) {
      throw new OciException("a link leads out of the image: " + path);
    }
    int slash = target.lastIndexOf('/');
    Path at = inside(slash < 0 ? "" : target.substring(0, slash));
    Path source = at.resolve(target.substring(slash + 1));
    if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      Files.createLink(file, source);
    } else {
      leftOut.add(path);
    }
  }

  /** The real folder of a path of the image, links on the way resolved within the root. */
  private Path inside(String path) throws OciException {
    Path at = root;
    int links = 0;
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
    while (!left.isEmpty()) {
      String segment = left.removeFirst();
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (segment.equals("..")) {
        at = at.equals(root) ? root : above(at);
        continue;
      }
      Path next = at.resolve(segment);
      String target = target(next);
      if (target == null) {
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new OciException("links in a circle: " + path);
      }
      at = target.startsWith("/") ? root : at;
      List<String> way = List.of(target.split("/", -1));
      way.reversed().forEach(left::addFirst);
    }
    return at;
  }

  private Path above(Path at) {
    Path parent = at.getParent();
    return parent == null || !parent.startsWith(root) ? root : parent;
  }

  private static @Nullable String target(Path path) throws OciException {
    try {
      return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : null;
    } catch (IOException e) {
      throw new OciException(path + ": " + e.getMessage());
    }
  }

  private static void mode(Path file, int mode) throws IOException {
    PosixFilePermission[] bits = {
      PosixFilePermission.OTHERS_EXECUTE,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_READ
    };
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < bits.length; i++) {
      if ((mode >> i & 1) != 0) {
        set.add(bits[i]);
      }
    }
    Files.setPosixFilePermissions(file, set);
  }

  private static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
