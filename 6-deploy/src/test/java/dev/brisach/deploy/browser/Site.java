package dev.brisach.deploy.browser;

import dev.brisach.kit.wire.Exchange;
import dev.brisach.kit.wire.Scope;
import dev.brisach.kit.wire.Wire;
import dev.brisach.kit.wire.WireException;
import dev.brisach.testkit.RawServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A service on loopback behind the guarded client, and what was asked of it. */
final class Site implements Doorway, AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  private final RawServer server;
  private final Wire wire;

  Site(Function<String, String> answer) {
    this.server =
        RawServer.answering(line -> {
          String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
          asked.add(target);
          return answer.apply(target);
        });
    this.wire = new Wire(server.uri(), Scope.LOOPBACK);
  }

  static String page(String body) {
    return page("", body);
  }

  static String page(String headers, String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  @Override
  public URI base() {
    return wire.base();
  }

  @Override
  public Exchange.Response get(String target) throws WireException {
    return wire.send(Exchange.Request.of("GET", target)).response();
  }

  @Override
  public void check() {}

  @Override
  public void close() {
    server.close();
  }
}
