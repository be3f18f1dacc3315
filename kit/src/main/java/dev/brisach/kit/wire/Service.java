package dev.brisach.kit.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One service (scheme, host, port): its connections, and whether it still answers. */
final class Service {
  private final WireOptions options;
  private final Shared shared;
  private final Dialer dialer;
  private final Pool pool;
  private final Breaker breaker;

  Service(URI base, Scope scope, WireOptions options, Shared shared) {
    this.options = options;
    this.shared = shared;
    this.dialer = new Dialer(base, scope, options);
    this.pool = new Pool(options.limits().connections());
    this.breaker = new Breaker(options.limits());
  }

  /** An answer and what is known of how it came. */
  record Answered(
      Exchange.Response response, @Nullable TlsDetails tls, Duration took, long received) {}

  private interface Sending<T> {
    T send(Deadline deadline) throws IOException, WireException;
  }

  Dialer dialer() {
    return dialer;
  }

  void drain() {
    pool.drain();
  }

  /** Sends a request, given as its bytes, and reads the answer. */
  Answered exchange(Exchange.Request request, byte[] bytes) throws WireException {
    return exchange(
        request,
        options.limits().timeout(),
        (connection, deadline) ->
            connection.exchange(
                bytes,
                deadline,
                in -> ResponseReader.read(in, request.method(), options.limits())));
  }

  /** Sends a request, given as the bytes of its head, with bodies that do not fit memory. */
  Answered exchange(Exchange.Request request, byte[] head, Bulk bulk) throws WireException {
    Limits limits = options.limits().withTimeout(bulk.within());
    return exchange(
        request,
        bulk.within(),
        (connection, deadline) ->
            connection.exchange(
                head,
                bulk.source(),
                deadline,
                options.limits().timeout(),
                in -> ResponseReader.read(in, request.method(), limits, bulk.sink())));
  }

  /** One use of a connection. */
  private interface Use {
    ResponseReader.Answer of(Connection connection, Deadline deadline)
        throws IOException, WireException;
  }

  private Answered exchange(Exchange.Request request, Duration time, Use use) throws WireException {
    return guarded(
        time,
        deadline -> {
          Connection kept = request.raw() ? null : pool.take(request.idempotent());
          if (kept != null) {
            try {
              return once(kept, request, use, time, deadline);
            } catch (SocketTimeoutException e) {
              throw e;
            } catch (IOException e) {
              pool.surprised();
              if (kept.in().received() > 0
                  || !request.idempotent()
                  || deadline.passed()
                  || options.stop().pulled()) {
                throw e;
              }
            }
          }
          return once(dialer.connect(deadline), request, use, time, deadline);
        });
  }

  private Answered once(
      Connection connection, Exchange.Request request, Use use, Duration time, Deadline deadline)
      throws IOException, WireException {
    boolean keep = false;
    try {
      ResponseReader.Answer answer = use.of(connection, deadline);
      if (answer.response().cut() && options.stop().pulled()) {
        throw new WireException("stopped");
      }
      keep = answer.reusable() && !request.raw() && !request.closes();
      Duration took = Duration.ofNanos(System.nanoTime() - deadline.nanos() + time.toNanos());
      return new Answered(answer.response(), connection.tls(), took, connection.in().received());
    } catch (WireException e) {
      breaker.answered(); // nonsense, but an answer
      throw e;
    } finally {
      if (keep) {
        pool.give(connection);
      } else {
        connection.close();
      }
    }
  }

  /** Sends bytes on a plain connection and reads what comes. */
  Wire.Bytes plain(byte[] bytes, int most, Duration within, Predicate<byte[]> enough)
      throws WireException {
    return guarded(
        within,
        deadline -> {
          try (Connection connection = dialer.plain(deadline)) {
            Wire.Bytes answer = connection.exchange(bytes, deadline, in -> drawn(in, most, enough));
            if (options.stop().pulled()) {
              throw new WireException("stopped");
            }
            return answer;
          }
        });
  }

  /** Whatever comes; an end of any kind is part of the answer. */
  private static Wire.Bytes drawn(Incoming in, int most, Predicate<byte[]> enough) {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    byte[] buffer = new byte[Math.min(8192, Math.max(1, most))];
    boolean ended = false;
    try {
      while (drawn.size() < most) {
        int n = in.read(buffer, 0, Math.min(buffer.length, most - drawn.size()));
        if (n < 0) {
          ended = true;
          break;
        }
        drawn.write(buffer, 0, n);
        if (enough.test(drawn.toByteArray())) {
          break;
        }
      }
    } catch (SocketTimeoutException e) {
      ended = false;
    } catch (IOException e) {
      ended = true;
    }
    return new Wire.Bytes(drawn.toByteArray(), ended);
  }

  private <T> T guarded(Duration time, Sending<T> sending) throws WireException {
    allowed(breaker.refusal());
    shared.enter(dialer.host(), options.limits().rate(dialer.loopback()));
    boolean decided = false;
    boolean entered = false;
    Deadline deadline = Deadline.in(time);
    try {
      allowed(breaker.enter());
      entered = true;
      T answer = sending.send(deadline);
      breaker.answered();
      decided = true;
      return answer;
    } catch (IOException e) {
      if (options.stop().pulled()) {
        throw new WireException("stopped");
      }
      String words = words(e, deadline, time);
      breaker.failed(words);
      decided = true;
      throw new WireException(words);
    } finally {
      if (entered && !decided) {
        breaker.undecided();
      }
      shared.leave();
    }
  }

  private static void allowed(@Nullable String refusal) throws WireException {
    if (refusal != null) {
      throw new WireException(refusal);
    }
  }

  private String words(IOException e, Deadline deadline, Duration time) {
    if (e instanceof SocketTimeoutException || deadline.passed()) {
      Duration waited = deadline.passed() ? time : options.limits().timeout();
      return "no answer within " + waited.toMillis() / 1000.0 + " s";
    }
    String message = e.getMessage();
    return "no answer: "
        + (message == null ? "the connection was closed" : ResponseReader.shown(message));
  }
}
