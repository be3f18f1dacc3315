package dev.brisach.kit.oci;

import dev.brisach.kit.tar.TarEntry;
import dev.brisach.kit.tar.TarException;
import dev.brisach.kit.tar.TarLimits;
import dev.brisach.kit.tar.TarReader;
import dev.brisach.kit.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tar file with images: an OCI image layout, or what {@code docker save} writes. Its table is
 * read once, blobs are read in place, nothing is unpacked to disk.
 */
public final class ImageTar implements ImageStore {
  private static final TarLimits LIMITS = new TarLimits(100_000, 1L << 40, 1 << 20);

  private final FileChannel channel;
  private final String place;
  private final Map<Digest, Piece> blobs;
  private final Map<Digest, byte[]> made;
  private final List<Descriptor> roots;

  /** A stretch of the file. */
  record Piece(long offset, long size) {}

  /** What one kind of tar file holds; {@code made} are manifests that it leaves to its reader. */
  record Table(Map<Digest, Piece> blobs, Map<Digest, byte[]> made, List<Descriptor> roots) {}

  private ImageTar(FileChannel channel, String place, Table table) {
    this.channel = channel;
    this.place = place;
    this.blobs = table.blobs;
    this.made = table.made;
    this.roots = List.copyOf(table.roots);
  }

  /** Opens a tar file. */
  public static ImageTar open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (packed(channel)) {
        throw new OciException(file + ": packed as gzip; unpack it before: gunzip");
      }
      Map<String, Piece> files = files(channel, file.toString());
      Table table;
      if (files.containsKey("oci-layout")) {
        table = layout(channel, files, file.toString());
      } else if (files.containsKey("manifest.json")) {
        table = new SavedImages(channel, files, file.toString()).table();
      } else {
        throw new OciException(
            file + ": no image, it has neither a file oci-layout nor manifest.json");
      }
      return new ImageTar(channel, file.toString(), table);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean packed(FileChannel channel) throws IOException {
    byte[] begin = new PieceStream(channel, 0, 2).readNBytes(2);
    return begin.length == 2 && begin[0] == 0x1f && begin[1] == (byte) 0x8b;
  }

  /** The regular files by their path; links among them are followed, as old tars need it. */
  private static Map<String, Piece> files(FileChannel channel, String place) throws IOException {
    Map<String, Piece> files = new HashMap<>();
    Map<String, String> links = new TreeMap<>();
    try {
      TarReader tar = new TarReader(new PieceStream(channel, 0, channel.size()), LIMITS);
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        String path = entry.path();
        if (path == null) {
          throw new OciException(place + ": an entry leads out of it: " + entry.name());
        }
        switch (entry.kind()) {
          case FILE -> {
            if (files.put(path, new Piece(entry.offset(), entry.size())) != null) {
              throw new OciException(place + ": " + path + " is in it twice");
            }
          }
          case SYMLINK, HARDLINK -> links.put(path, target(entry, path));
          case FOLDER, OTHER -> {}
        }
      }
    } catch (TarException e) {
      throw new OciException(place + ": " + e.getMessage());
    }
    links.forEach((path, target) -> {
      Piece piece = files.get(target);
      if (piece != null) {
        files.putIfAbsent(path, piece);
      }
    });
    return files;
  }

  /** Where a link leads inside the tar; to nowhere where it leads out. */
  private static String target(TarEntry entry, String path) {
    if (entry.kind() == TarEntry.Kind.HARDLINK) {
      return String.valueOf(TarEntry.path(entry.link()));
    }
    Path from = Path.of("/" + path);
    return from.resolveSibling(entry.link().replace("\0", "")).normalize().toString().substring(1);
  }

  private static Table layout(FileChannel channel, Map<String, Piece> files, String place)
      throws IOException {
    LayoutFolder.version(small(channel, files, "oci-layout", place), place + ": oci-layout");
    Manifest index =
        ManifestReader.read(
            small(channel, files, "index.json", place),
            MediaTypes.OCI_INDEX,
            place + "/index.json");
    Map<Digest, Piece> blobs = new HashMap<>();
    files.forEach((path, piece) -> {
      String[] parts = path.split("/", -1);
      if (parts.length == 3 && parts[0].equals("blobs")) {
        try {
          blobs.put(Digest.parse(parts[1] + ":" + parts[2]), piece);
        } catch (OciException e) {
          // a file of another kind; nothing can point to it
        }
      }
    });
    return new Table(blobs, Map.of(), index.parts());
  }

  /** The bytes of a small file of the tar. */
  static byte[] small(FileChannel channel, Map<String, Piece> files, String name, String place)
      throws IOException {
    Piece piece = files.get(name);
    if (piece == null) {
      throw new OciException(place + ": it has no file " + name);
    }
    if (piece.size > ManifestReader.MOST_BYTES) {
      throw new OciException(
          place + ": " + name + " is longer than " + ManifestReader.MOST_BYTES + " bytes");
    }
    return new PieceStream(channel, piece.offset, piece.size).readAllBytes();
  }

  @Override
  public List<Descriptor> roots() {
    return roots;
  }

  @Override
  public VerifiedStream open(Descriptor what) throws IOException {
    byte[] bytes = made.get(what.digest());
    if (bytes != null) {
      return new VerifiedStream(new java.io.ByteArrayInputStream(bytes), what, place);
    }
    Piece piece = blobs.get(what.digest());
    if (piece == null) {
      throw new OciException(place + ": " + what.digest() + " is missing");
    }
    if (piece.size != what.size()) {
      throw new OciException(
          place
              + ": "
              + what.digest()
              + " has "
              + piece.size
              + " bytes, "
              + what.size()
              + " were expected");
    }
    return new VerifiedStream(new PieceStream(channel, piece.offset, piece.size), what, place);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Writes an image layout as one tar file, the same bytes for the same images.
   *
   * @param roots what it lists
   * @param seconds the time of all entries, since 1970
   */
  public static void write(Content from, List<Descriptor> roots, Path file, long seconds)
      throws IOException {
    Map<Digest, Descriptor> parts = new TreeMap<>();
    for (Descriptor root : roots) {
      for (Images.Part part : Images.parts(from, root)) {
        parts.putIfAbsent(part.descriptor().digest(), part.descriptor());
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, ".", ".part");
    try {
      try (TarWriter tar =
          new TarWriter(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16), seconds)) {
        tar.file(
            "oci-layout",
            0644,
            "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        tar.file("index.json", 0644, new Manifest.Index(roots).bytes());
        for (Descriptor part : parts.values()) {
          String path = "blobs/" + part.digest().algorithm().word() + "/" + part.digest().hex();
          try (InputStream in = from.open(part)) {
            tar.file(path, 0644, 0, 0, part.size(), in);
          }
        }
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Reads a stretch of a file; many may read at once. */
  static final class PieceStream extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    PieceStream(FileChannel channel, long from, long size) {
      this.channel = channel;
      this.at = from;
      this.end = from + size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      int wanted = (int) Math.min(most, end - at);
      if (wanted <= 0) {
        return -1;
      }
      int n = channel.read(java.nio.ByteBuffer.wrap(into, offset, wanted), at);
      at += Math.max(0, n);
      return n;
    }

    @Override
    public long skip(long most) throws IOException {
      long n = Math.max(0, Math.min(most, Math.min(end, channel.size()) - at));
      at += n;
      return n;
    }
  }

  /** The whole file of a path as a stream, for {@link SavedImages}. */
  static InputStream stream(FileChannel channel, Piece piece) {
    return new PieceStream(channel, piece.offset, piece.size);
  }

  /** The name under which a saved image is listed. */
  static Descriptor named(Descriptor root, @Nullable String name) {
    return name == null ? root : root.with(NAME, name);
  }
}
