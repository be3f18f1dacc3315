package dev.brisach.kit.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A box at work, seen from outside: its time, what it uses and what it prints. */
final class Running {
  private static final int LOG_CAP = 4 << 20;

  /** Time to bring out what is left after the box was told to end. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final long LOOK_MILLIS = 100;

  /** Exit code of the probe or -1, and why the box ended. */
  record Ended(int exit, Box.Reason reason, Path targetLog, Path probeLog) {}

  private Running() {}

  /**
   * The kernel ends the box when the thread that started it ends, so it must be one that waits: a
   * platform thread, never the carrier of a virtual one.
   */
  static Ended inOneThread(List<String> command, Watchdog watchdog, Path folder)
      throws IOException {
    if (!Thread.currentThread().isVirtual()) {
      return start(command, watchdog, folder);
    }
    var task = new FutureTask<>(() -> start(command, watchdog, folder));
    Thread thread = Thread.ofPlatform().daemon().name("box").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Ended start(List<String> command, Watchdog watchdog, Path folder)
      throws IOException {
    Path targetLog = folder.resolve("target.log");
    Path probeLog = folder.resolve("probe.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    try {
      Thread target = drain(process.getInputStream(), targetLog);
      Thread probe = drain(process.getErrorStream(), probeLog);
      Box.Reason reason = await(process, watchdog);
      if (reason != Box.Reason.EXIT) {
        end(process);
      }
      target.join(Duration.ofSeconds(5));
      probe.join(Duration.ofSeconds(5));
      boolean done = reason == Box.Reason.EXIT;
      return new Ended(done ? process.exitValue() : -1, reason, targetLog, probeLog);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was stopped");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Box.Reason await(Process process, Watchdog watchdog) throws InterruptedException {
    long end = System.nanoTime() + watchdog.limits().time().toNanos();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Box.Reason reason = watchdog.look(process.toHandle());
      if (reason != null) {
        return reason;
      }
      if (System.nanoTime() - end > 0) {
        return Box.Reason.TIME;
      }
    }
    return Box.Reason.EXIT;
  }

  /** Tells the holder to end the box; where it does not, the kernel is told. */
  private static void end(Process process) throws InterruptedException {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended by itself
    }
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Thread drain(InputStream from, Path log) throws IOException {
    Files.deleteIfExists(log);
    Files.createFile(log);
    return Thread.ofPlatform().daemon().name("drain").start(() -> copy(from, log));
  }

  private static void copy(InputStream from, Path log) {
    try (InputStream in = from;
        var out = Files.newOutputStream(log)) {
      byte[] buffer = new byte[8192];
      int written = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int take = Math.min(n, LOG_CAP - written);
        if (take > 0) {
          out.write(buffer, 0, take);
          written += take;
        }
      }
    } catch (IOException e) {
      // the box was ended while it still spoke; what was read is in the log
    }
  }
}
