package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
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
    account("anna", "customer");
    account("bela", "customer");
    account("admin", "admin");
    products();
    orders();
  }

  private void account(String name, String role) throws SQLException {
    String password = settings.seedPasswords().get(name);
    if (password == null) {
      password = UUID.randomUUID().toString();
      System.out.println("Password of " + name + ": " + password);
    }
    var account = new Account(0, name, name + "@example.com", role);
    account.password = password;
    accounts.add(account);
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
