package dev.brisach.core.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Where segments are kept: a folder, or the memory of this process. */
sealed interface SegmentStore permits FolderStore, MemoryStore {
  /** The place, for messages. */
  String place();

  /** Ids of all segments, oldest first. */
  List<String> ids() throws IOException;

  /** The bytes of a segment. */
  InputStream open(String id) throws IOException;

  /** Size of a segment in bytes. */
  long size(String id) throws IOException;

  /** The last bytes of a segment, at most as many as asked for. */
  byte[] tail(String id, int most) throws IOException;

  /** The segments that a living writer holds, in this process or another. */
  Set<String> inProgress() throws IOException;

  /** Removes what dead writers left besides their segments. */
  void tidy() throws IOException;

  /** Cuts a segment that nobody writes; to nothing means that it goes. */
  void cut(String id, long size) throws IOException;

  /**
   * Starts a segment and holds it until the sink is closed; {@link
   * java.nio.file.FileAlreadyExistsException} where the id is taken.
   */
  Sink create(String id) throws IOException;

  /** Takes bytes that are to be proved before they become a segment. */
  Staged stage(InputStream in, long most) throws IOException;

  /** Where a writer puts its lines. */
  interface Sink extends Closeable {
    /** Writes all of it, or leaves what was there before. */
    void write(byte[] line) throws IOException;

    /** Returns when all is on the disk. */
    void sync() throws IOException;
  }

  /** Bytes that are no segment yet; closing throws them away unless they were installed. */
  interface Staged extends Closeable {
    InputStream open() throws IOException;

    /** Makes them a segment. */
    void install(String id) throws IOException;

    /** True where the segment of this id has the same bytes. */
    boolean same(String id) throws IOException;
  }
}
