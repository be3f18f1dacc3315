package dev.brisach.kit.listen;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Listens on loopback for those who follow a payload: an HTTP server and a DNS server that note who
 * came with which token. A token proves which probe brought a caller, however late it comes.
 */
public final class Listener implements AutoCloseable {
  /** A name that exists nowhere else (RFC 2606). */
  private static final String DOMAIN = ".listener.test";

  private final Hits hits = new Hits();
  private final HttpPart http;
  private final DnsPart dns;

  private Listener(int httpPort, int dnsPort) throws IOException {
    http = new HttpPart(httpPort, hits);
    try {
      dns = new DnsPart(dnsPort, hits);
    } catch (IOException e) {
      http.close();
      throw e;
    }
  }

  /** Opens a listener on free ports of loopback. */
  public static Listener open() throws IOException {
    return open(0, 0);
  }

  /**
   * Opens a listener on loopback.
   *
   * @param httpPort 0: any free one
   * @param dnsPort 53 is what resolvers ask, where the sandbox allows it; 0: any free one
   */
  public static Listener open(int httpPort, int dnsPort) throws IOException {
    return new Listener(httpPort, dnsPort);
  }

  /** A new token: sixteen random letters, fit for a path and for a label of a host name. */
  public String newToken() {
    return hits.newToken();
  }

  /** Where a caller is to come for a token, by address, so that no name need be resolved. */
  public String urlFor(String token) {
    return "http://127.0.0.1:" + http.port() + "/" + token;
  }

  /** A host name whose resolution by our DNS server counts as a hit. */
  public String hostFor(String token) {
    return token + DOMAIN;
  }

  /**
   * What a caller gets for a token. It is not in the URL, so a page that shows it has shown what it
   * fetched, not what it was given.
   */
  public static String answerFor(String token) {
    return new StringBuilder(token).reverse().toString();
  }

  /** Who came for a token so far, in order; the first twenty. */
  public List<Hit> hits(String token) {
    return hits.of(token);
  }

  /** Waits for the first one; empty where nobody came. */
  public List<Hit> await(String token, Duration most) throws InterruptedException {
    return hits.await(token, most);
  }

  /** How many came without a token that was given out. */
  public long strangers() {
    return hits.strangers();
  }

  /** The port of the HTTP server. */
  public int httpPort() {
    return http.port();
  }

  /** The port of the DNS server. */
  public int dnsPort() {
    return dns.port();
  }

  @Override
  public void close() {
    dns.close();
    try {
      http.close();
    } catch (IOException e) {
      // it listens no more either way
    }
  }
}
