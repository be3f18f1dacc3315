package example.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the action for a request, runs it, and turns errors into answers. */
final class Router implements HttpHandler {
  /** What happens on one route. */
  interface Action {
    void run(Call call) throws Exception;
  }

  private record Route(String method, String[] segments, Action action) {
    /** The values of the placeholders, or null where the path does not fit. */
    Map<String, String> match(String[] path) {
      if (path.length != segments.length) {
        return null;
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < path.length; i++) {
        if (segments[i].startsWith("{")) {
          values.put(segments[i].substring(1, segments[i].length() - 1), path[i]);
        } else if (!segments[i].equals(path[i])) {
          return null;
        }
      }
      return values;
    }
  }

  private final List<Route> routes = new ArrayList<>();
  private final EventLog log;
  private final Sessions sessions;

  Router(EventLog log, Sessions sessions) {
    this.log = log;
    this.sessions = sessions;
    on("GET", "/health", call -> call.reply(200, Map.of("status", "up")));
  }

  void on(String method, String path, Action action) {
    routes.add(new Route(method, path.split("/"), action));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var call = new Call(exchange, Map.of(), null);
    try {
      String[] path = exchange.getRequestURI().getPath().split("/");
      boolean pathKnown = false;
      for (Route route : routes) {
        var values = route.match(path);
        if (values == null) {
          continue;
        }
        pathKnown = true;
        if (route.method().equals(exchange.getRequestMethod())) {
          call = new Call(exchange, values, sessions.find(token(exchange)));
          CrossSite.refuse(exchange);
          route.action().run(call);
          return;
        }
      }
      throw pathKnown ? new HttpError(405, "Method not allowed") : new HttpError(404, "Not found");
    } catch (HttpError e) {
      if (e.status() == 401 || e.status() == 403) {
        log.warning("access_denied", call, Map.of("reason", e.getMessage()));
      }
      call.reply(e.status(), Map.of("error", e.getMessage()));
    } catch (JsonProcessingException e) {
      call.reply(400, Map.of("error", "Not the JSON that belongs here"));
    } catch (Exception e) {
      log.fault(call, e);
      call.reply(500, Map.of("error", "Something went wrong"));
    } finally {
      log.request(call);
    }
  }

  /** From the cookie of a browser, or the bearer token of a program. */
  static String token(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null && header.startsWith("Bearer ")) {
      return header.substring("Bearer ".length());
    }
    return Cookies.read(exchange, "SESSION");
  }
}
