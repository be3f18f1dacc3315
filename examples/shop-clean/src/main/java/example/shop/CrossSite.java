package example.shop;

import com.sun.net.httpserver.HttpExchange;

/** Refuses changes that another site's page asks a browser for. */
final class CrossSite {
  private CrossSite() {}

  /** SameSite cookies stop most of it; this also covers older browsers and sister domains. */
  static void refuse(HttpExchange exchange) {
    if (exchange.getRequestMethod().equals("GET")) {
      return;
    }
    var headers = exchange.getRequestHeaders();
    String site = headers.getFirst("Sec-Fetch-Site");
    String origin = headers.getFirst("Origin");
    String host = headers.getFirst("Host");
    boolean sameSite = site == null || site.equals("same-origin") || site.equals("none");
    boolean sameOrigin =
        origin == null || origin.equals("https://" + host) || origin.equals("http://" + host);
    if (!sameSite || !sameOrigin) {
      throw new HttpError(403, "Not from another site");
    }
  }
}
