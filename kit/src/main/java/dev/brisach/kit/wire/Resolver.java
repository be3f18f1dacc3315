package dev.brisach.kit.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a name into its addresses, best first. A wire asks once per connection, never twice. */
@FunctionalInterface
public interface Resolver {
  /** What the operating system says. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** The addresses of a name, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
