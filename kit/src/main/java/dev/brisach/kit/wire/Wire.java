package dev.brisach.kit.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Speaks HTTP/1.1 (RFC 9112) to one service. The name is resolved here and the scope is asked about
 * the very address that is then connected to; sizes, times, rates and the number of connections are
 * bounded; a service that has gone away is left alone; a pulled {@link StopSignal} ends everything.
 * Safe for use by many threads, virtual ones above all.
 */
public final class Wire implements AutoCloseable {
  private final URI base;
  private final Scope scope;
  private final WireOptions options;
  private final Shared shared;
  private final Service service;
  private final RequestWriter writer;
  private final Notes notes;

  /** A wire to a service with the usual bounds: bodies of 2 MiB, 10 seconds. */
  public Wire(URI base, Scope scope) {
    this(base, scope, WireOptions.usual());
  }

  /**
   * A wire to a service.
   *
   * @param base {@code http://host[:port][/path]} or {@code https://…}
   * @param bodyCap most bytes of a body that are kept
   * @param timeout for connecting and for each exchange as a whole
   */
  public Wire(URI base, Scope scope, int bodyCap, Duration timeout) {
    this(
        base,
        scope,
        WireOptions.usual().withLimits(Limits.usual().withBodyCap(bodyCap).withTimeout(timeout)));
  }

  /** A wire to a service. */
  public Wire(URI base, Scope scope, WireOptions options) {
    this(base, scope, options, new Shared(options));
  }

  private Wire(URI base, Scope scope, WireOptions options, Shared shared) {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("Not an address of a service: " + base);
    }
    this.base = base;
    this.scope = scope;
    this.options = options;
    this.shared = shared;
    this.service = shared.service(origin(), () -> new Service(base, scope, options, shared));
    this.writer = new RequestWriter(base);
    this.notes = new Notes(origin(), options);
  }

  /** The address of the service. */
  public URI base() {
    return base;
  }

  /** The bounds it keeps to. */
  public WireOptions options() {
    return options;
  }

  /** How many requests were sent through this wire and those it shares with. */
  public long sent() {
    return shared.lastId();
  }

  /** Sends one request; redirects are answers like any other. */
  public Exchange send(Exchange.Request request) throws WireException {
    refuse(request);
    byte[] bytes = writer.bytes(request);
    return noted(request, bytes.length, () -> service.exchange(request, bytes));
  }

  /**
   * Sends one request with bodies that do not fit memory. A body that went to the sink is not in
   * the answer, which only says whether and why it was cut; the journal does not see it either.
   *
   * @throws java.io.UncheckedIOException where the source or the sink fails, not the service
   */
  public Exchange send(Exchange.Request request, Bulk bulk) throws WireException {
    refuse(request);
    Bulk.Source source = bulk.source();
    if (source != null && (request.raw() || request.body() != null)) {
      throw WireException.refused("a request has one body, and a raw one none from elsewhere");
    }
    byte[] head = source == null ? writer.bytes(request) : writer.head(request, source);
    long length = head.length + (source == null ? 0 : source.length());
    return noted(request, length, () -> service.exchange(request, head, bulk));
  }

  private void refuse(Exchange.Request request) throws WireException {
    String refusal = writer.refusal(request, scope);
    if (refusal != null) {
      throw WireException.refused(refusal);
    }
  }

  private interface Asking {
    Service.Answered answer() throws WireException;
  }

  private Exchange noted(Exchange.Request request, long length, Asking asking)
      throws WireException {
    long id = shared.nextId();
    long start = System.nanoTime();
    try {
      Service.Answered answered = asking.answer();
      Exchange exchange =
          new Exchange(request, answered.response(), id, answered.took(), answered.tls());
      if (notes.wanted()) {
        notes.take(exchange, writer.target(request), length, answered.received());
      }
      return exchange;
    } catch (WireException e) {
      if (notes.wanted()) {
        notes.failed(id, request, writer.target(request), e.getMessage(), since(start), length, 0);
      }
      throw e;
    }
  }

  private static long since(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /**
   * Sends a request and follows redirects, each hop only where the scope allows it.
   *
   * @param most how many redirects are followed
   * @throws WireException where the first request gets no answer; a later one is told in the result
   */
  public Followed follow(Exchange.Request request, int most) throws WireException {
    return new Redirects(null).follow(this, request, most);
  }

  /** The same with bodies that do not fit memory; the sink is asked about each answer. */
  public Followed follow(Exchange.Request request, Bulk bulk, int most) throws WireException {
    return new Redirects(bulk).follow(this, request, most);
  }

  /** A wire to another service, or another part of this one, that shares everything with this. */
  public Wire at(URI other) {
    return new Wire(other, scope, options, shared);
  }

  /** What a service sent on a plain connection. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Bytes(byte[] bytes, boolean ended) {}

  /**
   * Sends bytes on a plain TCP connection of its own to the service's host and port and reads what
   * comes, under the same scope, rate and stop signal as everything else.
   *
   * @param most reads at most so many bytes
   * @param within for all of it; what has come by then is the answer
   * @param enough asked after each read; true ends it
   */
  public Bytes tcp(byte[] bytes, int most, Duration within, Predicate<byte[]> enough)
      throws WireException {
    Exchange.Request asked = Exchange.Request.raw("TCP", "", List.of(), bytes);
    long id = shared.nextId();
    long start = System.nanoTime();
    String problem = "";
    int received = 0;
    try {
      Bytes answer = service.plain(bytes, most, within, enough);
      received = answer.bytes.length;
      return answer;
    } catch (WireException e) {
      problem = e.getMessage();
      throw e;
    } finally {
      if (notes.wanted()) {
        notes.failed(id, asked, "", problem, since(start), bytes.length, received);
      }
    }
  }

  /** Sends bytes and reads until the end, the cap or the deadline. */
  public Bytes tcp(byte[] bytes, int most, Duration within) throws WireException {
    return tcp(bytes, most, within, _ -> false);
  }

  /** Masks a value from now on wherever this wire or one that shares its secrets writes it down. */
  public void hide(String secret) {
    options.secrets().add(secret);
  }

  /** Stops this wire and all that share its signal, for good. */
  public void stop() {
    options.stop().pull();
  }

  /** Closes idle connections to the service; the wire stays usable. */
  @Override
  public void close() {
    service.drain();
  }

  /** True where the other wire leads to the same scheme, host and port. */
  public boolean sameService(Wire other) {
    return origin().equals(other.origin());
  }

  /** Scheme, host and port. */
  String origin() {
    String scheme = base.getScheme().toLowerCase(Locale.ROOT);
    int port = base.getPort() >= 0 ? base.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + base.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** The full address of a request. */
  URI place(Exchange.Request request) {
    try {
      return URI.create(origin() + "/").resolve(writer.target(request));
    } catch (IllegalArgumentException e) {
      return URI.create(origin() + "/");
    }
  }

  /**
   * The wire for a place that this service names, as in a redirect; one from outside never leads to
   * this machine. Whoever uses it leaves credentials behind where {@link #sameService} is false.
   */
  public Wire redirected(URI to) throws WireException {
    Wire target;
    try {
      target = at(new URI(to.getScheme(), null, to.getHost(), to.getPort(), null, null, null));
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      throw WireException.refused(
          "redirects to no address: " + ResponseReader.shown(to.toString()));
    }
    target.service.dialer().reachedFrom(service.dialer());
    return target;
  }
}
