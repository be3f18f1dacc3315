package dev.brisach.cli.report;

import dev.brisach.core.json.Json;
import dev.brisach.core.json.JsonReader;
import dev.brisach.core.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A page in a real Chromium of its own, driven through the DevTools protocol. */
final class ChromiumPage implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Process browser;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Json.Obj>> answers = new ConcurrentHashMap<>();
  private final List<Json.Obj> events = new CopyOnWriteArrayList<>();

  private ChromiumPage(Process browser, Path data) throws IOException, InterruptedException {
    this.browser = browser;
    String target = target(port(data));
    this.socket = http.newWebSocketBuilder().buildAsync(URI.create(target), new Ears()).join();
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      send(domain + ".enable", Json.object().build());
    }
  }

  /** Starts a browser with a fresh profile in this folder. */
  static ChromiumPage start(Path data) throws IOException, InterruptedException {
    Process browser =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + data,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new ChromiumPage(browser, data);
    } catch (IOException | InterruptedException | RuntimeException e) {
      stop(browser);
      throw e;
    }
  }

  private static int port(Path data) throws IOException, InterruptedException {
    Path file = data.resolve("DevToolsActivePort");
    for (int i = 0; i < 300; i++) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return Integer.parseInt(lines.getFirst());
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("Chromium did not say its port within 30 s");
  }

  private String target(int port) throws IOException, InterruptedException {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(list).timeout(LONG).build(),
            HttpResponse.BodyHandlers.ofString());
    for (Json item : ((Json.Arr) JsonReader.read(answer.body())).items()) {
      if (item instanceof Json.Obj page && "page".equals(page.text("type"))) {
        return page.need("webSocketDebuggerUrl");
      }
    }
    throw new IOException("Chromium has no page");
  }

  /** Opens a file and waits until it is loaded. */
  void open(Path file) {
    events.clear();
    send("Page.navigate", Json.object().put("url", file.toUri().toString()).build());
    long end = System.nanoTime() + LONG.toNanos();
    while (events("Page.loadEventFired").isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the page did not load");
      }
      Thread.onSpinWait();
    }
  }

  /** Shows the page in this width and colour scheme. */
  void show(int width, int height, String scheme) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Json.object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false)
            .build());
    Json feature = Json.object().put("name", "prefers-color-scheme").put("value", scheme).build();
    send(
        "Emulation.setEmulatedMedia",
        Json.object().put("media", "").put("features", new Json.Arr(List.of(feature))).build());
  }

  /** Shows the page as it is printed. */
  void showPrinted() {
    send("Emulation.setEmulatedMedia", Json.object().put("media", "print").build());
  }

  /** The value of a JavaScript expression, run by the tool and not by the page. */
  Json eval(String script) {
    Json.Obj answer =
        send(
            "Runtime.evaluate",
            Json.object()
                .put("expression", script)
                .put("returnByValue", true)
                .put("awaitPromise", true)
                .build());
    if (answer.get("exceptionDetails") != null) {
      throw new IllegalStateException(JsonWriter.line(answer));
    }
    Json value = answer.object("result").get("value");
    return value == null ? new Json.Null() : value;
  }

  /** Presses a key as a keyboard does. */
  void press(String key, int code) {
    Json.Builder down =
        Json.object()
            .put("type", "keyDown")
            .put("key", key)
            .put("code", key)
            .put("windowsVirtualKeyCode", code);
    if (key.equals("Enter")) {
      down.put("text", "\r");
    }
    send("Input.dispatchKeyEvent", down.build());
    send(
        "Input.dispatchKeyEvent",
        Json.object()
            .put("type", "keyUp")
            .put("key", key)
            .put("code", key)
            .put("windowsVirtualKeyCode", code)
            .build());
  }

  /** What the browser said since the page was opened, of one kind. */
  List<Json.Obj> events(String method) {
    List<Json.Obj> found = new ArrayList<>();
    for (Json.Obj event : events) {
      if (method.equals(event.text("method"))) {
        found.add(event.object("params"));
      }
    }
    return found;
  }

  /** A picture of the page, for the eye. */
  byte[] picture() {
    Json.Obj answer = send("Page.captureScreenshot", Json.object().put("format", "png").build());
    return Base64.getDecoder().decode(answer.need("data"));
  }

  private Json.Obj send(String method, Json.Obj params) {
    int id = ids.incrementAndGet();
    CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Json message = Json.object().put("id", id).put("method", method).put("params", params).build();
    socket.sendText(JsonWriter.line(message), true).join();
    try {
      Json.Obj whole = answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
      if (whole.get("error") != null) {
        throw new IllegalStateException(method + ": " + JsonWriter.line(whole));
      }
      return whole.object("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " was not answered", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    stop(browser);
    http.shutdownNow();
  }

  private static void stop(Process browser) {
    List<ProcessHandle> children = browser.descendants().toList();
    browser.destroy();
    try {
      if (!browser.waitFor(5, TimeUnit.SECONDS)) {
        browser.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Puts messages together; answers go to who waits, the rest are events. */
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        hear(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void hear(String message) {
      Json.Obj heard = (Json.Obj) JsonReader.read(message);
      CompletableFuture<Json.Obj> waiting = answers.remove((int) heard.number("id", -1));
      if (waiting == null) {
        events.add(heard);
      } else {
        waiting.complete(heard);
      }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      answers.values().forEach(one -> one.completeExceptionally(error));
    }
  }

  /** Writes a page to a file of this folder. */
  static Path page(Path folder, String name, String html) {
    try {
      return Files.writeString(folder.resolve(name), html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
