package dev.brisach.deploy.browser;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the Chrome DevTools Protocol over two pipes: JSON messages, each ended by a zero byte.
 * Safe for several threads.
 */
final class Pipe implements AutoCloseable {
  /** Longest message that is read; a longer one ends the talk. */
  private static final int LONGEST = 32 << 20;

  private final OutputStream out;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Json.Obj>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<Json.Obj>> sessions = new ConcurrentHashMap<>();
  private volatile boolean ended;

  Pipe(InputStream in, OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("browser").start(() -> read(new BufferedInputStream(in)));
  }

  /** What a session of the browser says by itself goes there, on the thread that reads. */
  void listen(String session, Consumer<Json.Obj> ear) {
    sessions.put(session, ear);
  }

  void forget(String session) {
    sessions.remove(session);
  }

  /** True once the browser is gone. */
  boolean ended() {
    return ended;
  }

  /** Tells the browser something; whether it could is seen by what follows. */
  void tell(@Nullable String session, String method, Json.Builder params) {
    var _ = send(session, method, params);
  }

  /** Tells the browser something and hands its answer on, on the thread that reads. */
  void tell(@Nullable String session, String method, Json.Builder params, Consumer<Json.Obj> then) {
    var _ = send(session, method, params).thenAccept(then);
  }

  private CompletableFuture<Json.Obj> send(
      @Nullable String session, String method, Json.Builder params) {
    CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
    int id = ids.incrementAndGet();
    waiting.put(id, answer);
    Json message =
        Json.object()
            .put("id", id)
            .put("method", method)
            .put("params", params.build())
            .put("sessionId", session)
            .build();
    byte[] bytes = JsonWriter.line(message).getBytes(StandardCharsets.UTF_8);
    try {
      synchronized (out) {
        out.write(bytes);
        out.write(0);
        out.flush();
      }
    } catch (IOException e) {
      end();
    }
    if (ended) {
      answer.completeExceptionally(new IOException("the browser is gone"));
    }
    return answer;
  }

  /** Asks the browser something. */
  Json.Obj ask(@Nullable String session, String method, Json.Builder params, Duration within)
      throws IOException {
    return answer(send(session, method, params), method, within);
  }

  private static Json.Obj answer(CompletableFuture<Json.Obj> answer, String method, Duration within)
      throws IOException {
    try {
      Json.Obj whole = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
      if (whole.get("error") != null) {
        throw new IOException(method + ": " + whole.object("error").text("message"));
      }
      return whole.object("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the browser ended", e);
    } catch (TimeoutException e) {
      throw new IOException(method + " was not answered in time", e);
    }
  }

  private void read(InputStream in) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try (in) {
      for (int b = in.read(); b >= 0 && message.size() < LONGEST; b = in.read()) {
        if (b == 0) {
          hear(message.toByteArray());
          message.reset();
        } else {
          message.write(b);
        }
      }
    } catch (IOException | RuntimeException e) {
      // a browser that cannot be understood is as good as gone
    } finally {
      end();
    }
  }

  private void hear(byte[] message) {
    if (!(JsonReader.read(message) instanceof Json.Obj heard)) {
      return;
    }
    int id = (int) heard.number("id", -1);
    String session = heard.text("sessionId");
    if (id >= 0) {
      CompletableFuture<Json.Obj> answer = waiting.remove(id);
      if (answer != null) {
        answer.complete(heard);
      }
    } else if (session != null) {
      Consumer<Json.Obj> ear = sessions.get(session);
      if (ear != null) {
        ear.accept(heard);
      }
    }
  }

  private void end() {
    ended = true;
    waiting.values().forEach(one -> one.completeExceptionally(new IOException("it is gone")));
    waiting.clear();
  }

  /** Hangs up, upon which a Chromium ends by itself. */
  @Override
  public void close() {
    end();
    try {
      synchronized (out) {
        out.close();
      }
    } catch (IOException e) {
      // it is closed either way
    }
  }
}
