package example.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the shop can be told: defaults from shop.properties, then the environment. Secrets are never
 * among the defaults.
 */
record Settings(
    String host,
    int port,
    Path data,
    URI paymentUrl,
    String paymentKey,
    String cardKey,
    String callbackUrl,
    Map<String, String> seedPasswords) {

  static Settings load(Map<String, String> environment) throws IOException {
    var defaults = new Properties();
    try (var in = Settings.class.getResourceAsStream("/shop.properties")) {
      defaults.load(in);
    }
    return new Settings(
        environment.getOrDefault("SHOP_HOST", defaults.getProperty("host")),
        Integer.parseInt(environment.getOrDefault("SHOP_PORT", defaults.getProperty("port"))),
        Path.of(environment.getOrDefault("SHOP_DATA", defaults.getProperty("data"))),
        URI.create(
            environment.getOrDefault("SHOP_PAYMENT_URL", defaults.getProperty("payment.url"))),
        secret(environment, "SHOP_PAYMENT_KEY"),
        secret(environment, "SHOP_CARD_KEY"),
        environment.getOrDefault("SHOP_CALLBACK_URL", ""),
        passwords(secret(environment, "SHOP_SEED_PASSWORDS")));
  }

  /** A secret from its variable, or from the file that the variable with _FILE names. */
  private static String secret(Map<String, String> environment, String name) throws IOException {
    String file = environment.get(name + "_FILE");
    return file == null
        ? environment.getOrDefault(name, "")
        : Files.readString(Path.of(file)).strip();
  }

  /** Reads {@code anna=secret,admin=other}. */
  private static Map<String, String> passwords(String text) {
    var passwords = new HashMap<String, String>();
    for (String pair : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        passwords.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
      }
    }
    return passwords;
  }
}
