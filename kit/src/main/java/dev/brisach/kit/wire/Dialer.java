package dev.brisach.kit.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connects to a service. Each connection resolves the name once; the scope is asked about the very
 * addresses that are then connected to. A name that was outside at first may not move to loopback
 * later: that is how a page makes a client attack its own machine (DNS rebinding).
 */
final class Dialer {
  private final URI base;
  private final Scope scope;
  private final WireOptions options;
  private final AtomicReference<Side> side = new AtomicReference<>(Side.UNKNOWN);

  private enum Side {
    UNKNOWN,
    LOOPBACK,
    OUTSIDE
  }

  Dialer(URI base, Scope scope, WireOptions options) {
    this.base = base;
    this.scope = scope;
    this.options = options;
  }

  /** The name or address without brackets. */
  String host() {
    return base.getHost().replace("[", "").replace("]", "");
  }

  int port() {
    return base.getPort() >= 0 ? base.getPort() : secure() ? 443 : 80;
  }

  private boolean secure() {
    return base.getScheme().equalsIgnoreCase("https");
  }

  /** True where the service is known to be, or by its name must be, on this machine. */
  boolean loopback() {
    return switch (side.get()) {
      case LOOPBACK -> true;
      case OUTSIDE -> false;
      case UNKNOWN -> named(host().toLowerCase(Locale.ROOT));
    };
  }

  /** Notes that a redirect leads here; one from outside may not lead to this machine. */
  void reachedFrom(Dialer from) throws WireException {
    if (from != this
        && from.side.get() == Side.OUTSIDE
        && !side.compareAndSet(Side.UNKNOWN, Side.OUTSIDE)
        && side.get() == Side.LOOPBACK) {
      throw WireException.refused(
          host() + " is outside the scope: from outside nothing leads to this machine");
    }
  }

  private static boolean named(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("::1");
  }

  /** A connection ready for requests, encrypted where the base says so. */
  Connection connect(Deadline deadline) throws IOException, WireException {
    SocketChannel channel = channel(deadline);
    try {
      Socket socket = channel.socket();
      if (!secure()) {
        return watched(new Connection(channel, socket, null, options.stop()));
      }
      options.stop().watch(channel);
      try (Expiry _ = Expiry.closing(channel, deadline, Duration.ZERO)) {
        Handshake.Secured secured = Handshake.over(socket, host(), port(), options.tls(), deadline);
        return watched(
            new Connection(channel, secured.socket(), secured.details(), options.stop()));
      } finally {
        options.stop().forget(channel);
      }
    } catch (IOException | WireException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A connection without encryption, whatever the base says. */
  Connection plain(Deadline deadline) throws IOException, WireException {
    SocketChannel channel = channel(deadline);
    return watched(new Connection(channel, channel.socket(), null, options.stop()));
  }

  private Connection watched(Connection connection) {
    options.stop().watch(connection);
    return connection;
  }

  /** Connected to the first address that is allowed and answers; never to another one. */
  private SocketChannel channel(Deadline deadline) throws IOException, WireException {
    List<InetAddress> allowed = allowed();
    IOException last = new ConnectException("no address");
    for (int i = 0; i < allowed.size(); i++) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        options.stop().watch(channel);
        int share = Math.max(1, deadline.left() / (allowed.size() - i));
        channel.socket().connect(new InetSocketAddress(allowed.get(i), port()), share);
        connectedTo(allowed.get(i));
        return channel;
      } catch (IOException e) {
        channel.close();
        last = e;
      } finally {
        options.stop().forget(channel);
      }
    }
    throw last;
  }

  /** The first connection decides on which side the service is. */
  void connectedTo(InetAddress address) {
    side.compareAndSet(Side.UNKNOWN, address.isLoopbackAddress() ? Side.LOOPBACK : Side.OUTSIDE);
  }

  private List<InetAddress> allowed() throws WireException {
    String host = host();
    List<InetAddress> found;
    try {
      found = options.resolver().resolve(host);
    } catch (UnknownHostException e) {
      throw new WireException("unknown host " + host);
    }
    if (found.isEmpty()) {
      throw new WireException("unknown host " + host);
    }
    List<InetAddress> allowed = new ArrayList<>();
    boolean inward = false;
    for (InetAddress address : found) {
      boolean moved = side.get() == Side.OUTSIDE && address.isLoopbackAddress();
      inward |= moved;
      if (!moved && scope.allows(host, address, port())) {
        allowed.add(address);
      }
    }
    if (allowed.isEmpty()) {
      String place = host + " (" + found.getFirst().getHostAddress() + ")";
      throw WireException.refused(
          inward
              ? place + " is outside the scope: from outside nothing leads to this machine"
              : place + " is outside the scope of brisach.yaml");
    }
    return allowed;
  }
}
