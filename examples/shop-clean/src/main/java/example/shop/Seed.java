package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Fills an empty shop: two customers with an order each, an administrator, some products. */
final class Seed {
  private final Database database;
  private final Accounts accounts;
  private final Settings settings;

  Seed(Database database, Accounts accounts, Settings settings) {
    this.database = database;
    this.accounts = accounts;
    this.settings = settings;
  }

  void plant() throws IOException, SQLException {
    if (!accounts.all().isEmpty()) {
      return;
    }
    accounts();
    products();
    orders();
  }

  private void accounts() throws IOException, SQLException {
    var people = List.of(person("anna"), person("bela"), person("admin"));
    List<String> passwords = new ArrayList<>();
    for (Account person : people) {
      passwords.add(password(person.name));
    }
    var hashes = passwords.parallelStream().map(Passwords::hash).toList();
    for (int i = 0; i < people.size(); i++) {
      accounts.addHashed(people.get(i), hashes.get(i));
    }
  }

  private static Account person(String name) {
    return new Account(0, name, name + "@example.com", name.equals("admin") ? "admin" : "customer");
  }

  private String password(String name) throws IOException {
    String chosen = settings.seedPasswords().get(name);
    if (chosen != null) {
      return chosen;
    }
    String random = UUID.randomUUID().toString();
    writePrivately(name + "=" + random + "\n");
    return random;
  }

  /** Passwords nobody chose lie in a file that only the owner of the shop can read. */
  private void writePrivately(String line) throws IOException {
    var file = settings.data().resolve("seed-passwords.txt");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, line, StandardOpenOption.APPEND);
  }

  private void products() throws IOException, SQLException {
    new Catalogue(database)
        .addAll(
            List.of(
                new Product(0, "Mug", "Stoneware, holds 0.4 l", 1250, "mug.svg"),
                new Product(0, "Tea pot", "Cast iron, with a sieve", 4890, "pot.svg"),
                new Product(0, "Green tea", "Loose leaf, 100 g", 890, "tea.svg"),
                new Product(0, "Honey", "From lime trees, 250 g", 640, "honey.svg"),
                new Product(0, "Tray", "Oiled oak, 40 cm", 3200, "tray.svg")));
    var images = Files.createDirectories(settings.data().resolve("images"));
    for (String name : List.of("mug", "pot", "tea", "honey", "tray")) {
      Files.writeString(
          images.resolve(name + ".svg"),
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">"
              + "<circle cx=\"4\" cy=\"4\" r=\"4\"/></svg>");
    }
  }

  private void orders() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO orders (user_id, created, status, note, total_cents) VALUES"
              + " (1, '2026-01-07T10:00:00Z', 'paid', 'Please ring twice', 1250),"
              + " (2, '2026-01-08T11:30:00Z', 'paid', 'A gift for Anna', 5780)");
      statement.executeUpdate(
          "INSERT INTO order_items VALUES (1, 1, 1, 1250), (2, 2, 1, 4890), (2, 3, 1, 890)");
      statement.executeUpdate(
          "INSERT INTO reviews (product_id, author, text) VALUES"
              + " (1, 'anna', 'Keeps warm for an hour'), (3, 'bela', 'A little bitter')");
    }
  }
}
