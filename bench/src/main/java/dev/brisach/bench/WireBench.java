package dev.brisach.bench;

import dev.brisach.kit.wire.BoundedJournal;
import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Journal;
import dev.brisach.kit.wire.Limits;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Exchanges per second of the wire on virtual threads against a stub in this process, without and
 * with a journal, beside a bare client of the JDK that asks the same stub in turn with it.
 *
 * <p>Arguments: {@code --exchanges N} (20000) per round, {@code --rounds N} (5) after two to warm
 * up, {@code --connections N} (16), {@code --body N} (2000) bytes of each answer.
 */
public final class WireBench {
  private static final int WARM_UPS = 2;

  private WireBench() {}

  /** One way to ask. */
  private interface Asking {
    int status(int number) throws Exception;
  }

  /** Prints one line per client, and the ratios. */
  public static void main(String[] args) throws Exception {
    Arguments arguments =
        Arguments.of(args, Set.of("--exchanges", "--rounds", "--connections", "--body"), Set.of());
    int exchanges = (int) Math.max(1, arguments.number("--exchanges", 20_000));
    int rounds = (int) Math.max(1, arguments.number("--rounds", 5));
    int connections = (int) Math.max(1, arguments.number("--connections", 16));
    int body = (int) Math.max(0, arguments.number("--body", 2_000));
    try (ServerSocket stub = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Thread.ofVirtual().start(() -> serve(stub, answer(body)));
      URI base = URI.create("http://127.0.0.1:" + stub.getLocalPort());
      Limits limits = Limits.usual().withConnections(connections);
      Asking plain = asking(base, limits, Journal.NONE);
      Asking noted = asking(base, limits, new BoundedJournal(10_000, 64 << 20));
      Semaphore room = new Semaphore(connections);
      Asking peer =
          number -> {
            room.acquire();
            try {
              URI target = base.resolve("/item/" + number);
              return bare.send(
                      HttpRequest.newBuilder(target).build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .statusCode();
            } finally {
              room.release();
            }
          };
      double[][] rates = new double[3][rounds];
      for (int round = -WARM_UPS; round < rounds; round++) {
        List<Asking> all = List.of(plain, noted, peer);
        for (int i = 0; i < all.size(); i++) {
          double rate = rate(all.get(i), exchanges);
          if (round >= 0) {
            rates[i][round] = rate;
          }
        }
      }
      print("wire", rates[0]);
      print("wire with journal", rates[1]);
      print("java.net.http", rates[2]);
      double other = Spread.of(rates[2]).median();
      System.out.printf(
          Locale.ROOT,
          "ratio to the bare client: %.2f, with journal %.2f%n",
          Spread.of(rates[0]).median() / other,
          Spread.of(rates[1]).median() / other);
    }
  }

  private static Asking asking(URI base, Limits limits, Journal journal) {
    Wire wire =
        new Wire(base, Scope.LOOPBACK, WireOptions.usual().withLimits(limits).withJournal(journal));
    return number -> wire.send(Exchange.Request.of("GET", "/item/" + number)).response().status();
  }

  private static double rate(Asking asking, int exchanges) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>(exchanges);
      for (int i = 0; i < exchanges; i++) {
        int number = i;
        answers.add(threads.submit(() -> asking.status(number)));
      }
      for (Future<Integer> answer : answers) {
        if (answer.get() != 200) {
          throw new IllegalStateException("The stub answered " + answer.get());
        }
      }
    }
    return exchanges / ((System.nanoTime() - start) / 1e9);
  }

  private static void print(String title, double[] rates) {
    Spread spread = Spread.of(rates);
    System.out.printf(
        Locale.ROOT,
        "%-20s median %8.0f exchanges/s  (%.0f to %.0f)%n",
        title,
        spread.median(),
        spread.min(),
        spread.max());
  }

  private static byte[] answer(int body) {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body;
    return (head + "\r\n\r\n" + "x".repeat(body)).getBytes(StandardCharsets.US_ASCII);
  }

  private static void serve(ServerSocket stub, byte[] answer) {
    while (!stub.isClosed()) {
      try {
        Socket client = stub.accept();
        Thread.ofVirtual().start(() -> serve(client, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Answers every empty line: each ends the head of a request without a body. */
  private static void serve(Socket client, byte[] answer) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      int line = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n' && line == 0) {
          client.getOutputStream().write(answer);
        }
        line = c == '\n' ? 0 : c == '\r' ? line : line + 1;
      }
    } catch (IOException e) {
      // the client went away
    }
  }
}
