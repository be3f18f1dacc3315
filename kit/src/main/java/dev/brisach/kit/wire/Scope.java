package dev.brisach.kit.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses may be examined. Loopback always may; anything else only if its name is listed.
 *
 * @param hosts names or addresses besides loopback
 * @param ports allowed ports of those; empty: all
 */
public record Scope(List<String> hosts, List<Integer> ports) {
  /** Loopback and nothing else. */
  public static final Scope LOOPBACK = new Scope(List.of(), List.of());

  public Scope {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    ports = List.copyOf(ports);
  }

  /** True where this name, resolved to this very address, may be connected to. */
  public boolean allows(String host, InetAddress resolved, int port) {
    if (resolved.isLoopbackAddress()) {
      return true;
    }
    boolean named = hosts.contains(host.toLowerCase(Locale.ROOT));
    boolean inward =
        resolved.isAnyLocalAddress()
            || resolved.isLinkLocalAddress()
            || resolved.isMulticastAddress();
    return named && !inward && (ports.isEmpty() || ports.contains(port));
  }
}
