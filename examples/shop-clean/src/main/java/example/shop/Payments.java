package example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Charges cards at the payment provider and tells the accounting system how it went. */
final class Payments {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI url;
  private final String key;
  private final String callbackUrl;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  Payments(Settings settings) {
    url = settings.paymentUrl();
    key = settings.paymentKey();
    callbackUrl = settings.callbackUrl();
  }

  /** True where the provider took the money. */
  boolean charge(int cents, String card) throws InterruptedException {
    if (key.isEmpty()) {
      throw new HttpError(503, "Payments are not set up");
    }
    try {
      var request =
          post(url, Map.of("amount", cents, "card", card))
              .header("Authorization", "Bearer " + key)
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells the address that the settings name, if they name one. */
  void notify(Order order, String status) throws IOException, InterruptedException {
    if (!callbackUrl.isEmpty()) {
      var request =
          post(URI.create(callbackUrl), Map.of("order", order.id, "status", status)).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private static HttpRequest.Builder post(URI to, Map<String, ?> body) throws IOException {
    return HttpRequest.newBuilder(to)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Call.JSON.writeValueAsBytes(body)));
  }
}
