package dev.brisach.kit.oci;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonFault;
import dev.brisach.core.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder in OCI image layout (image specification, image-layout.md): {@code oci-layout}, {@code
 * index.json} and {@code blobs/ALGORITHM/HEX}. Only regular files below the folder are read, never
 * through a link; a file is written under another name first and moved when it is whole.
 */
public final class LayoutFolder implements ImageStore {
  private static final String MARK = "oci-layout";
  private static final String INDEX = "index.json";

  private final Path folder;
  private List<Descriptor> roots;

  private LayoutFolder(Path folder, List<Descriptor> roots) {
    this.folder = folder;
    this.roots = roots;
  }

  /** True where a folder says that it is a layout. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens a layout that is there. */
  public static LayoutFolder open(Path folder) throws IOException {
    if (!is(folder)) {
      throw new OciException(folder + ": no image layout, it has no file " + MARK);
    }
    version(small(folder, MARK), folder + "/" + MARK);
    Manifest index =
        ManifestReader.read(small(folder, INDEX), MediaTypes.OCI_INDEX, folder + "/" + INDEX);
    return new LayoutFolder(folder, index.parts());
  }

  /** Opens a layout, or makes an empty one where there is nothing. */
  public static LayoutFolder create(Path folder) throws IOException {
    if (is(folder)) {
      return open(folder);
    }
    Files.createDirectories(folder.resolve("blobs/sha256"));
    try (var listed = Files.list(folder)) {
      if (listed.anyMatch(file -> !file.getFileName().toString().equals("blobs"))) {
        throw new OciException(folder + ": neither empty nor an image layout, nothing is written");
      }
    }
    LayoutFolder made = new LayoutFolder(folder, List.of());
    made.replace(
        folder.resolve(MARK),
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    made.writeIndex(List.of());
    return made;
  }

  /** Checks the text of the file {@code oci-layout}. */
  static void version(byte[] mark, String name) throws OciException {
    try {
      Json.Obj json = JsonReader.readObject(mark);
      String version = Objects.requireNonNullElse(json.text("imageLayoutVersion"), "");
      if (!version.startsWith("1.")) {
        throw new OciException(name + ": image layout version 1 was expected, not " + version);
      }
    } catch (JsonFault e) {
      throw new OciException(name + ": " + e.getMessage());
    }
  }

  private static byte[] small(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new OciException(folder + ": " + name + " is missing or no regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(ManifestReader.MOST_BYTES + 1);
    }
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  @Override
  public List<Descriptor> roots() {
    return List.copyOf(roots);
  }

  @Override
  public VerifiedStream open(Descriptor what) throws IOException {
    Path file = file(what.digest());
    plainFolder(what.digest());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new OciException(folder + ": " + what.digest() + " is missing or no regular file");
    }
    long size = Files.size(file);
    if (size != what.size()) {
      throw new OciException(
          folder
              + ": "
              + what.digest()
              + " has "
              + size
              + " bytes, "
              + what.size()
              + " were expected");
    }
    return new VerifiedStream(
        Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), what, folder.toString());
  }

  /** Folders on the way may be links neither: a layout is read from one place only. */
  private void plainFolder(Digest digest) throws OciException {
    for (Path on :
        List.of(
            folder.resolve("blobs"), folder.resolve("blobs").resolve(digest.algorithm().word()))) {
      if (Files.isSymbolicLink(on)) {
        throw new OciException(on + ": a link, which is not followed");
      }
    }
  }

  /** True where a blob of this name and size is there; its bytes are checked when it is read. */
  public boolean has(Descriptor what) throws IOException {
    Path file = file(what.digest());
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == what.size();
  }

  private Path file(Digest digest) {
    return folder.resolve("blobs").resolve(digest.algorithm().word()).resolve(digest.hex());
  }

  /** Stores bytes and says what points to them. */
  public Descriptor add(String mediaType, byte[] bytes) throws IOException {
    try (Draft draft = draft()) {
      draft.out().write(bytes);
      return draft.keep(mediaType);
    }
  }

  /** Copies a blob from elsewhere, checked on the way; one that is there is left alone. */
  public void copy(Content from, Descriptor what) throws IOException {
    if (has(what)) {
      return;
    }
    Path target = file(what.digest());
    Files.createDirectories(target.getParent());
    plainFolder(what.digest());
    Path draft = Files.createTempFile(target.getParent(), ".", ".part");
    try {
      try (InputStream in = from.open(what);
          OutputStream out = Files.newOutputStream(draft)) {
        in.transferTo(out);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Copies an image with all that belongs to it. */
  public void copyImage(Content from, Descriptor root) throws IOException {
    for (Images.Part part : Images.parts(from, root)) {
      copy(from, part.descriptor());
    }
  }

  /** Lists a root; one of the same name is replaced, one without name is listed once. */
  public void list(Descriptor root, @Nullable String name) throws IOException {
    Descriptor named = name == null ? root : root.with(NAME, name);
    List<Descriptor> after = new ArrayList<>();
    for (Descriptor other : roots) {
      boolean replaced =
          name == null
              ? other.digest().equals(root.digest())
              : name.equals(other.annotations().get(NAME));
      if (!replaced) {
        after.add(other);
      }
    }
    after.add(named);
    writeIndex(after);
  }

  private void writeIndex(List<Descriptor> entries) throws IOException {
    replace(folder.resolve(INDEX), new Manifest.Index(entries).bytes());
    roots = List.copyOf(entries);
  }

  private void replace(Path target, byte[] bytes) throws IOException {
    Path draft = Files.createTempFile(folder, ".", ".part");
    try {
      Files.write(draft, bytes);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Starts a blob whose digest is known only at its end. */
  public Draft draft() throws IOException {
    Path blobs = folder.resolve("blobs/sha256");
    Files.createDirectories(blobs);
    return new Draft(Files.createTempFile(blobs, ".", ".part"));
  }

  /** A blob that is being written; closed without having been kept, it is gone. */
  public final class Draft implements AutoCloseable {
    private final Path file;
    private final MessageDigest meter = Digest.Algorithm.SHA256.start();
    private final OutputStream out;

    private Draft(Path file) throws IOException {
      this.file = file;
      this.out = new DigestOutputStream(Files.newOutputStream(file), meter);
    }

    /** Where its bytes go. */
    public OutputStream out() {
      return out;
    }

    /** Keeps it under its digest. */
    public Descriptor keep(String mediaType) throws IOException {
      out.close();
      Descriptor made =
          new Descriptor(
              mediaType,
              Digest.finished(Digest.Algorithm.SHA256, meter.digest()),
              Files.size(file));
      Path target = file(made.digest());
      try {
        if (!has(made)) {
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } catch (FileAlreadyExistsException e) {
        // somebody else stored the same bytes
      }
      return made;
    }

    @Override
    public void close() throws IOException {
      out.close();
      try {
        Files.delete(file);
      } catch (NoSuchFileException e) {
        // it was kept
      }
    }
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
