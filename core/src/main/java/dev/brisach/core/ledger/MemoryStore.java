package dev.brisach.core.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Segments that live as long as this object: for a project that cannot be written, and tests. */
final class MemoryStore implements SegmentStore {
  private final TreeMap<String, ByteArrayOutputStream> segments = new TreeMap<>();
  private final Set<String> busy = new HashSet<>();

  @Override
  public String place() {
    return "memory";
  }

  @Override
  public synchronized List<String> ids() {
    return List.copyOf(segments.keySet());
  }

  private synchronized byte[] bytes(String id) throws IOException {
    ByteArrayOutputStream segment = segments.get(id);
    if (segment == null) {
      throw new NoSuchFileException(id);
    }
    return segment.toByteArray();
  }

  @Override
  public InputStream open(String id) throws IOException {
    return new ByteArrayInputStream(bytes(id));
  }

  @Override
  public long size(String id) throws IOException {
    return bytes(id).length;
  }

  @Override
  public byte[] tail(String id, int most) throws IOException {
    byte[] all = bytes(id);
    return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
  }

  @Override
  public synchronized Set<String> inProgress() {
    return Set.copyOf(busy);
  }

  @Override
  public void tidy() {}

  @Override
  public synchronized void cut(String id, long size) throws IOException {
    byte[] kept = Arrays.copyOf(bytes(id), (int) size);
    if (size == 0) {
      segments.remove(id);
    } else {
      put(id, kept);
    }
  }

  private synchronized void put(String id, byte[] content) {
    ByteArrayOutputStream segment = new ByteArrayOutputStream(content.length);
    segment.writeBytes(content);
    segments.put(id, segment);
  }

  @Override
  public synchronized Sink create(String id) throws IOException {
    if (segments.containsKey(id)) {
      throw new FileAlreadyExistsException(id);
    }
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segments.put(id, segment);
    busy.add(id);
    return new MemorySink(this, id, segment);
  }

  private synchronized void release(String id) {
    busy.remove(id);
  }

  @Override
  public Staged stage(InputStream in, long most) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    FolderStore.copy(in, content, most);
    return new StagedBytes(this, content);
  }

  private record MemorySink(MemoryStore store, String id, ByteArrayOutputStream segment)
      implements Sink {
    @Override
    public void write(byte[] line) {
      segment.writeBytes(line);
    }

    @Override
    public void sync() {}

    @Override
    public void close() {
      store.release(id);
    }
  }

  private record StagedBytes(MemoryStore store, ByteArrayOutputStream content) implements Staged {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content.toByteArray());
    }

    @Override
    public void install(String id) {
      store.put(id, content.toByteArray());
    }

    @Override
    public boolean same(String id) throws IOException {
      return Arrays.equals(store.bytes(id), content.toByteArray());
    }

    @Override
    public void close() {}
  }
}
