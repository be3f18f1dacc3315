package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import dev.brisach.kit.sandbox.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running Chromium with a profile of its own that is thrown away. No page sees a cookie or
 * storage of another one. It lives until it is closed, and ends by itself when this program does.
 * Safe for several threads.
 */
public final class Browser implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(15);

  /** For all that a page does. */
  private static final Duration LONGEST = Duration.ofSeconds(6);

  private static final int ABREAST = 3;

  private final Process process;
  private final Path profile;
  private final Pipe pipe;
  private final boolean walled;
  private final String version;
  private final Duration longest;
  private final Queue<Tab> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore abreast = new Semaphore(ABREAST);

  private Browser(
      Process process, Path profile, Pipe pipe, boolean walled, String version, Duration longest) {
    this.longest = longest;
    this.process = process;
    this.profile = profile;
    this.pipe = pipe;
    this.walled = walled;
    this.version = version;
  }

  /** The Chromium of this machine, or null where none is in the usual places. */
  public static @Nullable Path installed() {
    return Chromium.installed();
  }

  /**
   * Starts one. Its own sandbox is used where the system lets it.
   *
   * @throws IOException where it does not start, with the reason
   */
  public static Browser start(Path program) throws IOException {
    return start(program, LONGEST);
  }

  /** One that leaves each page after this time. */
  static Browser start(Path program, Duration longest) throws IOException {
    if (!Chromium.root()) {
      try {
        return start(program, longest, true);
      } catch (IOException e) {
        // inside a box the kernel grants it no second one
      }
    }
    return start(program, longest, false);
  }

  private static Browser start(Path program, Duration longest, boolean walled) throws IOException {
    Path profile = Files.createTempDirectory("brisach-browser-");
    Process process = null;
    Pipe pipe = null;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(Chromium.command(program, profile, walled))
              .directory(profile.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().put("PATH", "/usr/bin:/bin");
      builder.environment().put("HOME", profile.toString());
      process = builder.start();
      pipe = new Pipe(process.getInputStream(), process.getOutputStream());
      String product = pipe.ask(null, "Browser.getVersion", Json.object(), START).need("product");
      return new Browser(process, profile, pipe, walled, product.replace('/', ' '), longest);
    } catch (IOException | RuntimeException e) {
      end(process, pipe, profile);
      throw new IOException(program + " does not start: " + e.getMessage(), e);
    }
  }

  /** Name and version, and whether its own sandbox is off, in words. */
  public String words() {
    return version + (walled ? "" : " without its own sandbox");
  }

  /** True while pages can be opened. */
  public boolean alive() {
    return process.isAlive() && !pipe.ended();
  }

  /** Opens a page and says what it did; never longer than a few seconds. */
  public Seen open(Visit visit, Doorway doorway) {
    try {
      abreast.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
    try {
      return open(visit, doorway, tab());
    } catch (IOException e) {
      return new Seen(
          List.of(), List.of(), List.of(), false, List.of(), String.valueOf(e.getMessage()));
    } finally {
      abreast.release();
    }
  }

  private Tab tab() throws IOException {
    Tab tab = idle.poll();
    return tab == null ? Tab.open(pipe) : tab;
  }

  private Seen open(Visit visit, Doorway doorway, Tab tab) {
    boolean again = false;
    try {
      Look look = new Look(tab, visit, doorway);
      Seen seen = look.see(longest);
      again = look.clean() && tab.clear(Supply.origin(doorway.base()));
      return seen;
    } finally {
      if (again) {
        idle.add(tab);
      } else {
        tab.close();
      }
    }
  }

  /** Its process. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    end(process, pipe, profile);
  }

  private static void end(@Nullable Process process, @Nullable Pipe pipe, Path profile) {
    if (pipe != null) {
      pipe.close();
    }
    if (process != null) {
      List<ProcessHandle> children = process.descendants().toList();
      try {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
      children.forEach(ProcessHandle::destroyForcibly);
    }
    Folders.delete(profile);
  }
}
