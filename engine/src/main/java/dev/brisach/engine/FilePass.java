package dev.brisach.engine;

import dev.brisach.core.Check;
import dev.brisach.core.Model;
import dev.brisach.core.SubjectKind;
import dev.brisach.kit.tree.FileEntry;
import dev.brisach.kit.tree.SourceFile;
import dev.brisach.kit.tree.SourceTree;
import dev.brisach.kit.tree.TreeWalk;
import dev.brisach.kit.tree.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads every file of the tree once, on all cores, and hands it to each check that wants it. A file
 * is dropped when its checks are done, so that memory does not grow with the tree.
 */
final class FilePass {
  /** A check over files, with what it records. */
  record Worker(Check<SourceFile> check, Sweep sweep) {}

  private final RunState state;
  private final List<Worker> workers;
  private final Map<String, String> notRead = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<FileEntry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  FilePass(RunState state, List<Worker> workers) {
    this.state = state;
    this.workers = workers;
  }

  /** Examines all files and returns the finished inventory. */
  SourceTree run(Path root) {
    TreeWalk.Listing listing = TreeWalk.list(root);
    notRead.putAll(listing.leftOut());
    List<FileEntry> files = listing.files();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < state.options().threads(); i++) {
      running.add(state.pool().submit(() -> work(root, files)));
    }
    RunState.join(running);
    return new SourceTree(root, List.copyOf(entries), notRead);
  }

  private void work(Path root, List<FileEntry> files) {
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      if (state.stopped()) {
        return;
      }
      FileEntry listed = files.get(i);
      try {
        SourceFile file = SourceTree.read(root, listed);
        entries.add(file.entry());
        examine(file);
      } catch (IOException | SecurityException e) {
        notRead.put(listed.path(), "cannot be read: " + reason(e));
      }
      int count = done.incrementAndGet();
      if ((count & 0x3f) == 0 || count == files.size()) {
        state.progress().hear(new Progress.Event.Files(count, files.size()));
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.file.AccessDeniedException ? "no permission" : e.toString();
  }

  private void examine(SourceFile file) {
    FileEntry entry = file.entry();
    for (Worker worker : workers) {
      SubjectKind subject = worker.check().info().subject();
      String type = subject.type();
      if (type != null && !entry.is(type)) {
        continue;
      }
      worker.sweep().fileSeen();
      if (entry.size() > SourceTree.MAX_FILE) {
        worker
            .sweep()
            .unexamined(entry.asset(), "larger than " + (SourceTree.MAX_FILE >> 20) + " MiB");
        continue;
      }
      long deadline = System.nanoTime() + state.options().perFile().toNanos();
      state.watchdog().guard(deadline, () -> call(worker, file, deadline));
    }
  }

  private void call(Worker worker, SourceFile file, long deadline) {
    try {
      worker.check().examine(file, state.context(Model.empty(), deadline), worker.sweep());
    } catch (Unreadable e) {
      worker.sweep().unexamined(file.asset(), e.getMessage());
    } catch (CancellationException e) {
      worker.sweep().unexamined(file.asset(), RunState.reason(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      state.broke(worker.check().info().id() + " on " + file.path(), e);
      worker.sweep().unexamined(file.asset(), "the check broke: " + RunState.reason(e));
    }
  }
}
