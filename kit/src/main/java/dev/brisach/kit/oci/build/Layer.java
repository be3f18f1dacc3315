package dev.brisach.kit.oci.build;

import dev.brisach.kit.oci.Descriptor;
import dev.brisach.kit.oci.Digest;
import dev.brisach.kit.oci.LayoutFolder;
import dev.brisach.kit.oci.MediaTypes;
import dev.brisach.kit.oci.OciException;
import dev.brisach.kit.tar.TarEntry;
import dev.brisach.kit.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The files of one layer. What is not part of their content does not count: order, times, owners,
 * the umask of whoever unpacked them. All belongs to root; files are 0644, or 0755 where somebody
 * may execute them; folders are 0755, or 1777 where they are everybody's (the sticky bit); no file
 * keeps a set-user-id bit.
 */
public final class Layer {
  private static final String WHITEOUT = ".wh.";
  private static final int EXECUTABLE = 0111;
  private static final int STICKY = 01000;

  private final String by;
  private final Map<String, Node> nodes = new TreeMap<>();

  private sealed interface Node {
    record Folder(int mode) implements Node {}

    record Link(String target) implements Node {}

    record File(int mode, Path source) implements Node {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Bytes(int mode, byte[] content) implements Node {}
  }

  /** A layer that is stored. */
  public record Written(Descriptor blob, Digest diffId) {}

  /**
   * An empty layer.
   *
   * @param by what makes it, for the image's history
   */
  public Layer(String by) {
    this.by = by;
  }

  /** What makes it, for the image's history. */
  public String by() {
    return by;
  }

  /** Number of files, folders and links. */
  public int size() {
    return nodes.size();
  }

  /** Adds a folder. */
  public Layer folder(String path, boolean everybodys) throws OciException {
    put(path, new Node.Folder(everybodys ? 01777 : 0755));
    return this;
  }

  /** Adds a file with these bytes. */
  public Layer file(String path, boolean executable, byte[] content) throws OciException {
    put(path, new Node.Bytes(executable ? 0755 : 0644, content.clone()));
    return this;
  }

  /** Adds a symbolic link. */
  public Layer link(String path, String target) throws OciException {
    put(path, new Node.Link(target));
    return this;
  }

  /**
   * Adds a file or all that is in a folder.
   *
   * @param source links below it are kept as links
   * @param below the path in the image: of the file, or of what is in the folder; empty: the root
   */
  public Layer add(Path source, String below) throws IOException {
    if (!Files.isDirectory(source)) {
      one(source, below);
      return this;
    }
    try (Stream<Path> walked = Files.walk(source)) {
      for (Path file : (Iterable<Path>) walked.sorted()::iterator) {
        String relative = source.relativize(file).toString().replace('\\', '/');
        String path =
            below.isEmpty() || relative.isEmpty() ? below + relative : below + "/" + relative;
        if (!path.isEmpty() && !path.equals("/")) {
          one(file, path);
        }
      }
    }
    return this;
  }

  private void one(Path file, String path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      put(path, new Node.Link(Files.readSymbolicLink(file).toString()));
    } else if (attributes.isDirectory()) {
      put(path, new Node.Folder((mode(file) & STICKY) != 0 ? 01777 : 0755));
    } else if (attributes.isRegularFile()) {
      put(path, new Node.File((mode(file) & EXECUTABLE) != 0 ? 0755 : 0644, file));
    } else {
      throw new OciException(file + ": a device, pipe or socket has no place in an image");
    }
  }

  private static int mode(Path file) throws IOException {
    try {
      return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Files.isExecutable(file) ? 0755 : 0644;
    }
  }

  private void put(String path, Node node) throws OciException {
    String clean = TarEntry.path(path);
    if (clean == null || clean.isEmpty()) {
      throw new OciException("not a path in an image: " + path);
    }
    for (int slash = clean.indexOf('/'); slash >= 0; slash = clean.indexOf('/', slash + 1)) {
      String parent = clean.substring(0, slash);
      Node above = nodes.computeIfAbsent(parent, _ -> new Node.Folder(0755));
      if (!(above instanceof Node.Folder)) {
        throw new OciException(clean + " lies below " + parent + ", which is no folder");
      }
    }
    String name = clean.substring(clean.lastIndexOf('/') + 1);
    if (name.startsWith(WHITEOUT)) {
      throw new OciException(clean + ": names beginning with " + WHITEOUT + " delete in an image");
    }
    Node before = nodes.get(clean);
    if (before instanceof Node.Folder && !(node instanceof Node.Folder)) {
      throw new OciException(clean + " is a folder and something else");
    }
    nodes.put(clean, node);
  }

  /**
   * Stores it.
   *
   * @param packing NONE gives the same bytes everywhere, GZIP wherever the JDK's zlib is the same
   * @param seconds the time of all its files, since 1970
   */
  public Written write(LayoutFolder into, MediaTypes.Packing packing, long seconds)
      throws IOException {
    MessageDigest meter = Digest.Algorithm.SHA256.start();
    try (LayoutFolder.Draft draft = into.draft()) {
      try (OutputStream packed = packed(draft.out(), packing);
          TarWriter tar =
              new TarWriter(
                  new BufferedOutputStream(new DigestOutputStream(packed, meter), 1 << 16),
                  seconds)) {
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
          write(tar, entry.getKey(), entry.getValue());
        }
      }
      String type =
          packing == MediaTypes.Packing.NONE ? MediaTypes.OCI_LAYER : MediaTypes.OCI_LAYER_GZIP;
      Descriptor blob = draft.keep(type);
      return new Written(blob, Digest.finished(Digest.Algorithm.SHA256, meter.digest()));
    }
  }

  private static void write(TarWriter tar, String path, Node node) throws IOException {
    switch (node) {
      case Node.Folder(int mode) -> tar.folder(path, mode, 0, 0);
      case Node.Link(String target) -> tar.symlink(path, target, 0, 0);
      case Node.Bytes(int mode, byte[] bytes) ->
          tar.file(path, mode, 0, 0, bytes.length, new ByteArrayInputStream(bytes));
      case Node.File(int mode, Path source) -> {
        try (InputStream in = Files.newInputStream(source)) {
          tar.file(path, mode, 0, 0, Files.size(source), in);
        }
      }
    }
  }

  private static OutputStream packed(OutputStream out, MediaTypes.Packing packing)
      throws IOException {
    return switch (packing) {
      case NONE -> out;
      case GZIP -> new Gzip(out);
      case ZSTD -> throw new OciException("layers are not written as zstd; gzip or none would do");
    };
  }

  /** Gzip at its best level; the JDK writes no time and no name of a system into its header. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /** Paths in the order in which they are written. */
  public List<String> paths() {
    return List.copyOf(nodes.keySet());
  }
}
