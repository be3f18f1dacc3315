package dev.brisach.core.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Segments as files {@code .brisach/ledger/<id>.ndjson}.
 *
 * <p>A writer holds an operating-system lock on {@code <id>.<process>.lock} from before its segment
 * is there until after its last line; the lock falls when its process dies. It is a file of its
 * own, named after the process, because on POSIX closing any other descriptor of a file drops the
 * lock of the whole process: nobody opens a lock file of his own process.
 */
final class FolderStore implements SegmentStore {
  private static final String SUFFIX = ".ndjson";
  private static final String LOCK = ".lock";

  private final Path state;
  private final Path folder;

  FolderStore(Path brisachDir) {
    this.state = brisachDir;
    this.folder = brisachDir.resolve("ledger");
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String name : names("*" + SUFFIX)) {
      String id = name.substring(0, name.length() - SUFFIX.length());
      if (SegmentHeader.isId(id) && Files.isRegularFile(file(id), LinkOption.NOFOLLOW_LINKS)) {
        ids.add(id);
      }
    }
    Collections.sort(ids);
    return ids;
  }

  private List<String> names(String glob) throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
        files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      }
    }
    return names;
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  @Override
  public InputStream open(String id) throws IOException {
    return Files.newInputStream(file(id));
  }

  @Override
  public long size(String id) throws IOException {
    return Files.size(file(id));
  }

  @Override
  public byte[] tail(String id, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(file(id), StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, size));
      long at = size - buffer.capacity();
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at + buffer.position());
        if (read < 0) {
          break;
        }
      }
      return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  @Override
  public Set<String> inProgress() throws IOException {
    Set<String> busy = new HashSet<>();
    String self = self();
    for (String name : names("*" + LOCK)) {
      String owner = name.substring(0, name.length() - LOCK.length());
      int dot = owner.indexOf('.');
      if (dot > 0 && (owner.substring(dot + 1).equals(self) || held(folder.resolve(name)))) {
        busy.add(owner.substring(0, dot));
      }
    }
    return busy;
  }

  /** Tries the lock of another process; a dead one has left a file of no use. */
  private boolean held(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free == null;
    } catch (NoSuchFileException gone) {
      return false;
    } catch (OverlappingFileLockException | IOException unknown) {
      return true; // no locks on this file system, or not ours: better not touched
    }
  }

  @Override
  public void tidy() throws IOException {
    Set<String> busy = inProgress();
    for (String name : names("*" + LOCK)) {
      String id = name.substring(0, Math.max(0, name.indexOf('.')));
      if (!busy.contains(id) && Files.exists(file(id))) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + started;
  }

  @Override
  public void cut(String id, long size) throws IOException {
    if (size == 0) {
      Files.deleteIfExists(file(id));
      return;
    }
    try (FileChannel channel = FileChannel.open(file(id), StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.force(true);
    }
  }

  /** Makes the folders; a link among them could lead what we write out of an unknown project. */
  private void prepare() throws IOException {
    for (Path path : List.of(state, folder)) {
      if (Files.isSymbolicLink(path)) {
        throw new FileSystemException(path + " is a symbolic link, a folder is needed");
      }
    }
    Files.createDirectories(folder);
    Path ignore = state.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      try {
        Files.writeString(ignore, "*\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException another) {
        // another run was quicker
      }
    }
  }

  @Override
  public Sink create(String id) throws IOException {
    prepare();
    Path lock = folder.resolve(id + "." + self() + LOCK);
    FileChannel held =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock(held);
      FileChannel out =
          FileChannel.open(file(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new FileSink(out, held, lock);
    } catch (IOException e) {
      held.close();
      Files.deleteIfExists(lock);
      throw e;
    }
  }

  private static void lock(FileChannel held) {
    try {
      FileLock lock = held.tryLock();
      if (lock == null) {
        throw new IllegalStateException("A file that was just made is locked by another");
      }
    } catch (IOException noLocks) {
      // a file system without locks: others then see the lock file and keep away
    }
  }

  @Override
  public Staged stage(InputStream in, long most) throws IOException {
    prepare();
    Path temporary = Files.createTempFile(folder, ".import-", ".tmp");
    StagedFile staged = new StagedFile(this, temporary);
    try (OutputStream out = Files.newOutputStream(temporary)) {
      copy(in, out, most);
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
    return staged;
  }

  /** Copies at most so many bytes; the reader that follows refuses what is longer. */
  static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = most;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** A segment's file while it is written. */
  static final class FileSink implements Sink {
    private final FileChannel out;
    private final @Nullable FileChannel held;
    private final @Nullable Path lock;
    private long good;

    FileSink(FileChannel out, @Nullable FileChannel held, @Nullable Path lock) {
      this.out = out;
      this.held = held;
      this.lock = lock;
    }

    @Override
    public void write(byte[] line) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      try {
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        good += line.length;
      } catch (IOException e) {
        undo(e);
        throw e;
      }
    }

    private void undo(IOException cause) {
      try {
        out.truncate(good);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }

    @Override
    public void sync() throws IOException {
      out.force(true);
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        if (held != null && lock != null) {
          held.close();
          Files.deleteIfExists(lock);
        }
      }
    }
  }

  private record StagedFile(FolderStore store, Path temporary) implements Staged {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(temporary);
    }

    @Override
    public void install(String id) throws IOException {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, store.file(id));
    }

    @Override
    public boolean same(String id) throws IOException {
      return Files.mismatch(temporary, store.file(id)) < 0;
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(temporary);
    }
  }
}
