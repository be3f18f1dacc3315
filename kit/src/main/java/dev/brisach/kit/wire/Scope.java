package dev.brisach.kit.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses may be examined. Loopback always may; anything else only if its name is listed.
 *
 * @param hosts names or addresses besides loopback
 * @param ports allowed ports of those; empty: all
 * @param paths what paths of those begin with, whole segments; empty: all
 */
public record Scope(List<String> hosts, List<Integer> ports, List<String> paths) {
  /** Loopback and nothing else. */
  public static final Scope LOOPBACK = new Scope(List.of(), List.of());

  /** What some servers take for a step up or another separator, also encoded twice. */
  private static final List<String> WAYS_ROUND =
      List.of("/..", "%2e", "//", "\\", "%2f", "%5c", "%25", "..;");

  /** A scope over all paths. */
  public Scope(List<String> hosts, List<Integer> ports) {
    this(hosts, ports, List.of());
  }

  public Scope {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    ports = List.copyOf(ports);
    paths = List.copyOf(paths);
  }

  /** True where a path with its query may be asked for; ways round by dots are not followed. */
  public boolean allowsPath(String target) {
    if (paths.isEmpty()) {
      return true;
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String lower = path.toLowerCase(Locale.ROOT);
    if (WAYS_ROUND.stream().anyMatch(lower::contains)) {
      return false;
    }
    return paths.stream()
        .map(
            allowed -> allowed.endsWith("/") ? allowed.substring(0, allowed.length() - 1) : allowed)
        .anyMatch(allowed -> path.equals(allowed) || path.startsWith(allowed + "/"));
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
