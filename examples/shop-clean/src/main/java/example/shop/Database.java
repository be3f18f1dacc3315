package example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The SQLite file of the shop. Every piece of work opens a connection of its own. */
final class Database {
  private static final String[] SCHEMA = {
    "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
        + " email TEXT NOT NULL, password TEXT NOT NULL, role TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS reset_tokens (token TEXT PRIMARY KEY,"
        + " user_id INTEGER NOT NULL, expires INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
        + " description TEXT NOT NULL, price_cents INTEGER NOT NULL, image TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS reviews (id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL,"
        + " author TEXT NOT NULL, text TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL,"
        + " created TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL,"
        + " total_cents INTEGER NOT NULL, card TEXT)",
    "CREATE TABLE IF NOT EXISTS order_items (order_id INTEGER NOT NULL,"
        + " product_id INTEGER NOT NULL, quantity INTEGER NOT NULL, price_cents INTEGER NOT NULL)"
  };

  private final String url;

  Database(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    url = "jdbc:sqlite:" + folder.resolve("shop.db") + "?busy_timeout=5000&journal_mode=WAL";
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (String table : SCHEMA) {
        statement.executeUpdate(table);
      }
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
