package dev.brisach.testkit;

import static dev.brisach.testkit.RegistryAnswers.answer;
import static dev.brisach.testkit.RegistryAnswers.fault;
import static dev.brisach.testkit.RegistryAnswers.query;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The uploads of a {@link RegistryServer}. */
final class RegistryUploads {
  private final RegistryServer server;
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();

  RegistryUploads(RegistryServer server) {
    this.server = server;
  }

  void handle(HttpExchange exchange, String path) throws IOException {
    Map<String, String> query = query(exchange);
    String id = path.substring(path.lastIndexOf('/') + 1);
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        byte[] mounted =
            query.containsKey("from") ? server.blob(query.getOrDefault("mount", "")) : null;
        if (mounted != null) {
          exchange
              .getResponseHeaders()
              .set("Docker-Content-Digest", query.getOrDefault("mount", ""));
          answer(exchange, 201, new byte[0]);
          return;
        }
        id = "u" + server.number();
        uploads.put(id, new byte[0]);
        state(exchange, server.begun(path + id), 202, id);
      }
      case "GET" -> state(exchange, path, uploads.containsKey(id) ? 204 : 404, id);
      case "PATCH" -> piece(exchange, path, id);
      case "PUT" -> close(exchange, id, query.getOrDefault("digest", ""));
      case String _ -> answer(exchange, 405, new byte[0]);
    }
  }

  private void state(HttpExchange exchange, String path, int status, String id) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    int size = uploads.getOrDefault(id, new byte[0]).length;
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
    answer(exchange, status, new byte[0]);
  }

  private void piece(HttpExchange exchange, String path, String id) throws IOException {
    byte[] before = uploads.get(id);
    if (before == null) {
      fault(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    if (range != null && !range.startsWith(before.length + "-")) {
      exchange.getRequestBody().readAllBytes();
      state(exchange, path, 416, id);
      return;
    }
    boolean cuts =
        server.is(RegistryServer.Mode.CUT_UPLOAD) || server.is(RegistryServer.Mode.LOSE_UPLOAD);
    if (cuts && server.trouble() < 2) {
      int length = Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length"));
      byte[] half = exchange.getRequestBody().readNBytes(length / 2);
      if (server.is(RegistryServer.Mode.LOSE_UPLOAD)) {
        uploads.remove(id);
      } else {
        uploads.put(id, joined(before, half));
      }
      return; // the connection ends without an answer
    }
    uploads.put(id, joined(before, exchange.getRequestBody().readAllBytes()));
    state(exchange, path, 202, id);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private void close(HttpExchange exchange, String id, String digest) throws IOException {
    byte[] rest = exchange.getRequestBody().readAllBytes();
    byte[] before = uploads.remove(id);
    if (before == null) {
      fault(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
      return;
    }
    byte[] bytes = joined(before, rest);
    if (!RegistryServer.digest(bytes).equals(digest)) {
      fault(exchange, 400, "DIGEST_INVALID");
      return;
    }
    server.blob(bytes);
    exchange.getResponseHeaders().set("Docker-Content-Digest", server.claimed(digest));
    answer(exchange, 201, new byte[0]);
  }
}
