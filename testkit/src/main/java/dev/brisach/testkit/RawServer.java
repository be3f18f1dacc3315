package dev.brisach.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A loopback server that answers each connection with bytes of the test's choice. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;

  private RawServer(ServerSocket socket) {
    this.socket = socket;
  }

  /**
   * Answers with text; the function gets the request's first line. An answer of null keeps the
   * connection open in silence.
   */
  public static RawServer answering(Function<String, String> answer) {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(socket, answer));
      return new RawServer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Leaves each connection to the test from its first byte on; the connection is closed when the
   * test is done with it.
   */
  public static RawServer talking(Talk talk) {
    try {
      ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      return talking(socket, talk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on a server socket of the test's own, such as an encrypted one. */
  public static RawServer talking(ServerSocket socket, Talk talk) {
    Thread.ofVirtual()
        .start(() -> {
          while (!socket.isClosed()) {
            try {
              Socket client = socket.accept();
              Thread.ofVirtual().start(() -> talked(client, talk));
            } catch (IOException e) {
              return;
            }
          }
        });
    return new RawServer(socket);
  }

  /** One side of a connection. */
  public interface Talk {
    /** Speaks with a client until it is done. */
    void with(Socket client) throws IOException, InterruptedException;
  }

  private static void talked(Socket client, Talk talk) {
    try (client) {
      talk.with(client);
    } catch (IOException | InterruptedException e) {
      // the other side went away
    }
  }

  /** The head of the next request with its empty line. */
  public static String head(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = client.getInputStream().read();
      if (c < 0) {
        throw new EOFException("the client has gone");
      }
      head.append((char) c);
    }
    return head.toString();
  }

  /** Sends text, one byte for each character. */
  public static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  /** A whole answer with status and body. */
  public static String http(int status, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\nContent-Type: text/plain\r\n\r\n"
        + body;
  }

  private static void serve(ServerSocket server, Function<String, String> answer) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> one(client, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void one(Socket client, Function<String, String> answer) {
    try (client) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = client.getInputStream().read();
        if (c < 0) {
          return;
        }
        head.append((char) c);
      }
      String text = answer.apply(head.substring(0, head.indexOf("\r\n")));
      if (text == null) {
        Thread.sleep(60_000);
        return;
      }
      client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().flush();
    } catch (IOException | InterruptedException e) {
      // the other side went away
    }
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
