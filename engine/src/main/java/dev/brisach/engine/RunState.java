package dev.brisach.engine;

import dev.brisach.core.Environment;
import dev.brisach.core.Evidence;
import dev.brisach.core.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the parts of one run share: workers, deadlines, progress, and the faults of our own. */
final class RunState implements AutoCloseable {
  private final Options options;
  private final Progress progress;
  private final Watchdog watchdog = new Watchdog();
  private final ExecutorService pool;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  RunState(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
    this.pool =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().daemon().name("examine-", 0).factory());
  }

  Options options() {
    return options;
  }

  Progress progress() {
    return progress;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  ExecutorService pool() {
    return pool;
  }

  boolean stopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  CheckContext context(Model model, long deadlineNanos) {
    return context(model, List.of(), Environment.SOURCE, deadlineNanos);
  }

  CheckContext context(
      Model model, List<Evidence> earlier, Environment environment, long deadlineNanos) {
    return new CheckContext(
        model,
        earlier,
        environment,
        options.ceiling(),
        options.clock(),
        deadlineNanos,
        this::stopped);
  }

  /** A check threw: remembered with its first place, for the exit code and the log. */
  void broke(String where, Throwable thrown) {
    fault(where + ": " + reason(thrown));
  }

  /** A check could not finish, in words. */
  void fault(String words) {
    if (faults.size() < 100) {
      faults.add(words);
    }
  }

  List<String> faults() {
    return new ArrayList<>(faults);
  }

  /** What was thrown, with the first place in our code. */
  static String reason(Throwable thrown) {
    if (thrown instanceof java.util.concurrent.CancellationException
        && thrown.getMessage() != null) {
      return thrown.getMessage();
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.brisach.")) {
        return thrown + " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return thrown.toString();
  }

  static void join(List<Future<?>> running) {
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.util.concurrent.CancellationException("the run was stopped");
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    watchdog.close();
  }
}
