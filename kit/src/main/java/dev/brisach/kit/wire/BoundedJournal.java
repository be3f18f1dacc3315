package dev.brisach.kit.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the latest entries in memory, bounded by their number and size; the oldest go first. */
public final class BoundedJournal implements Journal {
  private final int mostEntries;
  private final long mostBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long dropped;

  /**
   * A journal.
   *
   * @param mostBytes about how much memory it may take
   */
  public BoundedJournal(int mostEntries, long mostBytes) {
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  @Override
  public synchronized void note(Entry entry) {
    entries.addLast(entry);
    bytes += entry.weight();
    while (!entries.isEmpty() && (entries.size() > mostEntries || bytes > mostBytes)) {
      bytes -= entries.removeFirst().weight();
      dropped++;
    }
  }

  /** What is kept, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many entries had to go. */
  public synchronized long dropped() {
    return dropped;
  }
}
