package dev.brisach.cli;

import dev.brisach.core.BrisachException;
import dev.brisach.core.Environment;
import dev.brisach.core.ErrorCode;
import dev.brisach.engine.config.Settings;
import java.net.URI;
import java.util.Locale;

/**
 * Refuses, before anything is sent, an address that no scope names; boxes and loopback need none.
 */
final class Reach {
  private Reach() {}

  /** An environment outside every scope is a usage error that holds the lines to add. */
  static void require(Settings settings) {
    for (Environment environment : settings.environments().values()) {
      String url = environment.url();
      if (url == null || environment.isBox()) {
        continue;
      }
      String host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
      boolean loopback =
          host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
      boolean named =
          settings.scopes().stream()
              .flatMap(scope -> scope.hosts().stream())
              .anyMatch(host::equalsIgnoreCase);
      if (!loopback && !named) {
        throw new BrisachException(
            ErrorCode.USAGE,
            "environment '"
                + environment.name()
                + "': "
                + host
                + " is in no scope; to examine it add to brisach.yaml:\nscopes:\n  - hosts: ["
                + host
                + "]\n    ceiling: traffic");
      }
    }
  }
}
