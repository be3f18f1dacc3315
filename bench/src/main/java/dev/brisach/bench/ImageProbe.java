package dev.brisach.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs inside an image, on the image's own runtime and with nothing but the JDK: starts the service
 * by its entry point, asks it for an address until it answers, and ends it.
 *
 * <p>Arguments: the address, then the entry point's words.
 */
final class ImageProbe {
  private static final long PATIENCE_SECONDS = 60;

  private ImageProbe() {}

  /** Prints what the service answered; exit 1 where it did not. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(words.getFirst())).timeout(Duration.ofSeconds(2)).build();
    long start = System.nanoTime();
    Process service =
        new ProcessBuilder(words.subList(1, words.size()))
            .redirectErrorStream(true)
            .redirectOutput(Path.of("/tmp/service.log").toFile())
            .start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (service.isAlive() && System.nanoTime() - start < PATIENCE_SECONDS * 1_000_000_000L) {
        try {
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          String system =
              Files.readAllLines(Path.of("/etc/os-release")).stream().findFirst().orElse("");
          System.out.println(
              answer.statusCode()
                  + " after "
                  + (System.nanoTime() - start) / 1_000_000
                  + " ms on "
                  + system);
          return;
        } catch (IOException e) {
          Thread.sleep(100);
        }
      }
      System.err.println("it did not answer: " + Files.readString(Path.of("/tmp/service.log")));
      System.exit(1);
    } finally {
      service.destroy();
      service.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
