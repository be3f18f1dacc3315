package example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the shop in the same container whether it is up: exit code 0 or 1. */
public final class HealthProbe {
  private HealthProbe() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var port = System.getenv().getOrDefault("SHOP_PORT", "8080");
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
  }
}
