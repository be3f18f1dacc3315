package dev.brisach.kit.listen;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A small HTTP server on loopback: notes the head of each request, answers, closes. */
final class HttpPart implements AutoCloseable {
  private static final int MAX_HEAD = 8 << 10;
  private static final int MOST_AT_ONCE = 64;
  private static final int MILLIS = 3_000;

  private final ServerSocket server;
  private final Hits hits;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  HttpPart(int port, Hits hits) throws IOException {
    this.hits = hits;
    this.server = new ServerSocket(port, 128, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (room.tryAcquire()) {
          open.add(client);
          Thread.ofVirtual().start(() -> answer(client));
        } else {
          client.close();
        }
      } catch (IOException e) {
        // closed, or one caller less
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      client.setSoTimeout(MILLIS);
      String head = head(client.getInputStream());
      int end = head.indexOf('\n');
      String first = (end < 0 ? head : head.substring(0, end)).strip();
      String where = first + "\n" + host(head);
      String token =
          hits.note(Hit.Kind.HTTP, where, String.valueOf(client.getRemoteSocketAddress()), first);
      String body = token == null ? "" : Listener.answerFor(token);
      byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
      String answer =
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n"
              + (first.startsWith("HEAD ") ? "" : body);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().flush();
    } catch (IOException e) {
      // the caller went away
    } finally {
      open.remove(client);
      room.release();
    }
  }

  private static String host(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "host:", 0, 5))
        .findFirst()
        .orElse("");
  }

  /** The head, or what came of it until its end, its cap or the caller's silence. */
  private static String head(InputStream in) throws IOException {
    byte[] bytes = new byte[MAX_HEAD];
    int size = 0;
    long end = System.nanoTime() + MILLIS * 1_000_000L;
    try {
      while (size < MAX_HEAD && System.nanoTime() - end < 0) {
        int n = in.read(bytes, size, MAX_HEAD - size);
        if (n < 0) {
          break;
        }
        size += n;
        String text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        if (text.contains("\r\n\r\n") || text.contains("\n\n")) {
          break;
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      // what came so far counts
    }
    return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
