package dev.brisach.kit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Speaks HTTP/1.1 (RFC 9112) to one service. The name is resolved here and the scope is asked about
 * the very address that is then connected to; redirects are never followed; sizes and times are
 * bounded. Safe for use by several threads, which share a limit of open connections.
 */
public final class Wire {
  private static final int MAX_HEADER = 64 << 10;

  private final URI base;
  private final Scope scope;
  private final int bodyCap;
  private final int timeoutMillis;
  private final Semaphore open = new Semaphore(8);

  /** A wire to a service with the usual bounds: bodies of 2 MiB, 10 seconds. */
  public Wire(URI base, Scope scope) {
    this(base, scope, 2 << 20, Duration.ofSeconds(10));
  }

  /**
   * A wire to a service.
   *
   * @param base {@code http://host[:port][/path]} or {@code https://…}
   * @param bodyCap most bytes of a body that are kept
   * @param timeout for connecting and for each exchange as a whole
   */
  public Wire(URI base, Scope scope, int bodyCap, Duration timeout) {
    String scheme = String.valueOf(base.getScheme());
    if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("Not an address of a service: " + base);
    }
    this.base = base;
    this.scope = scope;
    this.bodyCap = bodyCap;
    this.timeoutMillis = (int) timeout.toMillis();
  }

  /** The address of the service. */
  public URI base() {
    return base;
  }

  /** Sends one request on a connection of its own. */
  public Exchange send(Exchange.Request request) throws WireException {
    if (!request.target().startsWith("/") || hasBreak(request.target() + request.method())) {
      throw new WireException("not a request target: " + request.target());
    }
    if (!scope.allowsPath(prefix() + request.target())) {
      throw new WireException(
          prefix() + request.target() + " is outside the scope's paths in brisach.yaml");
    }
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    open.acquireUninterruptibly();
    try (Socket socket = connect()) {
      socket.setSoTimeout(timeoutMillis);
      write(socket.getOutputStream(), request);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      return new Exchange(request, response(in, request.method(), deadline));
    } catch (SocketTimeoutException e) {
      throw new WireException("no answer within " + timeoutMillis / 1000.0 + " s");
    } catch (IOException e) {
      throw new WireException("no answer: " + e.getMessage());
    } finally {
      open.release();
    }
  }

  private int port() {
    return base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
  }

  private Socket connect() throws IOException, WireException {
    String host = base.getHost().replace("[", "").replace("]", "");
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WireException("unknown host " + host);
    }
    if (!scope.allows(host, address, port())) {
      throw new WireException(
          host + " (" + address.getHostAddress() + ") is outside the scope of brisach.yaml");
    }
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, port()), timeoutMillis);
      if (base.getScheme().equals("https")) {
        SSLSocket secure =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(socket, host, port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void write(OutputStream out, Exchange.Request request) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(prefix()).append(request.target());
    head.append(" HTTP/1.1\r\nHost: ").append(base.getHost());
    if (base.getPort() >= 0) {
      head.append(':').append(base.getPort());
    }
    head.append("\r\nConnection: close\r\nUser-Agent: Brisach\r\nAccept: */*\r\n");
    request
        .headers()
        .forEach((name, value) -> {
          if (!hasBreak(name + value)) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    byte[] body = request.body();
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      out.write(body);
    }
    out.flush();
  }

  private String prefix() {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean hasBreak(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }

  private Exchange.Response response(InputStream in, String method, long deadline)
      throws IOException, WireException {
    int[] budget = {MAX_HEADER};
    String status = line(in, budget);
    int code = status(status);
    Map<String, List<String>> headers = headers(in, budget);
    while (code >= 100 && code < 200) {
      code = status(line(in, budget));
      headers = headers(in, budget);
    }
    if (method.equals("HEAD") || code == 204 || code == 304) {
      return new Exchange.Response(code, headers, new byte[0], false);
    }
    boolean chunked =
        headers.getOrDefault("transfer-encoding", List.of()).stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
    long length = Long.MAX_VALUE;
    List<String> declared = headers.get("content-length");
    if (declared != null) {
      try {
        length = Long.parseLong(declared.getFirst().strip());
      } catch (NumberFormatException e) {
        throw new WireException("not HTTP: Content-Length " + declared.getFirst());
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean cut = chunked ? chunks(in, body, deadline) : copy(in, body, length, deadline);
    return new Exchange.Response(code, headers, body.toByteArray(), cut);
  }

  private static int status(String line) throws WireException {
    if (line.startsWith("HTTP/1.") && line.length() >= 12) {
      try {
        return Integer.parseInt(line.substring(9, 12));
      } catch (NumberFormatException e) {
        // falls through to the one message
      }
    }
    throw new WireException("not HTTP/1.1: the answer begins with no status line");
  }

  private static Map<String, List<String>> headers(InputStream in, int[] budget)
      throws IOException, WireException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static String line(InputStream in, int[] budget) throws IOException, WireException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new WireException("the answer broke off");
      }
      if (--budget[0] < 0) {
        throw new WireException("the head of the answer is longer than " + MAX_HEADER + " bytes");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Copies a body; true where more came than the cap or the time allowed. */
  private boolean copy(InputStream in, ByteArrayOutputStream body, long length, long deadline)
      throws IOException {
    byte[] buffer = new byte[8192];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return false;
      }
      int take = Math.min(n, bodyCap - body.size());
      body.write(buffer, 0, take);
      if (take < n || System.nanoTime() - deadline > 0) {
        return true;
      }
      left -= n;
    }
    return false;
  }

  private boolean chunks(InputStream in, ByteArrayOutputStream body, long deadline)
      throws IOException, WireException {
    while (true) {
      int[] budget = {1024};
      String size = line(in, budget);
      int end = size.indexOf(';');
      long length;
      try {
        length = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
      } catch (NumberFormatException e) {
        throw new WireException("not HTTP: a chunk without its size");
      }
      if (length <= 0) {
        return false;
      }
      if (copy(in, body, length, deadline)) {
        return true;
      }
      line(in, budget);
    }
  }
}
